using Corbel.Desk;
using Corbel.Web.Cli;

namespace Corbel.Web.Tests.Cli;

/// <summary>Wrong mail settings are said before the desk starts: what, where, what would be right.</summary>
public sealed class MailSettingsTests
{
    private static MailOptions With(params MailboxOptions[] boxes)
    {
        var mail = new MailOptions();
        mail.Mailboxes.AddRange(boxes);
        return mail;
    }

    private static MailboxOptions Box(Action<MailboxOptions>? change = null)
    {
        var box = new MailboxOptions
        {
            Name = "support",
            Host = "imap.example",
            User = "support@example.com",
            Password = "hush",
        };
        change?.Invoke(box);
        return box;
    }

    public static TheoryData<Action<MailboxOptions>, string> Wrong =>
        new()
        {
            { x => x.Name = "", "has no name" },
            { x => x.Host = "", "support: a mailbox needs a host and a user" },
            { x => x.User = "", "support: a mailbox needs a host and a user" },
            { x => x.Security = "ssl", "security is none, starttls or tls, not “ssl”" },
            { x => x.Port = 0, "port is 1 to 65535, not 0" },
            { x => x.PollSeconds = 0, "pollSeconds is at least 1, not 0" },
            { x => x.OAuth.TokenUrl = "login", "oauth.tokenUrl is no address: “login”" },
        };

    [Theory, MemberData(nameof(Wrong))]
    public void A_wrong_mailbox_is_named_and_its_password_is_not(Action<MailboxOptions> change, string said)
    {
        var refused = Should.Throw<RefusedException>(() => MailSettings.Require(With(Box(change)), "/nowhere"));

        refused.Message.ShouldContain(said);
        refused.Message.ShouldNotContain("hush");
    }

    [Fact]
    public void Two_of_one_name_and_a_wrong_relay_are_refused_and_what_is_right_passes()
    {
        Should
            .Throw<RefusedException>(() => MailSettings.Require(With(Box(), Box()), "/nowhere"))
            .Message.ShouldContain("support twice");
        var relay = With(Box());
        (relay.Smtp.Host, relay.Smtp.Security) = ("smtp.example", "maybe");
        Should
            .Throw<RefusedException>(() => MailSettings.Require(relay, "/nowhere"))
            .Message.ShouldContain("mail.smtp: security");
        relay.Smtp.Security = "starttls";

        MailSettings.Require(relay, "/nowhere");
    }

    [Fact]
    public void A_desk_that_cannot_check_senders_says_so()
    {
        MailSettings.Advice(new MailOptions()).ShouldNotBeNull().ShouldContain("mail.authservId");
        MailSettings.Advice(new MailOptions { AuthservId = "mx.example" }).ShouldBeNull();
        MailSettings.Advice(new MailOptions { TrustSenders = true }).ShouldBeNull();
    }
}
