using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Intake;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Corbel.Desk.Intake;
using Corbel.Desk.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Tickets;

/// <summary>
/// A person of staff answers the customer. On a mail ticket the reply becomes a contact when the relay takes the mail; on a
/// portal ticket at its commit, and a copy goes by mail (POLICY.md, readings: "contact").
/// </summary>
public sealed class Reply(TicketWork work, FileStore store, DeskAddress address, DeskKeys keys)
{
    /// <param name="by">Who answers.</param>
    /// <param name="ticket">The ticket's number.</param>
    /// <param name="text">Plain text.</param>
    /// <param name="resolve">Whether the issue is solved with it.</param>
    /// <param name="files">Files to send along.</param>
    /// <param name="cancel">Gives up before the commit.</param>
    /// <returns>The number of the reply's entry.</returns>
    public async Task<Outcome<int>> Run(
        Actor by,
        long ticket,
        string text,
        bool resolve = false,
        IReadOnlyList<IncomingFile>? files = null,
        CancellationToken cancel = default
    )
    {
        if (!May.Work(by))
            return Refusals.NotForYou;
        if (string.IsNullOrWhiteSpace(text))
            return Refusals.EmptyText;
        var kept = await KeptFile.Keep(store, files ?? [], cancel);
        return await work.On<int>(
            by,
            ticket,
            async (scene, token) =>
            {
                if (resolve && scene.State.Status == TicketStatus.Resolved)
                    return Resolve.AlreadyResolved;
                var number = Append(scene, text, kept);
                await Send(scene, number, text, files ?? [], token);
                if (scene.State.Channel == Channel.Portal)
                    scene.Append(new Contact(Channel.Portal, number));
                if (resolve)
                    scene.Append(new Resolution(ResolutionOutcome.Solved));
                return number;
            },
            cancel
        );
    }

    private static int Append(TicketScene scene, string text, IReadOnlyList<KeptFile> kept)
    {
        var number = scene.State.LastEntry + 1;
        var words = new Words(null, text.Trim(), null, kept.Count == 0 ? null : [.. kept.Select(x => x.Sha256)]);
        return scene.Append(
            new StaffReply(scene.State.Channel),
            words,
            kept.Select(x => x.ToAttachment(scene.State.Ticket, number, scene.Now))
        );
    }

    private async Task Send(
        TicketScene scene,
        int reply,
        string text,
        IReadOnlyList<IncomingFile> files,
        CancellationToken cancel
    )
    {
        var row = scene.Row;
        var reporter = await scene.Db.People.AsNoTracking().SingleAsync(x => x.Id == row.ReporterId, cancel);
        var author = await scene.Db.People.AsNoTracking().SingleAsync(x => x.Id == scene.By.Person, cancel);
        var answers = await scene
            .Db.Custodies.Where(x => x.TicketId == row.Id && x.InternetMessageId != null)
            .OrderByDescending(x => x.TakenAt)
            .Select(x => x.InternetMessageId)
            .FirstOrDefaultAsync(cancel);
        var token = ThreadToken.Sign(row.Number, keys.Thread);
        var unique = Guid.CreateVersion7(scene.Now.ToDateTimeOffset());
        var draft = new MailDraft
        {
            Kind = MailKind.Reply,
            From = address,
            Author = author.Name,
            To = reporter.Email,
            ToName = reporter.Name,
            Subject = $"Re: {row.Subject}",
            Text = MailTexts.Reply(text.Trim(), row.Number, address.TicketUrl(row.Number), reporter.Language),
            MessageId = ThreadToken.MessageId(row.Number, keys.Thread, unique, address.Domain),
            ReplyTo = ThreadToken.Address(address.Support, token),
            InReplyTo = answers,
            Files = [.. files.Select(x => (x.Name, x.MediaType, x.Bytes))],
        };
        // On a portal ticket the mail is a copy: only on a mail ticket does its acceptance make the contact.
        int? contact = row.Channel == Channel.Mail ? reply : null;
        scene.Journal.With(draft.ToMail(scene.Now, row.Id, contact));
    }
}
