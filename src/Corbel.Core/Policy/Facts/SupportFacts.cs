using System.Collections.Immutable;

namespace Corbel.Core.Policy;

/// <summary>Levels of support, who gives which to whom, and sessions.</summary>
internal static class SupportFacts
{
    private const string StatusReports = "status-reports";

    public static IEnumerable<Fact> Of(PolicyDocument policy) =>
        [.. policy.Tiers.Items.SelectMany(x => Duties(policy, x)), .. Shares(policy), .. Sessions(policy)];

    /// <summary>Reports on how things stand are kept by the clock of their target, where the policy has one.</summary>
    private static string DutyKind(PolicyDocument policy, string duty) =>
        duty == StatusReports && policy.Targets.Any(t => t.Kind == TargetKind.StatusReport)
            ? StatusReports
            : $"duty-{duty}";

    private static IEnumerable<Fact> Duties(PolicyDocument policy, TierSpec tier) =>
        tier.Duties.Items.Select(duty =>
            Phrases.Fact(
                tier.Clause,
                duty.Id,
                $"tiers.{tier.Id}.duties.{duty.Id}",
                DutyKind(policy, duty.Id),
                new($"{tier.Name.En}: {duty.En}.", $"{tier.Name.Nl}: {duty.Nl}.")
            )
        );

    private static IEnumerable<Fact> Shares(PolicyDocument policy)
    {
        var provider = policy.Provider.Name;
        if (policy.Support?.ByCustomer is { } customer)
        {
            var (people, tiers) = (Phrases.OwnPeople(customer.For, policy), Phrases.Tiers(customer.Tiers, policy));
            yield return Phrases.Fact(
                customer.Clause,
                "by-customer",
                "support.by-customer",
                "support-share",
                new(
                    $"The customer itself gives {tiers.En} to {people.En}.",
                    $"De klant geeft zelf {tiers.Nl} aan {people.Nl}."
                )
            );
        }
        if (policy.Support?.ByProvider is { } own)
        {
            var (people, tiers) = (Phrases.People(own.For, policy), Phrases.Tiers(own.Tiers, policy));
            var hands = Hands(policy.Support.HandedOverBy, policy);
            yield return Phrases.Fact(
                own.Clause,
                "by-provider",
                "support.by-provider",
                "support-share",
                new(
                    $"{provider} gives {tiers.En} to the customer's {people.En}, unless agreed otherwise.{hands.En}",
                    $"{provider} geeft {tiers.Nl} aan de {people.Nl} van de klant, tenzij anders overeengekomen.{hands.Nl}"
                )
            );
        }
    }

    private static LocalText Hands(ImmutableArray<PolicyRole> roles, PolicyDocument policy)
    {
        if (roles.IsEmpty)
        {
            return new("", "");
        }
        var people = Phrases.People(roles, policy);
        return new(
            $" What lies on the customer's own desk is handed over by {people.En}.",
            $" Wat op de eigen desk van de klant ligt, wordt overgedragen door {people.Nl}."
        );
    }

    private static IEnumerable<Fact> Sessions(PolicyDocument policy)
    {
        if (policy.Sessions is not { } sessions)
        {
            yield break;
        }
        yield return Phrases.Fact(
            sessions.Clause,
            "sessions",
            "sessions.kinds",
            "sessions",
            new(
                $"The customer gets sessions for {AmountWords.List([.. sessions.Kinds.Items.Select(k => k.En)], Language.En)}: as many as {sessions.CountedBy.En} states.",
                $"De klant krijgt sessies voor {AmountWords.List([.. sessions.Kinds.Items.Select(k => k.Nl)], Language.Nl)}: zoveel als {sessions.CountedBy.Nl} vermeldt."
            )
        );
        if (!sessions.ToReachTiers.IsEmpty)
        {
            var tiers = Phrases.Tiers(sessions.ToReachTiers, policy);
            yield return Phrases.Fact(
                sessions.Clause,
                "aim",
                "sessions.to-reach-tiers",
                "sessions-aim",
                new(
                    $"They are there so that the customer can give {tiers.En} itself.",
                    $"Zij zijn erop gericht dat de klant zelf {tiers.Nl} kan geven."
                )
            );
        }
    }
}

/// <summary>What the customer owes.</summary>
internal static class DutyOfCustomerFacts
{
    public static IEnumerable<Fact> Of(PolicyDocument policy)
    {
        if (policy.Cooperation is { } cooperation)
        {
            yield return Phrases.Fact(
                cooperation.Clause,
                "cooperation",
                "cooperation",
                "cooperation",
                new(
                    $"Support can only work with the customer's help: {policy.Provider.Name} relies on its cooperation in good faith and on the information that it asks for.",
                    $"Ondersteuning kan niet zonder de klant: {policy.Provider.Name} rekent op medewerking te goeder trouw en op de informatie waarom het vraagt."
                )
            );
        }
    }
}
