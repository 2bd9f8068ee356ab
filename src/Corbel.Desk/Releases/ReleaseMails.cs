using Corbel.Core.Access;
using Corbel.Core.Intake;
using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Releases;

/// <summary>
/// Mails about releases, put into the outbox with the delivery. They are notices and no answers: none of them is ever a
/// contact (reading "contact").
/// </summary>
public sealed class ReleaseMails(DeskAddress address, DeskKeys keys)
{
    /// <summary>Tells the administrators of the customers that it reached.</summary>
    internal async Task Delivered(
        DeskDb db,
        Release release,
        IReadOnlyList<Guid> customers,
        Instant now,
        CancellationToken cancel
    )
    {
        var product = await NameOf(db, release, cancel);
        var people = await db
            .People.AsNoTracking()
            .Where(x => customers.Contains(x.OrganisationId) && x.Role == Role.Administrator && x.DeactivatedAt == null)
            .OrderBy(x => x.Id)
            .ToListAsync(cancel);
        foreach (var to in people)
        {
            var text = new ReleaseMailTexts(release, product, address, to.Language == "nl");
            db.Inserted.Add(
                new MailDraft
                {
                    Kind = MailKind.Release,
                    From = address,
                    To = to.Email,
                    ToName = to.Name,
                    Subject = text.DeliveredSubject,
                    Text = text.Delivered(to.Name),
                    MessageId = $"release.{release.Id:n}.{to.Id:n}@{address.Domain}",
                }.ToMail(Journal.Grain(now))
            );
        }
    }

    /// <summary>Asks the people on the tickets that it fixes, of the customers that it reached.</summary>
    internal async Task AskWhetherItHolds(
        DeskDb db,
        Release release,
        IReadOnlyList<Guid> customers,
        Instant now,
        CancellationToken cancel
    )
    {
        var fixes = await db
            .TicketFixes.AsTracking()
            .Where(x => x.ReleaseId == release.Id && x.ToldAt == null)
            .Join(
                db.Tickets.Where(x => customers.Contains(x.OrganisationId)),
                x => x.TicketId,
                x => x.Id,
                (fix, ticket) => new { Fix = fix, Ticket = ticket }
            )
            .OrderBy(x => x.Ticket.Number)
            .ToListAsync(cancel);
        foreach (var one in fixes)
            await Ask(db, one.Fix, release, one.Ticket, now, cancel);
    }

    /// <summary>Asks the reporter and everybody who takes part; an answer to the mail comes to the ticket.</summary>
    internal async Task Ask(
        DeskDb db,
        TicketFix fix,
        Release release,
        Ticket ticket,
        Instant now,
        CancellationToken cancel
    )
    {
        var product = await NameOf(db, release, cancel);
        var taking = db.Participants.Where(x => x.TicketId == ticket.Id).Select(x => x.PersonId);
        var people = await db
            .People.AsNoTracking()
            .Where(x => (x.Id == ticket.ReporterId || taking.Contains(x.Id)) && x.DeactivatedAt == null)
            .OrderBy(x => x.Id)
            .ToListAsync(cancel);
        foreach (var to in people)
        {
            var text = new ReleaseMailTexts(release, product, address, to.Language == "nl");
            db.FixAsks.Add(
                new FixAsk
                {
                    TicketId = fix.TicketId,
                    ReleaseId = fix.ReleaseId,
                    PersonId = to.Id,
                    AskedAt = Journal.Grain(now),
                }
            );
            var link = $"{address.Url}/fixes/{FixToken.Sign(ticket.Number, release.Id, to.Id, keys.Claim)}";
            var draft = TicketMail.Draft(
                MailKind.Notice,
                address,
                keys,
                ticket.Number,
                to,
                text.FixedSubject(ticket.Number, ticket.Subject),
                text.Fixed(to.Name, ticket.Number, link),
                now
            );
            db.Inserted.Add(draft.ToMail(Journal.Grain(now), ticket.Id));
        }
        fix.ToldAt = Journal.Grain(now);
    }

    private static Task<string> NameOf(DeskDb db, Release release, CancellationToken cancel) =>
        db.Products.Where(x => x.Id == release.ProductId).Select(x => x.Name).SingleAsync(cancel);
}

/// <summary>The words of mails about a release, in English or Dutch.</summary>
internal sealed class ReleaseMailTexts(Release release, string product, DeskAddress address, bool dutch)
{
    private string Title => dutch ? release.TitleNl : release.TitleEn;
    private string Notes => dutch ? release.NotesNl : release.NotesEn;

    public string DeliveredSubject => $"{product} {release.Number}: {Title}";

    public string Delivered(string name) =>
        dutch
            ? $"""
                Beste {name},

                {product} {release.Number} is aan uw organisatie geleverd.

                {Title}

                {Notes}

                Alle releases:
                {address.Url}/releases

                """
            : $"""
                Dear {name},

                {product} {release.Number} has been delivered to your organisation.

                {Title}

                {Notes}

                All releases:
                {address.Url}/releases

                """;

    public string FixedSubject(long number, string subject) =>
        dutch ? $"Melding {number}, is het opgelost? {subject}" : $"Ticket {number}, is it fixed? {subject}";

    public string Fixed(string name, long number, string link) =>
        dutch
            ? $"""
                Beste {name},

                {product} {release.Number} is geleverd. Daarin is melding {number} opgelost.

                Wilt u nagaan of het klopt?

                Ja, het is opgelost:
                {link}?holds=yes

                Nee, het is er nog:
                {link}?holds=no

                U kunt ook deze mail beantwoorden.

                """
            : $"""
                Dear {name},

                {product} {release.Number} has been delivered. Ticket {number} is fixed in it.

                Would you see whether it holds?

                Yes, it holds:
                {link}?holds=yes

                No, it is still there:
                {link}?holds=no

                You can also answer this mail.

                """;
}
