using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Corbel.Core.Policy;
using Corbel.Core.Tickets;

namespace Corbel.Core.Records;

/// <summary>The figures of one record by name: whole numbers and short words, kept as canonical JSON (RFC 8785).</summary>
public sealed record RecordFigures(
    ImmutableSortedDictionary<string, long> Numbers,
    ImmutableSortedDictionary<string, string> Words
)
{
    /// <summary>Characters of a few words.</summary>
    public const int LongestWords = 200;

    private const long Hundred = 100_000;
    private const long MostOfAnything = 1_000_000;

    /// <summary>Reads the figures that a kind takes from what a person typed, or says what is wrong with the first.</summary>
    public static Outcome<RecordFigures> Read(RecordKind kind, IReadOnlyDictionary<string, string> typed)
    {
        var (numbers, words) = (
            ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal),
            ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal)
        );
        foreach (var figure in kind.Figures)
        {
            var text = typed.GetValueOrDefault(figure.Name)?.Trim() ?? "";
            if (text.Length == 0)
                return Wrong(figure, "is missing", "ontbreekt");
            if (figure.Type == FigureType.Choice && !figure.Choices.Any(x => x.Id == text))
                return Wrong(
                    figure,
                    $"is one of: {string.Join(", ", figure.Choices.Select(x => x.Id))}",
                    $"is een van: {string.Join(", ", figure.Choices.Select(x => x.Id))}"
                );
            if (figure.Type is FigureType.Choice or FigureType.Words)
            {
                if (text.Length > LongestWords)
                    return Wrong(
                        figure,
                        $"has more than {LongestWords} characters",
                        $"telt meer dan {LongestWords} tekens"
                    );
                words.Add(figure.Name, text);
            }
            else if (Number(figure.Type, text) is { } number)
                numbers.Add(figure.Name, number);
            else if (figure.Type == FigureType.Percent)
                return Wrong(
                    figure,
                    "is a number from 0 to 100 with at most three decimals, such as 99.871",
                    "is een getal van 0 tot 100 met hooguit drie decimalen, zoals 99,871"
                );
            else
                return Wrong(figure, "is a whole number, such as 45", "is een geheel getal, zoals 45");
        }
        if (typed.Keys.FirstOrDefault(x => !kind.Figures.Any(f => f.Name == x)) is { } unknown)
            return Refusal.Of(
                "figure-unknown",
                $"Such a record takes no figure “{unknown}”. It takes: {Names(kind)}.",
                $"Zo’n vastlegging kent geen waarde “{unknown}”. Ze kent: {Names(kind)}."
            );
        return new RecordFigures(numbers.ToImmutable(), words.ToImmutable());
    }

    /// <summary>The canonical JSON.</summary>
    public string ToJson()
    {
        var all = Numbers
            .Select(x => KeyValuePair.Create(x.Key, (object)x.Value))
            .Concat(Words.Select(x => KeyValuePair.Create(x.Key, (object)x.Value)))
            .ToDictionary();
        return Encoding.UTF8.GetString(CanonicalJson.Write(JsonSerializer.SerializeToElement(all)));
    }

    /// <summary>Reads canonical JSON back.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static RecordFigures Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        var members = document.RootElement.EnumerateObject().ToList();
        return new(
            members
                .Where(x => x.Value.ValueKind == JsonValueKind.Number)
                .ToImmutableSortedDictionary(x => x.Name, x => x.Value.GetInt64(), StringComparer.Ordinal),
            members
                .Where(x => x.Value.ValueKind == JsonValueKind.String)
                .ToImmutableSortedDictionary(x => x.Name, x => x.Value.GetString()!, StringComparer.Ordinal)
        );
    }

    /// <summary>What a figure is, in words: 99.871 %, 45 min, training. Empty where the record does not have it.</summary>
    public string Say(FigureSpec figure, Language language) =>
        figure.Type switch
        {
            FigureType.Percent => Numbers.TryGetValue(figure.Name, out var share)
                ? AmountWords.Percent(share / 1000m, language)
                : "",
            FigureType.Minutes => Numbers.TryGetValue(figure.Name, out var minutes) ? Text($"{minutes} min") : "",
            FigureType.Count => Numbers.TryGetValue(figure.Name, out var count) ? Text($"{count}") : "",
            FigureType.Choice when Words.TryGetValue(figure.Name, out var id) => figure
                .Choices.Where(x => x.Id == id)
                .Select(x => x.Name.In(language))
                .FirstOrDefault(id),
            _ => Words.GetValueOrDefault(figure.Name, ""),
        };

    /// <summary>What a person would type to get it: 99.871, 45, training.</summary>
    public string Typed(FigureSpec figure) =>
        Numbers.TryGetValue(figure.Name, out var number)
            ? figure.Type == FigureType.Percent
                ? (number / 1000m).ToString("0.###", CultureInfo.InvariantCulture)
                : Text($"{number}")
            : Words.GetValueOrDefault(figure.Name, "");

    private static long? Number(FigureType type, string text)
    {
        if (type != FigureType.Percent)
            return
                long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole)
                && whole <= MostOfAnything
                ? whole
                : null;
        var point = text.TrimEnd('%', ' ').Replace(',', '.');
        return
            decimal.TryParse(point, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
            && percent * 1000 == decimal.Truncate(percent * 1000)
            && percent * 1000 <= Hundred
            ? (long)(percent * 1000)
            : null;
    }

    private static Refusal Wrong(FigureSpec figure, string en, string nl) =>
        Refusal.Of($"figure:{figure.Name}", $"{figure.Label.En}: {en}.", $"{figure.Label.Nl}: {nl}.");

    private static string Names(RecordKind kind) => string.Join(", ", kind.Figures.Select(x => x.Name));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
