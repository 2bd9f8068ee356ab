namespace Corbel.Web.Ui;

/// <summary>How a promise stands, as a page shows it: each with a colour, a shape and a word.</summary>
public enum Promise
{
    /// <summary>Running, with time to spare.</summary>
    Calm,

    /// <summary>Running, little time left.</summary>
    Soon,

    /// <summary>The due time has passed.</summary>
    Late,

    /// <summary>Done in time.</summary>
    Kept,

    /// <summary>Stopped while we wait for the customer.</summary>
    Paused,

    /// <summary>Running, but not now: the desk is closed.</summary>
    Closed,
}

internal static class PromiseLook
{
    public static string Key(this Promise promise) =>
        promise switch
        {
            Promise.Calm => "calm",
            Promise.Soon => "soon",
            Promise.Late => "late",
            Promise.Kept => "kept",
            Promise.Paused => "paused",
            Promise.Closed => "closed",
            _ => throw new ArgumentOutOfRangeException(nameof(promise)),
        };

    public static string Icon(this Promise promise) =>
        promise switch
        {
            Promise.Calm => "circle",
            Promise.Soon => "hourglass",
            Promise.Late => "triangle-alert",
            Promise.Kept => "circle-check",
            Promise.Paused => "circle-pause",
            Promise.Closed => "moon",
            _ => throw new ArgumentOutOfRangeException(nameof(promise)),
        };
}
