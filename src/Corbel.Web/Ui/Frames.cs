using System.Globalization;

namespace Corbel.Web.Ui;

/// <summary>One view of the queue in the left column of the console.</summary>
public sealed record ViewLink(
    string Icon,
    string Name,
    string Address,
    int? Count = null,
    string? Hotkey = null,
    bool Current = false
)
{
    /// <summary>From here on a count says only that there are more: nobody reads on beyond.</summary>
    public const int Most = 1_000;

    public static string Words(int count) =>
        count < Most
            ? count.ToString(CultureInfo.CurrentCulture)
            : string.Create(CultureInfo.CurrentCulture, $"{Most - 1}+");
}

/// <summary>What stands around every page of the console. A page hands it to its layout as <c>ViewData["Frame"]</c>.</summary>
public sealed record ConsoleFrame(
    IReadOnlyList<ViewLink> Queues,
    IReadOnlyList<ViewLink> Rooms,
    string Person,
    string Initials,
    string Role,
    Promise HoursLook,
    string Hours
)
{
    /// <summary>The rooms for what the provider owes besides answers; empty for who is not of its staff.</summary>
    public IReadOnlyList<ViewLink> Service { get; init; } = [];

    /// <summary>Calls that concern the reader now; null for who has no telephone here.</summary>
    public IReadOnlyList<Console.CallCard>? Calls { get; init; }

    /// <summary>How many chats wait for somebody; null for who takes none.</summary>
    public int? Chats { get; init; }
}

/// <summary>What stands around every page of the portal. Person is null for a reader who has not signed in.</summary>
public sealed record PortalFrame(string Desk, IReadOnlyList<ViewLink> Rooms, string? Person);
