using System.Text;
using Corbel.Core.Tickets;
using Corbel.Desk.Intake;
using Corbel.Desk.People;

namespace Corbel.Web.Tests.Console;

/// <summary>Issues and messages as the customers of the tests send them, at the present time of the desk's clock.</summary>
internal static class Logging
{
    public static async Task<long> Log(
        this WebDesk desk,
        Person by,
        string subject,
        string? severity = "2",
        string text = "It does not work."
    ) => (await desk.Form(by, null, subject, text, severity)).Ticket!.Value;

    public static Task Write(this WebDesk desk, Person by, long ticket, string text) =>
        desk.Form(by, ticket, "", text, null);

    public static async Task<Received> Mail(this WebDesk desk, string raw) =>
        await desk.Get<ReceiveMessage>()
            .Mail(
                new ArrivedMail(
                    $"test:{Guid.NewGuid():n}",
                    Encoding.UTF8.GetBytes(raw.ReplaceLineEndings("\r\n")),
                    desk.Clock.GetCurrentInstant(),
                    ReceivedBasis.FileTime
                )
            );

    private static async Task<Received> Form(
        this WebDesk desk,
        Person by,
        long? ticket,
        string subject,
        string text,
        string? severity
    )
    {
        var now = desk.Clock.GetCurrentInstant();
        var form = new ArrivedForm(by.ToActor(), Guid.NewGuid(), ticket, subject, text, severity, [], now);
        var outcome = await desk.Get<ReceiveMessage>().Form(form);
        outcome.Refused.ShouldBeNull();
        return outcome.Value!;
    }
}
