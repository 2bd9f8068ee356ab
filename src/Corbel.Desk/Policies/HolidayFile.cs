using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Corbel.Core;
using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Desk.Policies;

/// <summary>
/// Reads the public bank-holiday feed's JSON: an object of divisions, each with <c>events</c> of <c>title</c> and
/// <c>date</c>. Further members are ignored, as the feed may grow.
/// </summary>
public static class HolidayFile
{
    /// <summary>The name of the list that ships with the desk.</summary>
    public const string ShippedName = "uk-bank-holidays";

    /// <summary>The file that ships with the desk.</summary>
    public static string Shipped => PolicyFile.Resource($"calendars/{ShippedName}.json");

    /// <summary>The lists that a policy can name, from the text of the shipped list or a later one.</summary>
    /// <exception cref="ArgumentException">The text is no holiday file: read it with <see cref="Read"/> to hear why.</exception>
    public static ImmutableSortedDictionary<string, HolidayList> Lists(string text)
    {
        var read = Read(ShippedName, text);
        return read.Value is { } list
            ? ImmutableSortedDictionary<string, HolidayList>.Empty.Add(list.Name, list)
            : throw new ArgumentException(read.Refused!.Why.En, nameof(text));
    }

    /// <summary>Reads a holiday file, or says what is wrong with it.</summary>
    public static Outcome<HolidayList> Read(string name, string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var divisions = json
                .RootElement.EnumerateObject()
                .ToImmutableSortedDictionary(d => d.Name, d => Days(d), StringComparer.Ordinal);
            if (divisions.IsEmpty || divisions.Any(d => d.Value.IsEmpty))
            {
                return Refuse(name, "no division, or one without holidays", "geen regio, of een zonder feestdagen");
            }
            return Of(name, divisions);
        }
        catch (Exception e)
            when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return Refuse(name, e.Message, e.Message);
        }
    }

    /// <summary>A list made of its days. Its version is the SHA-256 of its canonical text.</summary>
    internal static HolidayList Of(
        string name,
        ImmutableSortedDictionary<string, ImmutableSortedDictionary<LocalDate, string>> divisions
    ) => new(name, Convert.ToHexStringLower(SHA256.HashData(Canonical(divisions))), divisions);

    /// <summary>The same days in the feed's shape, always written alike (RFC 8785).</summary>
    internal static byte[] Canonical(
        ImmutableSortedDictionary<string, ImmutableSortedDictionary<LocalDate, string>> divisions
    )
    {
        var feed = divisions.ToDictionary(
            x => x.Key,
            x => new
            {
                division = x.Key,
                events = x.Value.Select(d => new { date = LocalDatePattern.Iso.Format(d.Key), title = d.Value }),
            }
        );
        return CanonicalJson.Write(JsonSerializer.SerializeToElement(feed));
    }

    private static ImmutableSortedDictionary<LocalDate, string> Days(JsonProperty division)
    {
        var days = ImmutableSortedDictionary.CreateBuilder<LocalDate, string>();
        foreach (var day in division.Value.GetProperty("events").EnumerateArray())
        {
            var text = day.GetProperty("date").GetString();
            var title = day.GetProperty("title").GetString();
            if (LocalDatePattern.Iso.Parse(text!) is not { Success: true, Value: var date } || title is null)
            {
                throw new FormatException($"{division.Name}: \"{text}\" is not a date such as 2026-12-25 with a title");
            }
            // Two holidays on one day, as where a one-off meets a fixed one, close it under both names.
            days[date] = days.TryGetValue(date, out var other) && other != title ? $"{other}, {title}" : title;
        }
        return days.ToImmutable();
    }

    private static Refusal Refuse(string name, string english, string dutch) =>
        new(
            "holidays-unreadable",
            new($"{name} is not a list of bank holidays: {english}", $"{name} is geen lijst van feestdagen: {dutch}")
        );
}
