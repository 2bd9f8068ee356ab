using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Corbel.Desk.Intake;
using Corbel.Desk.Jobs;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Corbel.Desk.Sessions;
using Corbel.Desk.Tests.Intake;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Corbel.Desk.Tests.Sessions;

/// <summary>The mails of sessions as calendar programs read them (RFC 5546 and 6047), and what comes back.</summary>
public sealed class InvitationTests
{
    [Theory, OnEveryDatabase]
    public async Task Two_programs_read_the_request_its_change_and_its_cancelling_alike(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await desk.Buy(training: 1);
        var session = (await desk.Book(await desk.Offer(), null, desk.Cast.Rik, desk.Cast.Nora)).Value!;
        desk.Clock.Advance(NodaTime.Duration.FromMinutes(1));
        var moved = await desk.Get<ChangeSession>()
            .Move(desk.Cast.Nora.ToActor(), session.Id, (await desk.Offer("2026-07-22T12:00:00Z")).Id);
        moved.Refused.ShouldBeNull();
        desk.Clock.Advance(NodaTime.Duration.FromMinutes(1));
        (await desk.Get<CancelSession>().Run(desk.Cast.Nora.ToActor(), session.Id, "")).IsDone.ShouldBeTrue();

        var mails = (await desk.Outbox()).Where(x => x.Mail.Kind == MailKind.Session).ToList();

        // The trainer, and two people of the customer.
        mails.Select(x => x.Mail.Recipient).Distinct().Count().ShouldBe(3);
        foreach (var person in (Person[])[desk.Cast.Ada, desk.Cast.Rik, desk.Cast.Nora])
        {
            var own = mails.Where(x => x.Mail.Recipient == person.Email).Select(x => x.Message).ToList();
            var parts = own.ConvertAll(CalendarPart);
            parts.ConvertAll(x => x.ContentType.Parameters["method"]).ShouldBe(["REQUEST", "REQUEST", "CANCEL"]);
            var texts = parts.ConvertAll(x => x.Text);
            var seen = await ReadByIcalJs(texts);
            foreach (var (text, other) in texts.Zip(seen))
            {
                var calendar = Ical.Net.Calendar.Load(text)!;
                var entry = calendar.Events.ShouldHaveSingleItem();
                other.ShouldBe(
                    other with
                    {
                        Method = calendar.Method!,
                        Events = 1,
                        Uid = entry.Uid!,
                        Sequence = entry.Sequence,
                        Start = entry.Start!.AsUtc,
                        End = entry.End!.AsUtc,
                        Summary = entry.Summary!,
                        Place = entry.Location!,
                        Organiser = entry.Organizer!.Value!.OriginalString,
                        Status = entry.Status!,
                        Stamp = entry.DtStamp!.AsUtc,
                    }
                );
                entry.Attendees.Select(x => x.Value!.OriginalString).Order().ShouldBe(other.Attendees);
            }
            seen.Select(x => x.Sequence).ShouldBe([0, 1, 2]);
            seen.Select(x => x.Uid).Distinct().ShouldBe([$"session-{session.Id:n}"]);
            seen.Select(x => x.Stamp).ShouldBe(seen.Select(x => x.Stamp).Order());
            seen[0].Start.ShouldBe(new DateTime(2026, 7, 20, 9, 0, 0, DateTimeKind.Utc));
            seen[1].Start.ShouldBe(new DateTime(2026, 7, 22, 12, 0, 0, DateTimeKind.Utc));
            seen[2].Status.ShouldBe("CANCELLED");
            seen.ShouldAllBe(x => x.Organiser == "mailto:support@isms.online");
            seen.ShouldAllBe(x => x.Attendees.Contains($"mailto:{person.Email}"));
        }
        var dutch = mails.First(x => x.Mail.Recipient == desk.Cast.Rik.Email).Message;
        dutch.TextBody!.ShouldContain("maandag 20 juli 2026, 11:00 CEST");
    }

    [Theory, OnEveryDatabase]
    public async Task Who_is_taken_off_is_told_and_who_comes_is_invited(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await desk.Buy(training: 1);
        var session = (await desk.Book(await desk.Offer())).Value!;

        await desk.Get<ChangeSession>().Invite(desk.Cast.Nora.ToActor(), session.Id, [desk.Cast.Roos.Id]);

        var mails = (await desk.Outbox()).Where(x => x.Mail.Kind == MailKind.Session).ToList();
        List<string?> Methods(Person person) =>
            [
                .. mails
                    .Where(x => x.Mail.Recipient == person.Email)
                    .Select(x => CalendarPart(x.Message).ContentType.Parameters["method"])
                    .Order(),
            ];
        Methods(desk.Cast.Rik).ShouldBe(["CANCEL", "REQUEST"]);
        Methods(desk.Cast.Roos).ShouldBe(["REQUEST"]);
        Methods(desk.Cast.Ada).ShouldBe(["REQUEST", "REQUEST"]);
        (await desk.Session(session.Id)).Attendees.ShouldHaveSingleItem().PersonId.ShouldBe(desk.Cast.Roos.Id);
    }

    [Theory, OnEveryDatabase]
    public async Task An_answer_is_noted_at_the_session_and_opens_no_issue(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await desk.Buy(training: 1);
        var session = (await desk.Book(await desk.Offer())).Value!;

        var first = await desk.Mail(Answer(desk.Cast.Rik, session.Id, 0, "ACCEPTED"));

        (first.State, first.Ticket).ShouldBe((CustodyState.Noted, null));
        (await desk.Session(session.Id)).Attendees[0].Answer.ShouldBe(InvitationAnswer.Accepted);
        await desk.Mail(Answer(desk.Cast.Ada, session.Id, 0, "TENTATIVE"));
        (await desk.Session(session.Id)).TrainerAnswer.ShouldBe(InvitationAnswer.Tentative);
        // Moved, everybody is asked anew, and an answer to the old time says nothing.
        await desk.Get<ChangeSession>()
            .Move(desk.Cast.Nora.ToActor(), session.Id, (await desk.Offer("2026-07-22T12:00:00Z")).Id);
        (await desk.Session(session.Id)).Attendees[0].Answer.ShouldBe(InvitationAnswer.None);
        (await desk.Mail(Answer(desk.Cast.Rik, session.Id, 0, "ACCEPTED"))).State.ShouldBe(CustodyState.Noted);
        (await desk.Session(session.Id)).Attendees[0].Answer.ShouldBe(InvitationAnswer.None);
        await desk.Mail(Answer(desk.Cast.Rik, session.Id, 1, "DECLINED"));
        (await desk.Session(session.Id)).Attendees[0].Answer.ShouldBe(InvitationAnswer.Declined);
        await using (var db = desk.Read())
            (await db.Tickets.CountAsync()).ShouldBe(0);

        // Who was not invited, answers for another, or about another session, writes a mail like others.
        (await desk.Mail(Answer(desk.Cast.Roos, session.Id, 1, "ACCEPTED"))).State.ShouldBe(CustodyState.Taken);
        (await desk.Mail(Answer(desk.Cast.Rik, session.Id, 1, "ACCEPTED", from: desk.Cast.Sam))).State.ShouldBe(
            CustodyState.Taken
        );
        (await desk.Mail(Answer(desk.Cast.Rik, Guid.NewGuid(), 0, "ACCEPTED"))).State.ShouldBe(CustodyState.Taken);
        (await desk.Session(session.Id)).Attendees[0].Answer.ShouldBe(InvitationAnswer.Declined);
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task An_answer_that_nothing_vouches_for_changes_nothing(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database, x => x.Mail.TrustSenders = false);
        await desk.Buy(training: 1);
        var session = (await desk.Book(await desk.Offer())).Value!;

        (await desk.Mail(Answer(desk.Cast.Rik, session.Id, 0, "DECLINED"))).State.ShouldNotBe(CustodyState.Noted);

        (await desk.Session(session.Id)).Attendees[0].Answer.ShouldBe(InvitationAnswer.None);
    }

    [Theory, OnEveryDatabase]
    public async Task Reminders_go_a_day_and_an_hour_before_and_move_with_the_session(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await desk.Buy(training: 1);
        var session = (await desk.Book(await desk.Offer())).Value!;
        await desk.Get<ChangeSession>()
            .Move(desk.Cast.Nora.ToActor(), session.Id, (await desk.Offer("2026-07-22T12:00:00Z")).Id);
        async Task<int> Reminders(string at)
        {
            desk.Clock.Reset(TestDesk.At(at));
            await desk.Get<JobRunner>().RunDue(CancellationToken.None);
            await desk.Get<JobRunner>().RunDue(CancellationToken.None);
            return (await desk.Outbox()).Count(x => x.Mail.MessageId.Contains("h.", StringComparison.Ordinal));
        }
        (await Reminders("2026-07-20T08:30:00Z")).ShouldBe(0);
        (await Reminders("2026-07-21T11:59:59Z")).ShouldBe(0);
        (await Reminders("2026-07-21T12:00:00Z")).ShouldBe(2);
        (await Reminders("2026-07-22T11:00:00Z")).ShouldBe(4);
        (await Reminders("2026-07-23T11:00:00Z")).ShouldBe(4);
        (await desk.Outbox())
            .Where(x => x.Mail.MessageId.Contains("h.", StringComparison.Ordinal))
            .ShouldAllBe(x =>
                !x.Message.BodyParts.OfType<TextPart>().Any(y => y.ContentType.IsMimeType("text", "calendar"))
            );
    }

    /// <summary>The one part that calendar programs read: among the alternatives of the text, where they look for it.</summary>
    private static TextPart CalendarPart(MimeMessage mail)
    {
        var parts = mail.BodyParts.OfType<TextPart>().Where(x => x.ContentType.IsMimeType("text", "calendar")).ToList();
        var part = parts.ShouldHaveSingleItem();
        ((Multipart)mail.Body!)[0].ShouldBeOfType<MultipartAlternative>().ShouldContain(part);
        return part;
    }

    private static string Answer(Person person, Guid session, int sequence, string answer, Person? from = null) =>
        Mails.From(
            (from ?? person).Email,
            $"{answer}: session",
            string.Join(
                '\n',
                "BEGIN:VCALENDAR",
                "PRODID:-//Google Inc//Google Calendar 70.9054//EN",
                "VERSION:2.0",
                "METHOD:REPLY",
                "BEGIN:VEVENT",
                "DTSTART:20260720T090000Z",
                "DTEND:20260720T103000Z",
                "DTSTAMP:20260715T090500Z",
                "ORGANIZER;CN=Support:mailto:support@isms.online",
                $"UID:session-{session:n}",
                $"ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT={answer};CN={person.Name}:mailto:{person.Email}",
                $"SEQUENCE:{sequence}",
                "SUMMARY:Session",
                "END:VEVENT",
                "END:VCALENDAR"
            ),
            "MIME-Version: 1.0",
            "Auto-Submitted: auto-generated",
            "Content-Type: text/calendar; charset=UTF-8; method=REPLY"
        );

    private static async Task<List<Seen>> ReadByIcalJs(IReadOnlyList<string> texts)
    {
        var script = Repository.File("test/Corbel.Desk.Tests/Sessions/read-invitation.mjs");
        var start = new ProcessStartInfo("node", [script])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardInputEncoding = new UTF8Encoding(false),
        };
        using var node = Process.Start(start)!;
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(texts));
        node.StandardInput.Close();
        var errors = node.StandardError.ReadToEndAsync();
        var output = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        node.ExitCode.ShouldBe(0, await errors);
        return
        [
            .. output
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(x => JsonSerializer.Deserialize<Seen>(x, JsonSerializerOptions.Web)!),
        ];
    }

    /// <summary>What ical.js sees of an invitation.</summary>
    private sealed record Seen(
        string Method,
        int Events,
        string Uid,
        int Sequence,
        DateTime Start,
        DateTime End,
        string Summary,
        string Place,
        string Organiser,
        string[] Attendees,
        string Status,
        DateTime Stamp
    );
}
