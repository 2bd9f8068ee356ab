using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Chats;
using Corbel.Desk.Files;
using Corbel.Desk.Intake;
using Corbel.Desk.Policies;

namespace Corbel.Desk.Tickets;

/// <summary>What a reply is besides an answer.</summary>
/// <param name="Resolve">The issue is solved with it.</param>
/// <param name="Asks">It asks the customer for something that the desk waits for (clause 10).</param>
/// <param name="Report">It is a report of how things stand (clause 2.1).</param>
public sealed record ReplyMarks(bool Resolve = false, bool Asks = false, bool Report = false);

/// <summary>
/// A person of the desk answers the customer. While the person is in the chat the reply is a line there, and a contact at its
/// commit. Else, on a portal ticket, it becomes a contact at its commit, and a copy goes by mail; on every other one it goes by
/// mail, and becomes a contact when the relay takes that (reading "contact").
/// </summary>
public sealed class Reply(TicketWork work, FileStore store, ReplyMail mail, PolicyShelf policies)
{
    private static readonly Refusal AsksAndResolves = Refusal.Of(
        "asks-and-resolves",
        "A reply that solves the issue asks for nothing more. Send it without one of the two.",
        "Een antwoord dat de melding oplost, vraagt niets meer. Verstuur het zonder een van beide."
    );

    /// <param name="by">Who answers.</param>
    /// <param name="ticket">The ticket's number.</param>
    /// <param name="text">Plain text.</param>
    /// <param name="resolve">Whether the issue is solved with it.</param>
    /// <param name="files">Files to send along.</param>
    /// <param name="cancel">Gives up before the commit.</param>
    /// <returns>The number of the reply's entry.</returns>
    public Task<Outcome<int>> Run(
        Actor by,
        long ticket,
        string text,
        bool resolve = false,
        IReadOnlyList<IncomingFile>? files = null,
        CancellationToken cancel = default
    ) => Run(by, ticket, text, new ReplyMarks(resolve), files, cancel);

    /// <inheritdoc cref="Run(Actor, long, string, bool, IReadOnlyList{IncomingFile}?, CancellationToken)"/>
    public async Task<Outcome<int>> Run(
        Actor by,
        long ticket,
        string text,
        ReplyMarks marks,
        IReadOnlyList<IncomingFile>? files = null,
        CancellationToken cancel = default
    )
    {
        if (!by.WorksOnADesk)
            return Refusals.NotForYou;
        if (string.IsNullOrWhiteSpace(text))
            return Refusals.EmptyText;
        if (marks is { Asks: true, Resolve: true })
            return AsksAndResolves;
        if (files?.Count > 0 && !await work.Sees(by, ticket, cancel))
            return Refusals.NoSuchTicket;
        var kept = await KeptFile.Keep(store, files ?? [], cancel);
        return await work.On<int>(
            by,
            ticket,
            async (scene, token) =>
            {
                if (!scene.Works)
                    return Refusals.NotForYou;
                if (marks.Resolve && scene.State.Status == TicketStatus.Resolved)
                    return Resolve.AlreadyResolved;
                return await Within(scene, text, marks, files ?? [], kept, token);
            },
            cancel
        );
    }

    /// <summary>The same within a write that has more to do: an answer that somebody of the desk sent by mail.</summary>
    internal async Task<int> Within(
        TicketScene scene,
        string text,
        ReplyMarks marks,
        IReadOnlyList<IncomingFile> files,
        IReadOnlyList<KeptFile> kept,
        CancellationToken cancel
    )
    {
        var inChat = await ChatPresence.IsThere(scene.Db, scene.State.Ticket, scene.Now, cancel);
        var way = inChat ? Channel.Chat : Way(scene.State.Channel);
        var number = Append(scene, way, text, marks, kept);
        if (!inChat)
            await mail.Send(scene, number, text, files, cancel);
        if (way != Channel.Mail)
            await Elsewhere.Contact(scene, policies, new Contact(way, number), cancel);
        if (marks.Asks)
            scene.Append(new Wait(number));
        if (marks.Resolve)
            scene.Append(new Resolution(ResolutionOutcome.Solved));
        return number;
    }

    /// <summary>The way that an answer goes where nobody waits in the chat: a call, or a chat that was left, is answered by mail.</summary>
    internal static Channel Way(Channel came) => came == Channel.Portal ? Channel.Portal : Channel.Mail;

    private static int Append(
        TicketScene scene,
        Channel way,
        string text,
        ReplyMarks marks,
        IReadOnlyList<KeptFile> kept
    )
    {
        var number = scene.State.LastEntry + 1;
        var words = new Words(null, text.Trim(), null, kept.Count == 0 ? null : [.. kept.Select(x => x.Sha256)]);
        return scene.Append(
            new StaffReply(way) { Report = marks.Report },
            words,
            kept.Select(x => x.ToAttachment(scene.State.Ticket, number, scene.Now))
        );
    }
}
