using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Chats;
using NodaTime;

namespace Corbel.Desk.Intake;

/// <summary>Lines of chats and messages of guests, on the way that every message goes.</summary>
public sealed partial class ReceiveMessage
{
    /// <summary>
    /// Takes a line of a chat: a ticket from the first one. The client's id names it, so that a line sent twice is one.
    /// </summary>
    public async Task<Outcome<Received>> Chat(
        Visitor visitor,
        Guid client,
        string text,
        IReadOnlyList<IncomingFile> attached,
        CancellationToken cancel = default
    )
    {
        var now = Journal.Grain(clock.GetCurrentInstant());
        var form = new ArrivedForm(visitor.Actor, client, null, "", text, null, attached, now);
        if (FormCheck.RefuseLine(form) is { } refusal)
            return refusal;
        return await Take(form, $"chat:{visitor.Chat.Id:n}:{client:n}", visitor.Chat.Id, now, cancel);
    }

    /// <summary>Takes the message of somebody whom nobody vouches for: held for staff, with the name and address given.</summary>
    public async Task<Outcome<Received>> Guest(
        string host,
        Guest guest,
        Guid client,
        string text,
        string language,
        CancellationToken cancel = default
    )
    {
        var now = Journal.Grain(clock.GetCurrentInstant());
        var nobody = new Actor(Guid.Empty, Guid.Empty, Role.RegisteredUser);
        var subject = language == "nl" ? $"Chatbericht van {guest.Name}" : $"Chat message from {guest.Name}";
        var form = new ArrivedForm(nobody, client, null, Excerpt.Of(subject), text, null, [], now) { Guest = guest };
        if ((FormCheck.RefuseGuest(guest) ?? FormCheck.RefuseLine(form)) is { } refusal)
            return refusal;
        return await Take(form, $"chat-guest:{host}:{client:n}", null, now, cancel);
    }

    private async Task<Received> Take(ArrivedForm form, string key, Guid? chat, Instant now, CancellationToken cancel)
    {
        var kept = await KeptFile.Keep(files, form.Files, cancel);
        var raw = Message.RawOf(form, kept);
        return await Place(
            new Message
            {
                Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
                CustodyKey = key,
                Channel = Channel.Chat,
                Sha256 = await files.Keep(raw, cancel),
                Size = raw.Length,
                ReceivedAt = now,
                Basis = ReceivedBasis.Arrival,
                TakenAt = now,
                Files = kept,
                Form = form,
                Chat = chat,
            },
            cancel
        );
    }
}
