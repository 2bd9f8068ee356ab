using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Corbel.Desk.Files;
using Corbel.Desk.Intake;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Tests.Intake;

/// <summary>
/// Damaged mails by the hundred, with CORBEL_LONG=1 by fifty thousand: each is read or refused, in time, and what is read can
/// be stored and shown.
/// </summary>
public sealed class MutantTests
{
    private static readonly int Many = Environment.GetEnvironmentVariable("CORBEL_LONG") == "1" ? 50_000 : 600;

    private static readonly int ManyTaken = Many > 600 ? Many : 300;

    // A mutant takes milliseconds; the bound is wide for a loaded machine.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private static readonly string[] Tags =
        "a b blockquote br code dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins li ol p pre q s small span strong sub sup table tbody td tfoot th thead tr u ul".Split(
            ' '
        );

    [Fact]
    public async Task Whatever_was_done_to_a_mail_it_is_read_or_refused_and_what_is_read_can_be_stored()
    {
        var read = 0;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Many),
            async (number, cancel) =>
            {
                var raw = MailMutants.Make(number);
                var mail = await Task.Run(() => Parsed(raw, number), cancel).WaitAsync(Longest, cancel);
                if (mail is null)
                    return;
                Interlocked.Increment(ref read);
                CheckStorable(mail, $"mutant {number}");
                CheckHarmless(mail, $"mutant {number}");
            }
        );

        // Most damage leaves a mail that can be read.
        read.ShouldBeGreaterThan(Many / 2);
    }

    [Theory, OnEveryDatabase]
    public async Task Each_ends_in_custody_exactly_once_and_its_bytes_come_back_whole(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        for (var number = 0; number < ManyTaken; number++)
        {
            // Half of them as from a person the desk knows, so that they open issues.
            var raw = MailMutants.Make(number);
            if (number % 2 == 0)
                raw = [.. "From: sam@southbank.example\r\n"u8, .. raw];

            var received = await desk.Mail(raw, $"mutant:{number}");
            var again = await desk.Mail(raw, $"mutant:{number}");

            again.Custody.ShouldBe(received.Custody, $"mutant {number}");
            await using var db = desk.Read();
            var key = $"mutant:{number}";
            var custody = await db.Custodies.SingleAsync(x => x.CustodyKey == key);
            custody.Id.ShouldBe(received.Custody);
            (await desk.Get<FileStore>().Read(custody.Sha256))!.AsSpan().SequenceEqual(raw).ShouldBeTrue(key);
            var by = desk.Cast.Ada.ToActor();
            if (custody.State == CustodyState.Held)
                (await desk.Get<ReadHeld>().Run(db, by, custody.Id)).ShouldNotBeNull(key);
            else if (received.Ticket is { } ticket)
                (await desk.View(ticket, desk.Cast.Ada)).ShouldNotBeNull(key);
        }
        (await desk.Check()).ShouldBeEmpty();
    }

    /// <summary>Where the parser finds no mail it is held; at all others the desk does not stumble either.</summary>
    private static ParsedMail? Parsed(byte[] raw, int number)
    {
        try
        {
            ParsedMail.Load(new MemoryStream(raw)).Dispose();
        }
        catch (FormatException)
        {
            return ParsedMail.TryParse(raw);
        }
        try
        {
            return ParsedMail.Parse(raw);
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"mutant {number}", failure);
        }
    }

    private static void CheckStorable(ParsedMail mail, string which)
    {
        string?[] names = [mail.From, mail.FromName, mail.MessageId, .. mail.FailedRecipients, .. mail.Undelivered];
        foreach (var name in names.Concat(mail.Files.SelectMany(x => new[] { x.Name, x.MediaType })).OfType<string>())
            name.Any(char.IsControl).ShouldBeFalse($"{which}: {name}");
        foreach (var text in Texts(mail))
            (StorableText.Of(text) == text).ShouldBeTrue(which);
        Excerpt.Of(mail.Subject).Any(char.IsControl).ShouldBeFalse(which);
        var words = mail.ToWords([]);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(words, JsonSerializerOptions.Web);
        var back = JsonSerializer.Deserialize<Corbel.Desk.Tickets.Words>(bytes, JsonSerializerOptions.Web)!;
        (back.Text, back.Html, back.Subject).ShouldBe((words.Text, words.Html, words.Subject), which);
        mail.Files.Count.ShouldBeLessThan(500, which);
    }

    /// <summary>Nothing in it runs, loads, sends or places itself.</summary>
    private static void CheckHarmless(ParsedMail mail, string which)
    {
        foreach (var html in Htmls(mail))
        {
            using var document = new HtmlParser().ParseDocument($"<!doctype html><html><body>{html}");
            foreach (var element in document.Body!.QuerySelectorAll("*"))
            {
                Tags.ShouldContain(element.LocalName, which);
                foreach (var attribute in element.Attributes)
                    Harmless(element, attribute).ShouldBeTrue($"{which}: {element.OuterHtml}");
            }
        }
    }

    private static bool Harmless(IElement element, IAttr attribute) =>
        (element.LocalName, attribute.Name) switch
        {
            ("img", "src") => attribute.Value.StartsWith("cid:", StringComparison.Ordinal)
                && FileStore.IsName(attribute.Value[4..]),
            ("img", "alt" or "width" or HtmlMail.From) => true,
            ("a", "rel") => true,
            (_, "href") => Uri.TryCreate(attribute.Value, UriKind.Absolute, out var uri)
                && uri.Scheme is "http" or "https" or "mailto" or "tel",
            (_, "alt" or "width" or "colspan" or "rowspan" or HtmlMail.Earlier) => true,
            _ => false,
        };

    private static IEnumerable<string> Texts(ParsedMail mail) =>
        Htmls(mail)
            .Append(mail.Text)
            .Concat(All(mail.Enclosed).SelectMany(x => new[] { x.Subject, x.Text, x.From ?? "" }));

    private static IEnumerable<string> Htmls(ParsedMail mail) =>
        All(mail.Enclosed).Select(x => x.Html).Append(mail.Html).OfType<string>();

    private static IEnumerable<EnclosedMail> All(IEnumerable<EnclosedMail> mails) =>
        mails.SelectMany(x => All(x.Enclosed).Prepend(x));
}
