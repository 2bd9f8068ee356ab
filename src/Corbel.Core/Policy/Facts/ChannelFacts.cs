namespace Corbel.Core.Policy;

/// <summary>The ways in and who may use them.</summary>
internal static class ChannelFacts
{
    public static IEnumerable<Fact> Of(PolicyDocument policy) => [.. Written(policy), .. Telephone(policy)];

    private static IEnumerable<Fact> Written(PolicyDocument policy)
    {
        var channels = policy.Channels;
        if (channels.Portal is { } portal)
        {
            var who = Phrases.Capital(Phrases.People(portal.For, policy));
            yield return Phrases.Fact(
                portal.Clause,
                "portal",
                "channels.portal",
                "channel-portal",
                new(
                    $"{who.En} can log an issue on the support pages.",
                    $"{who.Nl} kunnen een melding doen op de ondersteuningspagina's."
                )
            );
        }
        if (channels.Chat is { } chat)
        {
            var who = Phrases.Capital(Phrases.People(chat.For, policy));
            yield return Phrases.Fact(
                chat.Clause,
                "chat",
                "channels.chat",
                "channel-chat",
                new(
                    $"{who.En} can log an issue in the support chat.",
                    $"{who.Nl} kunnen een melding doen in de ondersteuningschat."
                )
            );
        }
        if (channels.Mail is { } mail)
        {
            var who = Phrases.Capital(Phrases.People(mail.For, policy));
            yield return Phrases.Fact(
                mail.Clause,
                "mail",
                "channels.mail",
                "channel-mail",
                new(
                    $"{who.En} can log an issue by e-mail to {mail.Address}.",
                    $"{who.Nl} kunnen een melding doen per e-mail aan {mail.Address}."
                )
            );
        }
    }

    private static IEnumerable<Fact> Telephone(PolicyDocument policy)
    {
        if (policy.Channels.Telephone is not { } telephone)
        {
            yield break;
        }
        var who = Phrases.People(telephone.For, policy);
        yield return Phrases.Fact(
            telephone.Clause,
            "telephone",
            "channels.telephone",
            "channel-telephone",
            new(
                $"The telephone desk on {telephone.Number} is there for {who.En}.",
                $"De telefonische helpdesk op {telephone.Number} is er voor {who.Nl}."
            )
        );
        if (!telephone.CourtesyFor.IsEmpty)
        {
            var others = Phrases.People(telephone.CourtesyFor, policy);
            yield return Phrases.Fact(
                telephone.Clause,
                "telephone-courtesy",
                "channels.telephone.courtesy-for",
                "channel-telephone",
                new(
                    $"Within reason, {others.En} may call with simple questions too.",
                    $"Binnen redelijke grenzen mogen ook {others.Nl} bellen met eenvoudige vragen."
                )
            );
        }
    }
}
