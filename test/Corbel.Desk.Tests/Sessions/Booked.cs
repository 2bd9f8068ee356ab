using Corbel.Core;
using Corbel.Desk.People;
using Corbel.Desk.Sessions;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Sessions;

/// <summary>Proposals, offered times and sessions as the tests make them.</summary>
internal static class Booked
{
    /// <summary>A proposal of Northwind from July to September.</summary>
    public static async Task<Proposal> Buy(
        this TestDesk desk,
        int training = 1,
        int coaching = 0,
        int notice = 24,
        string reference = "P-1",
        string until = "2026-10-01T00:00:00Z"
    )
    {
        var counts = new Dictionary<string, int> { ["training"] = training, ["coaching"] = coaching };
        var draft = new ProposalDraft(
            desk.Cast.Northwind.Id,
            reference,
            TestDesk.At("2026-07-01T00:00:00Z"),
            TestDesk.At(until),
            notice,
            counts
        );
        var recorded = await desk.Get<RecordProposal>().Run(desk.Cast.Max.ToActor(), draft);
        recorded.Refused.ShouldBeNull();
        return recorded.Value!;
    }

    public static async Task<SessionSlot> Offer(
        this TestDesk desk,
        string at = "2026-07-20T09:00:00Z",
        string kind = "training",
        int seats = 1,
        Person? trainer = null
    )
    {
        var draft = new SlotDraft(
            kind,
            TestDesk.At(at),
            Duration.FromMinutes(90),
            "https://meet.example/room",
            (trainer ?? desk.Cast.Ada).Id,
            Seats: seats
        );
        var offered = await desk.Get<OfferSlot>().Run(desk.Cast.Ada.ToActor(), draft);
        offered.Refused.ShouldBeNull();
        return offered.Value!;
    }

    public static Task<Outcome<Session>> Book(
        this TestDesk desk,
        SessionSlot slot,
        Person? by = null,
        params Person[] people
    ) =>
        desk.Get<BookSession>()
            .Run(
                (by ?? desk.Cast.Nora).ToActor(),
                desk.Cast.Northwind.Id,
                slot.Id,
                people.Length == 0 ? [desk.Cast.Rik.Id] : people.Select(x => x.Id)
            );

    public static async Task<Session> Session(this TestDesk desk, Guid id)
    {
        await using var db = desk.Read();
        return await db.Sessions.Include(x => x.Attendees).SingleAsync(x => x.Id == id);
    }

    public static async Task<SessionReport> SessionReport(this TestDesk desk, string from, string to)
    {
        await using var db = desk.Read();
        var stretch = new Interval(TestDesk.At(from), TestDesk.At(to));
        return (await ReadSessions.Report(db, desk.Cast.Nora.ToActor(), desk.Cast.Northwind.Id, stretch))!;
    }
}
