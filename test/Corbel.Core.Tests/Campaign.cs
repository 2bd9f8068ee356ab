namespace Corbel.Core.Tests;

/// <summary>
/// How long the campaigns of random cases are: 10,000 cases, with CORBEL_LONG=1 ten times as many; with CORBEL_LONG=0, for
/// mutation testing that runs them again and again, a twentieth.
/// </summary>
internal static class Campaign
{
    public static int Cases { get; } =
        Environment.GetEnvironmentVariable("CORBEL_LONG") switch
        {
            "1" => 100_000,
            "0" => 500,
            _ => 10_000,
        };
}
