using Corbel.Core.Access;
using Corbel.Desk.Live;

namespace Corbel.Desk.Chats;

/// <summary>The signals of a chat, with what permission needs to know.</summary>
public static class ChatSignals
{
    public static Change Changed(Visitor visitor, bool byDesk) =>
        Of(visitor.Chat.Id, visitor.Actor.Organisation, visitor.Actor.Person, ChatSignalKind.Changed, byDesk, null);

    public static Change Typing(Visitor visitor, string? name) =>
        Of(visitor.Chat.Id, visitor.Actor.Organisation, visitor.Actor.Person, ChatSignalKind.Typing, false, name);

    public static Change Of(
        Guid chat,
        Guid organisation,
        Guid person,
        ChatSignalKind kind,
        bool byDesk,
        string? name
    ) => new(null, new TicketFacts(organisation, person)) { Chat = new ChatSignal(chat, kind, byDesk, name) };
}
