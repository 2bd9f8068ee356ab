using Corbel.Core.Policy;
using Corbel.Core.Time;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;

namespace Corbel.Desk.Availability;

/// <summary>What a customer's administrators are told of their webhook.</summary>
internal static class WebhookTexts
{
    public static MailDraft GivenUp(Webhook hook, Person person, bool gone, DeskAddress from)
    {
        var reader = new Addressee(person.Language, person.Zone);
        var nl = reader.Language == Language.Nl;
        var since = TimeText.Long(hook.FailingSince!.Value, reader.Zone, reader.Language);
        var why = gone
            ? nl
                ? "Het adres antwoordde dat het er niet meer is (410)."
                : "The address answered that it is gone (410)."
            : nl
                ? $"Sinds {since} kwam er niets meer aan."
                : $"Nothing has got through since {since}.";
        var text = nl
            ? $"""
                Beste {person.Name},

                Wij sturen geen nieuws van de statuspagina meer naar deze webhook:
                {hook.Address}

                {why} Wat nog wachtte, wordt niet meer verstuurd.

                Werkt het adres weer? Verwijder de webhook en voeg hem opnieuw toe:
                {from.Url}/webhooks

                """
            : $"""
                Dear {person.Name},

                We no longer send the news of the status page to this webhook:
                {hook.Address}

                {why} What was still waiting is not sent any more.

                Does the address work again? Remove the webhook and add it anew:
                {from.Url}/webhooks

                """;
        return new MailDraft
        {
            Kind = MailKind.StatusNotice,
            From = from,
            To = person.Email,
            ToName = person.Name,
            Subject = nl ? "Een webhook van u is uitgeschakeld" : "A webhook of yours was switched off",
            Text = text,
            MessageId = $"webhook.{hook.Id:n}.{person.Id:n}@{from.Domain}",
        };
    }
}
