using System.Text.Json;
using System.Text.RegularExpressions;
using Corbel.Desk.Files;
using Corbel.Desk.Intake;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Tests.Intake;

/// <summary>
/// Damaged mails by the hundred, with CORBEL_LONG=1 by fifty thousand: each is read or refused, in time, and what is read can
/// be stored and shown.
/// </summary>
public sealed partial class MutantTests
{
    private static readonly int Many = Environment.GetEnvironmentVariable("CORBEL_LONG") == "1" ? 50_000 : 600;

    // A mutant takes milliseconds; the bound is wide for a loaded machine.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Whatever_was_done_to_a_mail_it_is_read_or_refused_and_what_is_read_can_be_stored()
    {
        var read = 0;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Many),
            async (number, cancel) =>
            {
                var raw = MailMutants.Make(number);
                var mail = await Task.Run(() => ParsedMail.TryParse(raw), cancel).WaitAsync(Longest, cancel);
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
        for (var number = 0; number < 300; number++)
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

    private static void CheckHarmless(ParsedMail mail, string which)
    {
        foreach (var html in Htmls(mail))
            Acting().IsMatch(html).ShouldBeFalse($"{which}: {html}");
    }

    private static IEnumerable<string> Texts(ParsedMail mail) =>
        Htmls(mail)
            .Append(mail.Text)
            .Concat(All(mail.Enclosed).SelectMany(x => new[] { x.Subject, x.Text, x.From ?? "" }));

    private static IEnumerable<string> Htmls(ParsedMail mail) =>
        All(mail.Enclosed).Select(x => x.Html).Append(mail.Html).OfType<string>();

    private static IEnumerable<EnclosedMail> All(IEnumerable<EnclosedMail> mails) =>
        mails.SelectMany(x => All(x.Enclosed).Prepend(x));

    // A tag with what runs, loads or places something.
    [GeneratedRegex(
        @"<(script|style|iframe|object|embed|form|input|svg|math|link|meta|base|video|audio|source)\b"
            + @"|<[a-z0-9]+[^<>]*\s(on[a-z]+|style|class|id|srcset|background)=|<img[^<>]*\ssrc=""(?!cid:[0-9a-f]{64}"")",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Acting();
}
