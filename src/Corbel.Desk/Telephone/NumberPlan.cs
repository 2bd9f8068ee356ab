using System.Text.RegularExpressions;
using Corbel.Core;
using PhoneNumbers;

namespace Corbel.Desk.Telephone;

/// <summary>Telephone numbers: kept as E.164 (+441273041140), shown as people of the desk's region write them.</summary>
public sealed partial class NumberPlan(DeskOptions options)
{
    private static readonly PhoneNumberUtil Plan = PhoneNumberUtil.GetInstance();
    private readonly string region = options.Telephone.Region.ToUpperInvariant();

    /// <summary>A number as people type it or a telephone system tells it, as E.164; null where it is none.</summary>
    public string? Parse(string? text)
    {
        var given = text?.Trim() ?? "";
        if (given.StartsWith("tel:", StringComparison.OrdinalIgnoreCase))
            given = given[4..];
        if (given.Length is 0 or > 60 || given.Any(char.IsLetter))
            return null;
        return Read(given) ?? (Bare(given) ? Read("+" + given) : null);
    }

    /// <summary>The same for a number that a person enters, or why it is none.</summary>
    public Outcome<string> ParseOrRefuse(string text) =>
        Parse(text) is { } number
            ? number
            : Refusal.Of(
                "not-a-number",
                $"“{text.Trim()}” is no telephone number that exists. Write it with its country, such as +44 1273 041140.",
                $"“{text.Trim()}” is geen bestaand telefoonnummer. Schrijf het met het land erbij, zoals +31 20 794 0000."
            );

    /// <summary>The first digits of numbers, such as +44 1273 041, as E.164; null where they are too few to mean anything.</summary>
    public string? ParsePrefix(string? text)
    {
        var given = text?.Trim() ?? "";
        var digits = string.Concat(given.Where(char.IsAsciiDigit));
        var international = given.StartsWith('+') || given.StartsWith("00", StringComparison.Ordinal);
        if (given.StartsWith("00", StringComparison.Ordinal))
            digits = digits[2..];
        else if (!international)
            digits = Plan.GetCountryCodeForRegion(region) + digits.TrimStart('0');
        return digits.Length is >= 6 and <= 14 && !given.Any(char.IsLetter) ? "+" + digits : null;
    }

    /// <summary>The numbers that stand in a text, in their order, as E.164.</summary>
    public IEnumerable<string> Find(string text) =>
        Plan.FindNumbers(text, region)
            .Where(x => Plan.IsValidNumber(x.Number))
            .Select(x => Plan.Format(x.Number, PhoneNumberFormat.E164))
            .Concat(Digits().Matches(text).Select(x => Parse(x.Value)).OfType<string>());

    /// <summary>As people of the desk's region write it: without the country where it is their own.</summary>
    public string Show(string number)
    {
        try
        {
            var parsed = Plan.Parse(number, null);
            var home = parsed.CountryCode == Plan.GetCountryCodeForRegion(region);
            return Plan.Format(parsed, home ? PhoneNumberFormat.NATIONAL : PhoneNumberFormat.INTERNATIONAL);
        }
        catch (NumberParseException)
        {
            return number;
        }
    }

    private string? Read(string text)
    {
        try
        {
            var parsed = Plan.Parse(text, region);
            return Plan.IsValidNumber(parsed) ? Plan.Format(parsed, PhoneNumberFormat.E164) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    /// <summary>Some telephone systems leave the + out before the country.</summary>
    private static bool Bare(string text) => text.Length >= 10 && text[0] != '0' && text.All(char.IsAsciiDigit);

    [GeneratedRegex(@"(?<!\d)[1-9]\d{9,14}(?!\d)", RegexOptions.None, 1000)]
    private static partial Regex Digits();
}
