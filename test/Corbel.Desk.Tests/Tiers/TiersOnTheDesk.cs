using Corbel.Core;
using Corbel.Desk.Intake;
using Corbel.Desk.People;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tickets;

namespace Corbel.Desk.Tests.Tiers;

/// <summary>What the tests of the tiers do over and over.</summary>
internal static class TiersOnTheDesk
{
    /// <summary>An issue of Northwind's partner, on Northwind's own desk.</summary>
    public static async Task<long> PartnersIssue(
        this TestDesk desk,
        string text = "It broke.",
        params IncomingFile[] files
    ) => (await desk.Form(desk.Cast.Pia, "Broken", text, ownDesk: false, "2", files: files)).Value!.Ticket!.Value;

    public static Task<Outcome<long>> HandOver(
        this TestDesk desk,
        Person by,
        long ticket,
        string steps = "Open the register. It breaks.",
        string? severity = "1"
    ) =>
        desk.Get<HandOverIssue>()
            .Run(
                by.ToActor(),
                ticket,
                new HandOverForm
                {
                    Subject = "The register breaks",
                    Steps = steps,
                    Severity = severity,
                }
            );

    /// <summary>The partner's issue and the one it was handed over to.</summary>
    public static async Task<(long Own, long Provider)> HandedOver(this TestDesk desk)
    {
        var own = await desk.PartnersIssue();
        return (own, (await desk.HandOver(desk.Cast.Nora, own)).Value);
    }

    /// <summary>The ids of a ticket's files and raw messages.</summary>
    public static async Task<IReadOnlyList<Guid>> Downloads(this TestDesk desk, long number, Person by)
    {
        var view = (await desk.View(number, by))!;
        return
        [
            .. view.Entries.SelectMany(x => x.Files).Select(x => x.Id),
            .. view.Entries.Select(x => x.Message).OfType<Guid>(),
        ];
    }
}
