namespace Corbel.Core.Sessions;

/// <summary>Why the ledger of sessions takes no entry.</summary>
public static class SessionRefusals
{
    /// <summary>Nothing that was bought is left for that time.</summary>
    public static readonly Refusal NoneLeft = Refusal.Of(
        "session-none-left",
        "No session of this kind is left for that time.",
        "Er is voor dat moment geen sessie van deze soort over."
    );

    /// <summary>The time has begun.</summary>
    public static readonly Refusal InThePast = Refusal.Of(
        "session-past",
        "That time has begun already. Choose a later one.",
        "Dat moment is al begonnen. Kies een later moment."
    );

    /// <summary>It is not booked.</summary>
    public static readonly Refusal NotBooked = Refusal.Of(
        "session-not-booked",
        "This session is not booked, or not any more.",
        "Deze sessie is niet (meer) geboekt."
    );

    /// <summary>It has begun.</summary>
    public static readonly Refusal Begun = Refusal.Of(
        "session-begun",
        "This session has begun: it cannot be cancelled any more.",
        "Deze sessie is begonnen en kan niet meer worden afgezegd."
    );

    /// <summary>It has not begun.</summary>
    public static readonly Refusal NotBegun = Refusal.Of(
        "session-not-begun",
        "This session has not begun yet.",
        "Deze sessie is nog niet begonnen."
    );

    /// <summary>The notice of the proposal has begun.</summary>
    public static readonly Refusal TooLateToMove = Refusal.Of(
        "session-too-late",
        "It is too late to move this session. Ask the trainer, or cancel it: then it counts as used.",
        "Deze sessie kan niet meer worden verzet. Vraag het de trainer, of zeg haar af: dan telt zij als gebruikt."
    );

    /// <summary>It was neither held nor cancelled.</summary>
    public static readonly Refusal NothingToCorrect = Refusal.Of(
        "session-nothing-to-correct",
        "Only a session that was held or cancelled can be put back.",
        "Alleen een gehouden of afgezegde sessie kan worden teruggezet."
    );
}
