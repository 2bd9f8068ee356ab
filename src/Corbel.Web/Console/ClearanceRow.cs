using Corbel.Core.Policy;
using Corbel.Desk.Data;
using Corbel.Desk.Marked;
using Corbel.Web.Ui;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Web.Console;

internal enum ClearanceState
{
    Proposed,

    /// <summary>Granted, and its first day is yet to come.</summary>
    Later,
    Holds,
    Ended,
}

/// <summary>A clearance in the register, with the names of who had to do with it.</summary>
internal sealed record ClearanceRow(
    Clearance Clearance,
    string Person,
    string Kind,
    string ProposedBy,
    string? GrantedBy,
    string? EndedBy,
    ClearanceState State,
    bool RunsOut
)
{
    /// <summary>From how long before its end on a clearance stands out.</summary>
    public static readonly Duration Ahead = Duration.FromDays(60);

    /// <summary>The first day and the last one on which it opens anything, in UTC as they were given.</summary>
    public string From(Reader reader) => Day(Clearance.FromAt, reader);

    public string Until(Reader reader) => Day(Clearance.UntilAt - Duration.FromDays(1), reader);

    private static string Day(Instant at, Reader reader) =>
        LocalDatePattern.Create("d MMM yyyy", reader.Culture).Format(at.InUtc().Date);

    /// <summary>Reads some, what runs out next first.</summary>
    public static async Task<List<ClearanceRow>> Read(
        DeskDb db,
        IQueryable<Clearance> clearances,
        Named<NamedText> kinds,
        Reader reader,
        CancellationToken cancel
    )
    {
        var rows = await clearances.AsNoTracking().Include(x => x.Person).OrderBy(x => x.UntilAt).ToListAsync(cancel);
        var ids = rows.SelectMany(x => new[] { x.ProposedBy, x.GrantedBy, x.EndedBy })
            .OfType<Guid>()
            .Distinct()
            .ToList();
        var names = await db.People.Where(x => ids.Contains(x.Id)).ToDictionaryAsync(x => x.Id, x => x.Name, cancel);
        string? Name(Guid? person) => person is { } id ? names.GetValueOrDefault(id) : null;
        return rows.ConvertAll(x => new ClearanceRow(
            x,
            x.Person!.Name,
            kinds.TryGetValue(x.Kind, out var kind) ? kind.Text.In(reader.Words) : x.Kind,
            Name(x.ProposedBy)!,
            Name(x.GrantedBy),
            Name(x.EndedBy),
            StateOf(x, reader.Now),
            x.Holds(reader.Now) && x.UntilAt - reader.Now <= Ahead
        ));
    }

    private static ClearanceState StateOf(Clearance clearance, Instant now) =>
        clearance switch
        {
            { EndedAt: not null } => ClearanceState.Ended,
            _ when clearance.UntilAt <= now => ClearanceState.Ended,
            { GrantedAt: null } => ClearanceState.Proposed,
            _ when clearance.FromAt > now => ClearanceState.Later,
            _ => ClearanceState.Holds,
        };
}
