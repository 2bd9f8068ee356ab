using System.Text;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Core.Time;

namespace Corbel.Desk.Intake;

/// <summary>The words of an acknowledgement, in English and Dutch.</summary>
internal static class AcknowledgementText
{
    /// <summary>The addresses it names.</summary>
    public sealed record Links(string Ticket, Func<string, string> Claim);

    public static string Subject(long number, string subject, Addressee addressee) =>
        addressee.Language == Language.Nl ? $"Ontvangen [{number}]: {subject}" : $"Received [{number}]: {subject}";

    /// <param name="policy">What the issue is judged by.</param>
    /// <param name="received">Its receipt.</param>
    /// <param name="spoken">Whether an agent spoke with the person on the telephone: then nothing is due any more.</param>
    /// <param name="names">The person's name, and the desk's.</param>
    /// <param name="links">The addresses it names.</param>
    /// <param name="addressee">Who reads it.</param>
    public static string Body(
        CompiledPolicy policy,
        Entry received,
        bool spoken,
        (string Reader, string Desk) names,
        Links links,
        Addressee addressee
    )
    {
        var (receipt, at) = ((Receipt)received.What, received.HappenedAt);
        var scope = new TargetScope(receipt.Customer, receipt.Product, (PolicyChannel)receipt.Channel);
        var text = new StringBuilder();
        var nl = addressee.Language == Language.Nl;
        text.Append(nl ? $"Beste {names.Reader},\n\n" : $"Dear {names.Reader},\n\n");
        text.Append(
            nl
                ? $"Wij hebben uw melding ontvangen op {At(at, addressee)}.\n\n"
                : $"We received your issue on {At(at, addressee)}.\n\n"
        );
        var due = receipt.StatedSeverity is { } stated
            ? FirstResponse.Due(policy, stated, at, scope)
            : FirstResponse.DueWhenNotStated(policy, at, scope);
        if (spoken)
            text.Append(
                nl
                    ? "U sprak hierover met iemand van ons: dat was onze eerste reactie.\n"
                    : "You spoke about it with one of us: that was our first response.\n"
            );
        else if (due is not null && receipt.StatedSeverity is not null)
            Stated(text, due, addressee);
        else if (due is not null)
            NotStated(text, FirstResponse.DueForEach(policy, at, scope), links, due, addressee);
        else if (receipt.Desk is not null)
            text.Append(
                nl
                    ? $"{names.Desk} heeft uw melding en antwoordt u.\n"
                    : $"{names.Desk} has your issue and answers you.\n"
            );
        text.Append(
            nl
                ? "\nU kunt op deze e-mail antwoorden, of hier verder gaan:\n"
                : "\nYou can answer this mail, or go on here:\n"
        );
        text.Append(links.Ticket).Append('\n');
        return text.ToString();
    }

    private static void Stated(StringBuilder text, DueTime due, Addressee addressee)
    {
        var title = due.Explanation.Severity.Name.In(addressee.Language);
        text.Append(
            addressee.Language == Language.Nl
                ? $"{title}. Iemand van ons neemt uiterlijk contact met u op:\n  {At(due.Due, addressee)}\n\nWaarom dan:\n"
                : $"{title}. A person will contact you by:\n  {At(due.Due, addressee)}\n\nWhy then:\n"
        );
        Why(text, due, addressee);
    }

    private static void NotStated(
        StringBuilder text,
        IEnumerable<DueTime> each,
        Links links,
        DueTime strictest,
        Addressee addressee
    )
    {
        var nl = addressee.Language == Language.Nl;
        text.Append(
            nl
                ? "U noemde geen ernstniveau. Tot iemand er een bepaalt, werken wij met het strengste. Welk niveau past?\n"
                : "You stated no severity. Until somebody sets one we work by the strictest. Which one fits?\n"
        );
        foreach (var due in each)
        {
            var severity = due.Explanation.Severity;
            text.Append($"\n{severity.Name.In(addressee.Language)}: {severity.Test.In(addressee.Language)}\n");
            text.Append(
                nl ? $"  Antwoord uiterlijk {At(due.Due, addressee)}\n" : $"  Answer by {At(due.Due, addressee)}\n"
            );
            text.Append(
                nl ? $"  Dit is het: {links.Claim(due.Severity)}\n" : $"  This is it: {links.Claim(due.Severity)}\n"
            );
        }
        text.Append(nl ? "\nWaarom dan, bij het strengste:\n" : "\nWhy then, by the strictest:\n");
        Why(text, strictest, addressee);
    }

    private static void Why(StringBuilder text, DueTime due, Addressee addressee)
    {
        foreach (var line in ExplanationText.Lines(due.Explanation, addressee.Language, addressee.Zone))
            text.Append("  ").Append(line).Append('\n');
    }

    private static string At(NodaTime.Instant instant, Addressee addressee) =>
        TimeText.Long(instant, addressee.Zone, addressee.Language);
}
