using NodaTime;

namespace Corbel.Web.Cli.DemoData;

/// <summary>The clock by which a demo's past is played: it stands where it is put.</summary>
internal sealed class DemoClock : IClock
{
    public Instant Now { get; set; }

    public Instant GetCurrentInstant() => Now;
}
