using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Corbel.Core.Policy;

/// <summary>For which customers, products and channels a target holds: in words, and in the id of its fact.</summary>
internal static class ScopeWords
{
    /// <summary>Goes on after a severity: from Acme or Beta, about Planner, by telephone. Empty where it holds for all.</summary>
    public static string Of(TargetSpec target, PolicyDocument policy, Language language)
    {
        var nl = language == Language.Nl;
        string Or(IEnumerable<string> items) => AmountWords.List([.. items], language, "or", "of");
        string[] parts =
        [
            target.Customers.IsEmpty ? "" : (nl ? " van " : " from ") + Or(target.Customers),
            target.Products.IsEmpty
                ? ""
                : (nl ? " over " : " about ") + Or(target.Products.Select(p => policy.Products[p].Name.In(language))),
            target.Channels.IsEmpty ? "" : " " + Or(target.Channels.Select(c => Channel(c).In(language))),
        ];
        return string.Concat(parts);
    }

    /// <summary>Goes on after the name of a fact: .customer-acme.product-planner.channel-mail, names in order.</summary>
    public static string Id(TargetSpec target) =>
        string.Concat([
            .. Ids("customer", target.Customers.Select(Slug)),
            .. Ids("product", target.Products),
            .. Ids("channel", target.Channels.Select(ReadingParts.Word)),
        ]);

    private static IEnumerable<string> Ids(string what, IEnumerable<string> names) =>
        names.Order(StringComparer.Ordinal).Select(n => $".{what}-{n}");

    /// <summary>Letters and digits of a name, small and without accents; a dash for what stands between them.</summary>
    private static string Slug(string name)
    {
        var slug = new StringBuilder();
        foreach (var c in name.Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(c))
            {
                slug.Append(char.ToLowerInvariant(c));
            }
            else if (
                CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark
                && slug is { Length: > 0 }
                && slug[^1] != '-'
            )
            {
                slug.Append('-');
            }
        }
        return slug.ToString().TrimEnd('-');
    }

    private static LocalText Channel(PolicyChannel channel) =>
        channel switch
        {
            PolicyChannel.Mail => new("by e-mail", "per e-mail"),
            PolicyChannel.Portal => new("on the support pages", "op de ondersteuningspagina's"),
            PolicyChannel.Chat => new("in the support chat", "in de ondersteuningschat"),
            _ => new("by telephone", "per telefoon"),
        };
}
