using Corbel.Desk.Intake;
using Corbel.Desk.Outbox;
using Corbel.Desk.Tickets;
using NodaTime;

namespace Corbel.Web.Cli.DemoData;

/// <summary>
/// The own desk of a customer: issues of its partner, one that the desk answers itself, one that the provider answered and
/// one that it sent back.
/// </summary>
internal sealed class DemoTiers(IServiceProvider services, DemoClock clock, DemoCast cast)
{
    private const string Customer = "sanne@noordzee.example";

    public async Task Play(Instant now)
    {
        clock.Now = now - Duration.FromDays(3);
        var exported = await Log(
            "Export blijft hangen",
            "De export van het risicoregister stopt bij 90 %. Ook na opnieuw inloggen."
        );
        await Answer(DemoCast.DeskAgent, exported, "Dank voor de melding. Ik zie het ook en zoek het uit.");
        var answered = await HandOver(
            exported,
            "Export van het risicoregister blijft hangen op 90 %",
            "1. Open het risicoregister.\n2. Kies Exporteren, pdf.\n3. De balk stopt bij 90 %.",
            "2"
        );
        clock.Now += Duration.FromMinutes(95);
        await Answer(
            DemoCast.Agent,
            answered,
            "Gevonden: een lege bijlage houdt de export op. Verwijder die; vrijdag komt de reparatie."
        );

        clock.Now = now - Duration.FromDays(2);
        var access = await Log("Collega ziet de audit niet", "Onze nieuwe collega kan de audit van mei niet openen.");
        await Answer(DemoCast.DeskAgent, access, "Wij kijken of dit aan de rechten ligt.");
        var returned = await HandOver(
            access,
            "Gebruiker kan een audit niet openen",
            "1. Meld aan als lezer.\n2. Open de audit van mei.\n3. Er staat: geen toegang.",
            "3"
        );
        clock.Now += Duration.FromHours(2);
        await services
            .GetRequiredService<SendBack>()
            .Run(
                cast[DemoCast.Agent].ToActor(),
                returned,
                "De rol Lezer ziet alleen afgesloten audits, en deze staat nog open. Geef de rol Auditor: dat kan uw eigen beheerder."
            );
        await Send();

        clock.Now = now - Duration.FromMinutes(50);
        await Log("Hoe voeg ik een leverancier toe?", "Ik vind de knop niet meer sinds de update.");
    }

    private async Task<long> Log(string subject, string text)
    {
        var by = cast[DemoCast.PartnerUser].ToActor();
        var form = new ArrivedForm(by, Guid.NewGuid(), null, subject, text, null, [], clock.Now);
        var number = (await services.GetRequiredService<ReceiveMessage>().Form(form)).Value!.Ticket!.Value;
        await Send();
        return number;
    }

    private async Task Answer(string by, long ticket, string text)
    {
        await services.GetRequiredService<Assign>().Run(cast[by].ToActor(), ticket, cast[by].Id);
        await services.GetRequiredService<Reply>().Run(cast[by].ToActor(), ticket, text);
        await Send();
    }

    private async Task<long> HandOver(long ticket, string subject, string steps, string severity)
    {
        clock.Now += Duration.FromMinutes(40);
        var form = new HandOverForm
        {
            Subject = subject,
            Steps = steps,
            Environment = "Firefox 140, Windows 11",
            Tried = "Een andere browser en een andere gebruiker: hetzelfde.",
            Severity = severity,
        };
        var number = await services.GetRequiredService<HandOverIssue>().Run(cast[Customer].ToActor(), ticket, form);
        await Send();
        return number.Value;
    }

    private Task Send() => services.GetRequiredService<MailSender>().SendDue(CancellationToken.None);
}
