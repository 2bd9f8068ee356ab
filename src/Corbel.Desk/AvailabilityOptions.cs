namespace Corbel.Desk;

/// <summary>How the desk's own place measures.</summary>
public sealed class AvailabilityOptions
{
    /// <summary>
    /// Addresses outside by which the desk checks its own way out before it says that something is down: https://… or host:port.
    /// Nobody's address is asked without being named here.
    /// </summary>
    public List<string> Reference { get; set; } = [];

    /// <summary>Hours after a month's end until it is issued, so that late results are in it.</summary>
    public int IssueAfterHours { get; set; } = 48;
}
