using System.Collections.Immutable;

namespace Corbel.Core.Policy;

/// <summary>Pieces of text that several clauses share.</summary>
internal static class Phrases
{
    /// <summary>A fact of a clause.</summary>
    public static Fact Fact(string clause, string name, string path, string kind, LocalText text) =>
        new($"{clause}.{name}", clause, path, FactStates.Of(kind), text);

    /// <summary>The word that a promise begins with.</summary>
    public static LocalText Word(Promise? promise) =>
        promise == Promise.Guarantee ? new("Guarantee", "Garantie") : new("Expectation", "Verwachting");

    /// <summary>People in the plural: ISMS.online administrators and registered users.</summary>
    public static LocalText People(ImmutableArray<PolicyRole> roles, PolicyDocument policy) =>
        new(
            AmountWords.List([.. roles.Select(r => Role(r, policy).En)], Language.En),
            AmountWords.List([.. roles.Select(r => Role(r, policy).Nl)], Language.Nl)
        );

    /// <summary>The same people as the customer itself speaks of them.</summary>
    public static LocalText OwnPeople(ImmutableArray<PolicyRole> roles, PolicyDocument policy)
    {
        var people = People(roles, policy);
        return new(
            people.En.Replace("the customer's own", "its own"),
            people.Nl.Replace("de eigen klanten van de klant", "zijn eigen klanten")
        );
    }

    /// <summary>Names of tiers in a row, as they stand inside a sentence.</summary>
    public static LocalText Tiers(ImmutableArray<string> ids, PolicyDocument policy)
    {
        var names = ids.Select(id => policy.Tiers.TryGetValue(id, out var tier) ? tier.Name : new(id, id)).ToArray();
        return new(
            AmountWords.List([.. names.Select(n => Small(n.En))], Language.En),
            AmountWords.List([.. names.Select(n => Small(n.Nl))], Language.Nl)
        );
    }

    /// <summary>The same with a capital, to begin a sentence with. Names of products keep theirs.</summary>
    public static LocalText Capital(LocalText text) => new(Capital(text.En), Capital(text.Nl));

    /// <summary>The same with a capital.</summary>
    public static string Capital(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}";

    /// <summary>A name as it stands inside a sentence.</summary>
    public static string Small(string text) =>
        text.Length > 1 && char.IsLower(text[1]) ? char.ToLowerInvariant(text[0]) + text[1..] : text;

    /// <summary>A period as it repeats.</summary>
    public static LocalText Every(Period period) =>
        period switch
        {
            Period.Month => new("month", "maand"),
            Period.Quarter => new("quarter", "kwartaal"),
            _ => new("year", "jaar"),
        };

    private static LocalText Role(PolicyRole role, PolicyDocument policy)
    {
        var product = policy.Provider.Product;
        return role switch
        {
            PolicyRole.CustomerAdministrator => new($"{product} administrators", $"{product}-beheerders"),
            PolicyRole.RegisteredUser => new("registered users", "geregistreerde gebruikers"),
            PolicyRole.PartnerUser => new("partner users", "partnergebruikers"),
            PolicyRole.DeskAgent => new("the agents of its own desk", "de medewerkers van zijn eigen desk"),
            _ => new("the customer's own customers", "de eigen klanten van de klant"),
        };
    }
}
