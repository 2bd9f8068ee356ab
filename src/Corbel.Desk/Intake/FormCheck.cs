using Corbel.Core;
using Corbel.Core.Access;

namespace Corbel.Desk.Intake;

/// <summary>What a form must hold before it is taken.</summary>
public static class FormCheck
{
    /// <summary>Characters.</summary>
    public const int LongestSubject = 200;

    /// <summary>Characters.</summary>
    public const int LongestText = 100_000;

    /// <summary>Bytes of one file.</summary>
    public const int LargestFile = ParsedMail.LargestFile;

    /// <summary>Files that go with one line of a chat.</summary>
    public const int MostFilesOfLine = 5;

    /// <summary>Characters of a guest's name.</summary>
    private const int LongestName = 100;

    /// <summary>Characters of a mail address (RFC 5321).</summary>
    private const int LongestAddress = 254;

    /// <summary>The first thing wrong with the form, or null.</summary>
    public static Refusal? Refuse(ArrivedForm form)
    {
        // What comes by this form is the customer's word. Staff answer in the console, where it counts as contact.
        if (!May.Log(form.By))
            return Refusal.Of(
                "not-a-customer",
                "Issues are logged by a customer's people. Staff answer in the console, and place mail on a customer's behalf.",
                "Meldingen worden gedaan door mensen van een klant. Medewerkers antwoorden in de console en plaatsen e-mail namens een klant."
            );
        if (form.Ticket is null && string.IsNullOrWhiteSpace(form.Subject))
            return Refusal.Of(
                "subject-missing",
                "The subject is empty. Say in a few words what is wrong.",
                "Het onderwerp is leeg. Zeg in een paar woorden wat er mis is."
            );
        if (form.Subject.Length > LongestSubject)
            return Refusal.Of(
                "subject-too-long",
                $"The subject has {form.Subject.Length} characters; at most {LongestSubject} fit. Put the rest into the text.",
                $"Het onderwerp telt {form.Subject.Length} tekens; er passen er {LongestSubject}. Zet de rest in de tekst."
            );
        if (string.IsNullOrWhiteSpace(form.Text))
            return Refusal.Of(
                "text-missing",
                "The text is empty. Describe what you see and what you expected.",
                "De tekst is leeg. Beschrijf wat u ziet en wat u had verwacht."
            );
        return RefuseSize(form);
    }

    /// <summary>The first thing wrong with a line of a chat, or null: it has no subject, and may be a file alone.</summary>
    public static Refusal? RefuseLine(ArrivedForm form)
    {
        if (string.IsNullOrWhiteSpace(form.Text) && form.Files.Count == 0)
            return Refusals.EmptyText;
        return form.Files.Count > MostFilesOfLine
            ? Refusal.Of(
                "too-many-files",
                $"At most {MostFilesOfLine} files go with one line.",
                $"Bij één regel passen hoogstens {MostFilesOfLine} bestanden."
            )
            : RefuseSize(form);
    }

    /// <summary>What is wrong with what a guest says of themselves, or null.</summary>
    public static Refusal? RefuseGuest(Guest guest)
    {
        if (string.IsNullOrWhiteSpace(guest.Name) || guest.Name.Length > LongestName)
            return Refusal.Of(
                "name-missing",
                $"Say your name, in at most {LongestName} characters.",
                $"Vul uw naam in, in hoogstens {LongestName} tekens."
            );
        return IsAddress(guest.Email)
            ? null
            : Refusal.Of(
                "email-wrong",
                "This is no mail address: it looks like name@example.com.",
                "Dit is geen e-mailadres: het ziet eruit als naam@voorbeeld.nl."
            );
    }

    private static bool IsAddress(string text) =>
        text.Length <= LongestAddress
        && MimeKit.MailboxAddress.TryParse(text, out var address)
        && address.Address == text
        && address.Domain.Contains('.', StringComparison.Ordinal);

    private static Refusal? RefuseSize(ArrivedForm form)
    {
        if (form.Text.Length > LongestText)
            return Refusal.Of(
                "text-too-long",
                $"The text has {form.Text.Length} characters; at most {LongestText} fit. Attach the rest as a file.",
                $"De tekst telt {form.Text.Length} tekens; er passen er {LongestText}. Voeg de rest toe als bestand."
            );
        if (form.Files.FirstOrDefault(x => x.Bytes.Length > LargestFile) is { } large)
            return Refusal.Of(
                "file-too-large",
                $"The file {large.Name} is larger than {LargestFile / 1024 / 1024} MB. Send a smaller one.",
                $"Het bestand {large.Name} is groter dan {LargestFile / 1024 / 1024} MB. Stuur een kleiner bestand."
            );
        return null;
    }
}
