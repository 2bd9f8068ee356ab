namespace Corbel.Core.Sessions;

/// <summary>What an entry of the ledger says of a session.</summary>
public enum SessionMove
{
    /// <summary>It was booked and draws one from a proposal.</summary>
    Booked,

    /// <summary>It goes on at another time, drawn from the proposal that the entry names.</summary>
    Moved,

    /// <summary>It was held: what it drew is used.</summary>
    Held,

    /// <summary>It was cancelled in time, or by the provider: what it drew is there again.</summary>
    Cancelled,

    /// <summary>The customer cancelled later than the proposal allows: what it drew is used.</summary>
    CancelledLate,

    /// <summary>The last entry of the session was a mistake: what stood before it stands again.</summary>
    Corrected,
}
