using System.Text;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using NodaTime;

namespace Corbel.Desk.Tickets;

/// <summary>What a warning says: what is due by when, and the sum behind it.</summary>
public static class WarningText
{
    internal static string Subject(Clock clock, long number, string subject, Instant now, Addressee reader)
    {
        var calendar = clock.Policy.Calendars[clock.Target!.Calendar];
        var left = calendar.Zones.Min(x => x.Between(now, clock.Due!.Value));
        var amount = AmountWords.Short(Duration.FromMinutes(left / 60), reader.Language);
        var what = Kind(clock.Kind).In(reader.Language);
        return reader.Language == Language.Nl
            ? $"Nog {amount} voor {what}: melding {number}, {subject}"
            : $"{amount} left for the {what}: ticket {number}, {subject}";
    }

    internal static string Body(Clock clock, string url, Addressee reader)
    {
        var text = new StringBuilder();
        var due = DateWords.Moment(clock.Due!.Value, reader.Zone, reader.Zone, reader.Language);
        text.AppendLine(reader.Language == Language.Nl ? $"Uiterlijk {due}." : $"Due by {due}.");
        text.AppendLine(url).AppendLine();
        foreach (var line in ExplanationText.Lines(Explaining.Of(clock)!, reader.Language, reader.Zone))
            text.AppendLine(line);
        return text.ToString();
    }

    /// <summary>What a clock measures, in words.</summary>
    public static LocalText Kind(TargetKind kind) =>
        kind switch
        {
            TargetKind.FirstResponse => new("first response", "de eerste reactie"),
            TargetKind.NextResponse => new("next answer", "het volgende antwoord"),
            TargetKind.StatusReport => new("status report", "het voortgangsbericht"),
            _ => new("resolution", "de oplossing"),
        };
}
