using Corbel.Core.Time;
using NodaTime;

namespace Corbel.Core.Policy;

/// <summary>Other values that a setting could have, to find out which texts depend on it.</summary>
internal static class OtherValues
{
    private const string Mark = "†";

    /// <summary>Some other values; none for a kind of value that is not known here.</summary>
    public static IEnumerable<object> Of(object value, PolicyDocument policy) =>
        value switch
        {
            LocalText text => [new LocalText(text.En + Mark, text.Nl + Mark)],
            // It may be a name of something else, and then only another name of that kind can stand there.
            string text => [text + Mark, .. Names(policy).Where(n => n != text)],
            bool yes => [!yes],
            int number => [number + 1],
            decimal number => [number / 2],
            TimeLimit limit => [limit.Days > 0 ? limit with { Days = limit.Days + 1 } : new(limit.Seconds + 60)],
            Opening opening => [opening with { Open = (opening.Open + 3600) % 86_400 }],
            LocalDate date => [date.PlusDays(1)],
            ZoneChoice zone => [.. Zones.Where(z => !z.Equals(zone))],
            Enum choice => [.. Enum.GetValues(choice.GetType()).Cast<object>().Where(o => !o.Equals(choice))],
            _ => OfList(value, policy),
        };

    private static readonly ZoneChoice[] Zones = [ZoneChoice.One("Etc/UTC"), ZoneChoice.One("Europe/Paris")];

    private static IEnumerable<object> OfList(object value, PolicyDocument policy)
    {
        if (SettingTree.ItemsOf(value) is not [var first, ..])
        {
            yield break;
        }
        var element = value.GetType().GetGenericArguments()[0];
        yield return SettingSwap.ToList(Array.CreateInstance(element, 0));
        foreach (var other in Of(first, policy))
        {
            var one = Array.CreateInstance(element, 1);
            one.SetValue(other, 0);
            yield return SettingSwap.ToList(one);
        }
    }

    private static IEnumerable<string> Names(PolicyDocument policy) =>
        [.. policy.Calendars.Keys, .. policy.Severities.Keys, .. policy.Tiers.Keys];
}
