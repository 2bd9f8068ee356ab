using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Tickets;

/// <summary>
/// The mail that carries a reply to the reporter, with copies to the people who take part besides: from the one support
/// address, so that an answer finds its thread, in the name of the desk that answers.
/// </summary>
public sealed class ReplyMail(DeskAddress address, DeskKeys keys)
{
    internal async Task Send(
        TicketScene scene,
        int reply,
        string text,
        IReadOnlyList<IncomingFile> files,
        CancellationToken cancel
    )
    {
        var row = scene.Row;
        Guid[] ids = [row.ReporterId, .. scene.Journal.Participants];
        var people = await scene
            .Db.People.AsNoTracking()
            .Where(x => ids.Contains(x.Id) && (x.DeactivatedAt == null || x.Id == row.ReporterId))
            .ToListAsync(cancel);
        var author = await scene.Db.People.AsNoTracking().SingleAsync(x => x.Id == scene.By.Person, cancel);
        var answers = await scene
            .Db.Custodies.Where(x => x.TicketId == row.Id && x.InternetMessageId != null)
            .OrderByDescending(x => x.TakenAt)
            .Select(x => x.InternetMessageId)
            .FirstOrDefaultAsync(cancel);
        var from = await address.Of(scene.Db, row.DeskId, cancel);
        foreach (var person in people)
        {
            // On a portal ticket the mail is a copy, and so are those to the others: only the reporter's elsewhere makes the
            // contact by its acceptance.
            int? contact = Reply.Way(row.Channel) == Channel.Mail && person.Id == row.ReporterId ? reply : null;
            var draft = Draft(scene, from, person, author.Name, text) with
            {
                InReplyTo = person.Id == row.ReporterId ? answers : null,
                Files = [.. files.Select(x => (x.Name, x.MediaType, x.Bytes))],
            };
            scene.Journal.With(draft.ToMail(scene.Now, row.Id, contact));
        }
    }

    private MailDraft Draft(TicketScene scene, DeskAddress from, Person to, string author, string text)
    {
        var (row, url) = (scene.Row, address.TicketUrl(scene.Row.Number));
        var words = MailTexts.Reply(text.Trim(), row.Number, url, to.Language);
        var draft = TicketMail.Draft(
            MailKind.Reply,
            from,
            keys,
            row.Number,
            to,
            $"Re: {row.Subject}",
            words,
            scene.Now
        );
        return draft with { Author = author };
    }
}
