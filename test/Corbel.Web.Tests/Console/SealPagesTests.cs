using Corbel.Core.Tickets;
using Corbel.Desk.Intake;
using Corbel.Tests;
using Corbel.Web.Tests.Portal;

namespace Corbel.Web.Tests.Console;

/// <summary>What the pages say of signed and encrypted mail, to staff and to the customer alike.</summary>
public sealed class SealPagesTests(SealedMails mails) : IClassFixture<SealedMails>
{
    [Fact]
    public async Task Staff_and_customer_read_how_a_mail_was_sealed()
    {
        await using var desk = await WebDesk.Open(settings: x =>
        {
            x.Mail.Keys.Smime.Add(new() { File = mails.At("desk.p12"), Password = SealedMails.Password });
            x.Mail.Keys.SmimeTrust.Add(mails.At("trusted.crt"));
            x.Mail.Keys.OpenPgp.Add(new() { File = mails.At("desk.asc"), Password = SealedMails.Password });
        });
        using var sam = await desk.SignedIn(desk.Cast.Sam);
        using var ada = await desk.SignedIn(desk.Cast.Ada);
        var part = SealedMails.Part("The export fails since this morning.");

        async Task<long> Says(string body, string id, params string[] words)
        {
            var number = (await Take(desk, SealedMails.Mail(body, id: id))).Ticket!.Value;
            foreach (
                var (client, page) in new[] { (sam, PortalDesk.Path(number)), (ada, $"/console/tickets/{number}") }
            )
            {
                var shown = PortalDesk.Words(await client.GetStringAsync(page));
                foreach (var word in words)
                    shown.ShouldContain(word, customMessage: page);
            }
            return number;
        }

        await Says(
            mails.SmimeEncrypted(mails.SmimeSigned(part)),
            "one@southbank.example",
            "Encrypted, opened with the desk’s key",
            "Signed by Sam South <sam@southbank.example>, verified",
            "The export fails since this morning."
        );
        var unsigned = await Says(
            mails.PgpEncrypted(part),
            "two@southbank.example",
            "Encrypted, opened with the desk’s key",
            "no signature within the encryption shows that"
        );
        (await ada.Words($"/console/tickets/{unsigned}")).ShouldContain("The export fails");
        (await sam.Words(PortalDesk.Path(unsigned))).ShouldNotContain("The export fails");
        await Says(
            mails.SmimeEncrypted(part, to: "other"),
            "three@southbank.example",
            "Encrypted; this desk has no key for it"
        );
        await Says(
            mails.SmimeSigned(part, by: "unknown"),
            "four@southbank.example",
            "Signed, but the certificate is not trusted"
        );
    }

    [Fact]
    public async Task A_held_mail_says_so_too()
    {
        await using var desk = await WebDesk.Open();
        using var ada = await desk.SignedIn(desk.Cast.Ada);
        var body = mails.SmimeEncrypted(SealedMails.Part("Secret."));
        var held = await Take(desk, SealedMails.Mail(body, from: "nina@northwind.example"));
        var page = $"/console/held/{held.Custody}";

        var english = await ada.Words(page);

        english.ShouldContain("Encrypted; this desk has no key for it");
        english.ShouldNotContain("There is no text to show.");
        english.ShouldContain("smime.p7m");
    }

    [Fact]
    public async Task In_Dutch_too_and_with_more_than_a_colour()
    {
        await using var desk = await WebDesk.Open();
        var body = mails
            .SmimeSigned(SealedMails.Part("De export werkt niet."))
            .Replace("werkt", "Werkt", StringComparison.Ordinal);
        var received = await Take(desk, SealedMails.Mail(body, from: desk.Cast.Rik.Email));
        using var rik = await desk.SignedIn(desk.Cast.Rik);

        var html = await rik.GetStringAsync(PortalDesk.Path(received.Ticket!.Value));

        PortalDesk.Words(html).ShouldContain("De handtekening klopt niet: de tekst is gewijzigd");
        html[html.IndexOf("class=\"seal\"", StringComparison.Ordinal)..].ShouldContain("#triangle-alert");
    }

    private static Task<Received> Take(WebDesk desk, byte[] raw) =>
        desk.Get<ReceiveMessage>()
            .Mail(
                new ArrivedMail($"test:{Guid.NewGuid():n}", raw, desk.Clock.GetCurrentInstant(), ReceivedBasis.Arrival)
            );
}
