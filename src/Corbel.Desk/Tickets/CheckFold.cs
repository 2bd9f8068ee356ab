using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Jobs;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tickets;

/// <summary>The rows kept for queries held against what the journal adds up to.</summary>
internal static class CheckFold
{
    public static async Task<List<string>> Run(
        DeskDb db,
        Ticket ticket,
        IReadOnlyList<Entry> entries,
        TicketTerms terms,
        Instant now,
        CancellationToken cancel
    )
    {
        var state = TicketState.Fold(entries);
        var head = await db
            .Journal.Where(x => x.TicketId == ticket.Id && x.Number == entries.Count)
            .Select(x => x.Hash)
            .SingleAsync(cancel);
        var clocks = await db.Clocks.AsNoTracking().Where(x => x.TicketId == ticket.Id).ToListAsync(cancel);
        var job = await DueJobs.Of(db, ticket.Id, cancel);
        var current = Clocks.Of(terms, entries, AsOf(job, clocks, now));
        var rebuilt = new NewTicket(ticket.Number, ticket.Subject).ToRow(state, head);
        TicketFold.Apply(rebuilt, state, head, current, JournalWriter.DisputesOf(terms, entries));
        var wrong = Differences(db, ticket, rebuilt).ToList();
        foreach (var clock in current)
        {
            var folded = TicketFold.NewClock(rebuilt, clock);
            var kept = clocks.Find(x => x.Kind == clock.Kind && x.Number == clock.Number);
            if (kept is null || Differences(db, kept, folded).Any())
                wrong.Add($"the {clock.Kind} clock {clock.Number} is not what the journal says");
        }
        if (clocks.Count > current.Length)
            wrong.Add($"has {clocks.Count} clocks, the journal says {current.Length}");
        wrong.AddRange(await Beside(db, rebuilt, entries, cancel));
        if (job is null && current.Any(x => x.Verdict == Verdict.Running))
            wrong.Add("a clock runs and no job waits for its due instant");
        return wrong;
    }

    /// <summary>The waits and the people who take part, held against the journal.</summary>
    private static async Task<List<string>> Beside(
        DeskDb db,
        Ticket rebuilt,
        IReadOnlyList<Entry> entries,
        CancellationToken cancel
    )
    {
        var wrong = new List<string>();
        var waits = await db.Waits.AsNoTracking().Where(x => x.TicketId == rebuilt.Id).ToListAsync(cancel);
        var asked = Waits.Of(entries);
        for (var i = 0; i < Math.Max(waits.Count, asked.Length); i++)
        {
            var kept = waits.Find(x => x.Number == i + 1);
            var folded = i < asked.Length ? TicketFold.NewWait(rebuilt, i + 1, asked[i]) : null;
            if (kept is null || folded is null || Differences(db, kept, folded).Any())
                wrong.Add($"wait {i + 1} is not what the journal says");
        }
        var people = await db
            .Participants.Where(x => x.TicketId == rebuilt.Id)
            .Select(x => x.PersonId)
            .ToListAsync(cancel);
        if (!people.ToHashSet().SetEquals(Participation.Of(entries)))
            wrong.Add("the people who take part are not those of the journal");
        var listed = await db.Listed.Where(x => x.TicketId == rebuilt.Id).Select(x => x.PersonId).ToListAsync(cancel);
        if (!listed.ToHashSet().SetEquals(Marks.Listed(entries)))
            wrong.Add("the need-to-know list is not that of the journal");
        return wrong;
    }

    /// <summary>
    /// The instant that the rows speak of. A job may be about to run: until it has, they say how things stood before its
    /// time. Where it failed and waits to be tried again, how they stood at the first due instant that they call running.
    /// </summary>
    private static Instant AsOf(Job? job, List<ClockRow> clocks, Instant now)
    {
        if (job is null)
            return now;
        var before =
            job.Attempts == 0
                ? job.DueAt - DueJobs.Moment
                : clocks.Where(x => x.Verdict == Verdict.Running).Min(x => x.DueAt) ?? now;
        return Instant.Min(now, before);
    }

    private static IEnumerable<string> Differences<T>(DeskDb db, T kept, T folded)
        where T : class
    {
        foreach (var property in db.Model.FindEntityType(typeof(T))!.GetProperties())
        {
            var (a, b) = (property.PropertyInfo!.GetValue(kept), property.PropertyInfo.GetValue(folded));
            if (a is byte[] one && b is byte[] other ? !one.AsSpan().SequenceEqual(other) : !Equals(a, b))
                yield return $"{property.Name} is {a}, the journal says {b}";
        }
    }
}
