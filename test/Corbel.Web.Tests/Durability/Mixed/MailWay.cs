using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Tests.Durability.Mixed;

/// <summary>A mail is found by its subject, by whichever way it came.</summary>
internal abstract class MailWay : WayIn
{
    private const string Before = "Issue ";

    private string Beginning => $"{Before}{Name}-";

    /// <summary>Also what the desk believes to have had before: no sender here has two deliveries of one mail.</summary>
    public override async Task<IReadOnlyList<string>> Kept(DeskDb db) =>
        Names(await db.Custodies.Where(x => x.Subject!.StartsWith(Beginning)).Select(x => x.Subject!).ToListAsync());

    public override async Task<IReadOnlyList<string>> Placed(DeskDb db) =>
        [
            .. Names(await db.Tickets.Where(x => x.Subject.StartsWith(Beginning)).Select(x => x.Subject).ToListAsync()),
            .. Names(
                await db
                    .Custodies.Where(x => x.State == CustodyState.Held && x.Subject!.StartsWith(Beginning))
                    .Select(x => x.Subject!)
                    .ToListAsync()
            ),
        ];

    protected static IReadOnlyList<string> Names(IEnumerable<string> subjects) =>
        [.. subjects.Where(x => x.StartsWith(Before, StringComparison.Ordinal)).Select(x => x[Before.Length..])];
}
