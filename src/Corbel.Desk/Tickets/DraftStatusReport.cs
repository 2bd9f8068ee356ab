using System.Text;
using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tickets;

/// <summary>
/// The draft of a status report (clause 2.1) from the ticket's journal: what was done since the last one, what is waited for and
/// what comes next, in the customer's language. It is written from what the reporter sees, so no note and no word of staff alone
/// can stand in it. A person edits and sends it; nothing goes by itself.
/// </summary>
public sealed class DraftStatusReport(ReadTicket read, IClock clock)
{
    private const int LongestQuote = 160;

    /// <returns>The draft; null where this person does not work on such a ticket.</returns>
    public async Task<string?> Run(DeskDb db, Actor by, long number, CancellationToken cancel = default)
    {
        var ticket = await db
            .Tickets.WorkedBy(by)
            .Include(x => x.Reporter)
            .SingleOrDefaultAsync(x => x.Number == number, cancel);
        // Read again as the reporter reads it: the choke point decides what may be told, not this draft.
        if (ticket is null || await read.Run(db, ticket.Reporter!.ToActor(), number, cancel) is not { } view)
            return null;
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(ticket.Reporter.Zone) ?? DateTimeZone.Utc;
        return Write(view, ticket.Language == "nl" ? Language.Nl : Language.En, zone, clock.GetCurrentInstant());
    }

    private static string Write(TicketView view, Language language, DateTimeZone zone, Instant now)
    {
        var nl = language == Language.Nl;
        var last = view.Entries.LastOrDefault(x => x.Entry.What is StaffReply { Report: true })?.Entry;
        string Day(Instant at) => DateWords.Date(at.InZone(zone).Date, language);
        var text = new StringBuilder();
        text.Append(nl ? "Zo staat het ervoor met uw melding " : "This is how your issue stands: ")
            .Append($"“{view.Ticket.Subject}”.\n\n");
        text.Append(
            last is null
                ? (nl ? "Wat er tot nu toe is gedaan:\n" : "What was done so far:\n")
                : (
                    nl
                        ? $"Wat er sinds ons bericht van {Day(last.HappenedAt)} is gedaan:\n"
                        : $"What was done since our report of {Day(last.HappenedAt)}:\n"
                )
        );
        var lines = view
            .Entries.Where(x => x.Entry.Number > (last?.Number ?? 0))
            .Select(x => Line(x, view, language) is { } line ? $"- {Day(x.Entry.HappenedAt)}: {line}\n" : null)
            .OfType<string>()
            .ToList();
        text.AppendJoin("", lines);
        if (lines.Count == 0)
            text.Append("- \n");
        text.Append(nl ? "\nWaar wij op wachten:\n" : "\nWhat we wait for:\n");
        text.Append(
            view.Waiting is { } wait
                ? (
                    nl
                        ? $"- op uw antwoord op onze vraag van {Day(wait.From)}\n"
                        : $"- your answer to what we asked on {Day(wait.From)}\n"
                )
                : (nl ? "- op niets van u\n" : "- nothing from you\n")
        );
        text.Append(nl ? "\nWat er nu komt:\n- " : "\nWhat comes next:\n- ");
        if (Next(view, now) is { } due)
        {
            text.Append(
                nl ? $"\n- uiterlijk {Day(due)} hoort u weer van ons\n" : $"\n- you hear from us again by {Day(due)}\n"
            );
        }
        return text.ToString();
    }

    /// <summary>When the report after this one is due, if this one is sent now; null where none is owed.</summary>
    private static Instant? Next(TicketView view, Instant now)
    {
        var owed = view.Clocks.LastOrDefault(x => x.Kind == TargetKind.StatusReport && x.IsOpen);
        if (owed is not { Target.Every: { } every })
            return null;
        var calendar = owed.Policy.Calendars[owed.Target.Calendar].Zones[0];
        return every.Days > 0
            ? Core.Time.OpenDays.ClosingAfter(calendar.Hours, now, every.Days)
            : calendar.Add(now, every.Seconds);
    }

    private static string? Line(TimelineEntry entry, TicketView view, Language language)
    {
        var nl = language == Language.Nl;
        return entry.Entry.What switch
        {
            CustomerMessage { Machine: false } => nl ? "u schreef ons" : "you wrote to us",
            StaffReply => (nl ? "wij schreven: " : "we wrote: ") + Quote(entry.Words?.Text),
            SeverityChoice choice => Severity(view, choice.Severity, language),
            SeverityDecision decision => Severity(view, decision.Severity, language),
            SeverityObjection => nl ? "u maakte bezwaar tegen het ernstniveau" : "you objected to the severity",
            Reopening => nl ? "de melding is heropend" : "the issue was reopened",
            Resolution => nl ? "de melding is opgelost" : "the issue was resolved",
            _ => null,
        };
    }

    private static string Severity(TicketView view, string id, Language language)
    {
        var name =
            view.Policy.Policy.Document.Severities.Items.FirstOrDefault(x => x.Id == id)?.Name.In(language) ?? id;
        return language == Language.Nl ? $"vastgesteld als {name}" : $"set to {name}";
    }

    /// <summary>The first line of what was written, shortened.</summary>
    private static string Quote(string? text)
    {
        var line = (text ?? "").Split('\n', StringSplitOptions.TrimEntries).FirstOrDefault(x => x.Length > 0) ?? "";
        return line.Length <= LongestQuote ? $"“{line}”" : $"“{line[..LongestQuote].TrimEnd()} …”";
    }
}
