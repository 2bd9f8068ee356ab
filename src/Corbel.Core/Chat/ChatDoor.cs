using Corbel.Core.Policy;

namespace Corbel.Core.Chat;

/// <summary>What a visitor may do at the chat's door.</summary>
public enum ChatMode
{
    /// <summary>Write with an agent who is there.</summary>
    Chat,

    /// <summary>Leave a message, which is answered by mail.</summary>
    Message,

    /// <summary>Nothing: the policy offers no chat.</summary>
    None,
}

/// <summary>Why a visitor has no agent to write with.</summary>
public enum NoChat
{
    /// <summary>Nobody vouches for who it is.</summary>
    Guest,

    /// <summary>The policy offers the chat to others (clause 7).</summary>
    NotForYou,

    /// <summary>The person's issues go to the own desk of their organisation (clause 3).</summary>
    OwnDesk,

    /// <summary>The desk is closed.</summary>
    Closed,

    /// <summary>The desk is open, and no agent takes chats.</summary>
    Nobody,

    /// <summary>The chat is over.</summary>
    Ended,
}

/// <summary>What is known when somebody stands at the door.</summary>
/// <param name="Right">What the policy says of the person's role; null where it is a guest.</param>
/// <param name="IsOffered">The policy offers the chat to somebody.</param>
/// <param name="GoesToOwnDesk">The person's issues open on a customer's own desk.</param>
/// <param name="IsOpen">The desk's hours are on.</param>
/// <param name="IsSomebodyThere">An agent takes chats and was seen just now.</param>
/// <param name="IsOver">The visitor's chat was ended.</param>
public readonly record struct DoorFacts(
    ChannelRight? Right,
    bool IsOffered,
    bool GoesToOwnDesk,
    bool IsOpen,
    bool IsSomebodyThere,
    bool IsOver
);

/// <summary>Chat or message: the policy, the hours, and whether an agent is really there decide (clauses 7 and 8).</summary>
public static class ChatDoor
{
    /// <summary>Decides, and says why where it is no chat. What the person cannot change is said first.</summary>
    public static (ChatMode Mode, NoChat? Why) Decide(DoorFacts facts) =>
        facts switch
        {
            { IsOffered: false } => (ChatMode.None, null),
            { Right: null } => (ChatMode.Message, NoChat.Guest),
            { Right: not ChannelRight.Entitled } => (ChatMode.Message, NoChat.NotForYou),
            { GoesToOwnDesk: true } => (ChatMode.Message, NoChat.OwnDesk),
            { IsOver: true } => (ChatMode.Message, NoChat.Ended),
            { IsOpen: false } => (ChatMode.Message, NoChat.Closed),
            { IsSomebodyThere: false } => (ChatMode.Message, NoChat.Nobody),
            _ => (ChatMode.Chat, null),
        };
}
