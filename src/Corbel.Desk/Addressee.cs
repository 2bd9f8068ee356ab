using Corbel.Core.Policy;
using NodaTime;

namespace Corbel.Desk;

/// <summary>In which language and zone somebody reads.</summary>
public sealed record Addressee(Language Language, DateTimeZone Zone)
{
    /// <summary>From a person's settings; an unknown zone reads as UTC.</summary>
    public Addressee(string language, string zone)
        : this(
            language == "nl" ? Language.Nl : Language.En,
            DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc
        ) { }
}
