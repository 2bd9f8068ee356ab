using System.Net;
using Corbel.Desk;
using Corbel.Desk.Data;
using Corbel.Desk.Intake.Mailboxes;
using Corbel.Desk.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Tests.Console;

/// <summary>The page that says how mail goes.</summary>
public sealed class MailPageTests
{
    [Fact]
    public async Task A_mail_that_did_not_go_stands_there_with_the_reason_and_is_sent_again()
    {
        await using var desk = await WebDesk.Open();
        await desk.Log(desk.Cast.Sam, "Slow pages");
        await Sent(desk);
        await desk.Get<GroupWriter>()
            .Write(
                (db, token) =>
                    db.Outbox.ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(x => x.State, MailState.Dead)
                                .SetProperty(x => x.LastError, "550 nobody here"),
                        token
                    )
            );
        using var client = await desk.SignedIn(desk.Cast.Ada);

        var page = WebUtility.HtmlDecode(await client.GetStringAsync("/console/mail"));
        page.ShouldContain("550 nobody here");
        page.ShouldContain("sam@southbank.example");
        page.ShouldContain("/console/tickets/1001");
        await using var db = desk.Read();
        var mail = await db.Outbox.SingleAsync();
        KeyValuePair<string, string>[] fields = [new("Letters", $"{mail.Id}")];

        var done = await WebDesk.Post(client, "/console/mail", fields, "/console/mail?handler=Again");

        done.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await Sent(desk);
        (await client.GetStringAsync("/console/mail")).ShouldContain("It is being sent again.");
        var twice = await WebDesk.Post(client, "/console/mail", fields, "/console/mail?handler=LetGo");
        twice.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_mailbox_that_cannot_be_read_says_why()
    {
        await using var desk = await WebDesk.Open(settings: options =>
            options.Mail.Mailboxes.Add(
                new MailboxOptions
                {
                    Name = "support",
                    Host = "127.0.0.1",
                    Port = 1,
                    Security = "none",
                    User = "support@isms.online",
                    Password = "the password itself",
                }
            )
        );
        using var client = await desk.SignedIn(desk.Cast.Ada);
        await Eventually.Is(
            async () =>
            {
                await using var db = desk.Read();
                return await db.Mailboxes.AnyAsync(x => x.Trouble != null);
            },
            "the trouble is noted"
        );

        var page = await client.GetStringAsync("/console/mail");

        page.ShouldContain("Connection refused");
        page.ShouldContain("It has not been read since");
        page.ShouldNotContain("the password itself");
    }

    private static Task Sent(WebDesk desk) =>
        Eventually.Is(
            async () =>
            {
                await using var db = desk.Read();
                return await db.Outbox.AnyAsync() && await db.Outbox.AllAsync(x => x.State == MailState.Sent);
            },
            "every mail is sent"
        );
}
