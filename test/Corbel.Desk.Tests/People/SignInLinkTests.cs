using System.Text.RegularExpressions;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Corbel.Desk.Tests.Intake;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.People;

public sealed partial class SignInLinkTests
{
    private static async Task<bool> Fresh(TestDesk desk, string token)
    {
        await using var db = desk.Read();
        return await desk.Get<SignInLinks>().IsFresh(db, token);
    }

    private static async Task<string> Make(TestDesk desk, Guid person)
    {
        var link = await desk.Get<SignInLinks>().Make(person, Duration.FromMinutes(30));
        link.ShouldStartWith("https://desk.example/sign-in/");
        return link[(link.LastIndexOf('/') + 1)..];
    }

    [Theory, OnEveryDatabase]
    public async Task A_link_signs_in_once_and_looking_uses_nothing_up(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var links = desk.Get<SignInLinks>();
        var token = await Make(desk, desk.Cast.Sam.Id);

        (await Fresh(desk, token)).ShouldBeTrue();
        (await Fresh(desk, token)).ShouldBeTrue();
        var used = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => links.Use(token)));

        used.Single(x => x.IsDone).Value!.Id.ShouldBe(desk.Cast.Sam.Id);
        used.Where(x => !x.IsDone).ShouldAllBe(x => x.Refused!.Code == "link-spent");
        (await Fresh(desk, token)).ShouldBeFalse();
        (await links.Use("")).Refused!.Code.ShouldBe("link-spent");
        (await links.Use(token.ToUpperInvariant())).Refused!.Code.ShouldBe("link-spent");
        // The token itself is nowhere: who reads the database cannot sign in.
        await using var db = desk.Read();
        (await db.SignInLinks.SingleAsync()).TokenHash.ShouldNotBe(token);
    }

    [Theory, OnEveryDatabase]
    public async Task It_ends_with_its_time_and_with_the_person(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var links = desk.Get<SignInLinks>();
        var (inTime, tooLate, gone) = (
            await Make(desk, desk.Cast.Sam.Id),
            await Make(desk, desk.Cast.Sam.Id),
            await Make(desk, desk.Cast.Rik.Id)
        );
        await desk.Tamper($"UPDATE people SET deactivated_at = 1 WHERE id = {desk.Cast.Rik.Id}");

        (await links.Use(gone)).Refused!.Code.ShouldBe("link-spent");
        desk.Clock.Advance(Duration.FromMinutes(30) - Duration.FromSeconds(1));
        (await links.Use(inTime)).IsDone.ShouldBeTrue();
        desk.Clock.Advance(Duration.FromSeconds(1));
        (await Fresh(desk, tooLate)).ShouldBeFalse();
        (await links.Use(tooLate)).Refused!.Code.ShouldBe("link-spent");
    }

    [Theory, OnEveryDatabase]
    public async Task It_ends_a_lockout_since_it_proves_the_mailbox(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var passwords = desk.Get<Passwords>();
        await passwords.Set(desk.Cast.Sam.Id, "correct horse battery");
        for (var i = 0; i < 5; i++)
            await passwords.SignIn("sam@southbank.example", "wrong horse battery");

        (await desk.Get<SignInLinks>().Use(await Make(desk, desk.Cast.Sam.Id))).IsDone.ShouldBeTrue();

        (await passwords.SignIn("sam@southbank.example", "correct horse battery")).IsDone.ShouldBeTrue();
    }

    [Theory, OnEveryDatabase]
    public async Task Asked_for_by_mail_a_few_go_out_and_strangers_get_none(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var links = desk.Get<SignInLinks>();
        await desk.Tamper($"UPDATE people SET deactivated_at = 1 WHERE id = {desk.Cast.Rik.Id}");

        await links.Mail("nobody@nowhere.example");
        await links.Mail("rik@northwind.example");
        for (var i = 0; i < 8; i++)
            await links.Mail(" NORA@northwind.example");

        var mails = await desk.Outbox();
        mails.Count.ShouldBe(5);
        mails.ShouldAllBe(x => x.Mail.Kind == MailKind.SignInLink && x.Mail.Recipient == "nora@northwind.example");
        mails[0].Message.Headers["Auto-Submitted"].ShouldBe("auto-generated");
        mails[0].Message.Subject.ShouldBe("Uw link om in te loggen");
        var token = Link().Match(mails[0].Message.TextBody!).Groups["token"].Value;
        (await links.Use(token)).Value!.Id.ShouldBe(desk.Cast.Nora.Id);
        // The limit is one of time: when the links have run out, one may ask again.
        desk.Clock.Advance(Duration.FromMinutes(31));
        await links.Mail("nora@northwind.example");
        (await desk.Outbox()).Count.ShouldBe(6);
    }

    [GeneratedRegex("/sign-in/(?<token>[0-9a-f]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
