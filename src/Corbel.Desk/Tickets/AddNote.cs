using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;

namespace Corbel.Desk.Tickets;

/// <summary>A note among staff. Customers never see it, and it is never contact.</summary>
public sealed class AddNote(TicketWork work)
{
    /// <returns>The number of the note's entry.</returns>
    public Task<Outcome<int>> Run(Actor by, long ticket, string text, CancellationToken cancel = default) =>
        work.ByStaff<int>(
            by,
            ticket,
            scene =>
                string.IsNullOrWhiteSpace(text)
                    ? Refusals.EmptyText
                    : scene.Append(new StaffNote(), new Words(null, text.Trim())),
            cancel
        );
}
