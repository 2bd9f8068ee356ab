using NodaTime;
using NodaTime.Text;

namespace Corbel.Core.Tests.Sla;

internal static class Instants
{
    /// <summary>An instant as 2026-08-28T16:30:00Z or, for short, 2026-08-28 16:30.</summary>
    public static Instant At(string text) =>
        (
            text.EndsWith('Z')
                ? InstantPattern.ExtendedIso
                : InstantPattern.CreateWithInvariantCulture("yyyy-MM-dd HH:mm")
        )
            .Parse(text)
            .Value;
}
