namespace Corbel.Core.Tests;

/// <summary>
/// How long the campaigns of random cases are: 10,000 cases, with CORBEL_LONG=1 ten times as many; with CORBEL_LONG=0, for
/// mutation testing that runs them again and again, a fiftieth.
/// </summary>
internal static class Campaign
{
    public static int Cases { get; } =
        Environment.GetEnvironmentVariable("CORBEL_LONG") switch
        {
            "1" => 100_000,
            "0" => 200,
            _ => 10_000,
        };

    /// <summary>The part of a campaign of so many cases that is run.</summary>
    public static int Of(int cases) => Math.Max(1, (int)((long)cases * Cases / 10_000));
}
