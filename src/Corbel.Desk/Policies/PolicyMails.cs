using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Policies;

/// <summary>
/// Mails about versions and objections, put into the outbox in the transaction of what they tell of: each in its reader's
/// language, with the times in the reader's zone.
/// </summary>
public sealed class PolicyMails(DeskOptions options)
{
    /// <summary>
    /// Tells of a new version everybody whom either version names: the old one promised to tell of its changes, also of the
    /// one that ends this.
    /// </summary>
    internal async Task Posted(
        DeskDb db,
        PolicyInForce before,
        PolicyVersion version,
        PolicyDocument document,
        CancellationToken cancel
    )
    {
        var roles = Roles(before.Policy.Document).Union(Roles(document)).ToList();
        if (roles.Count == 0)
            return;
        var people = await Active(db).Where(x => roles.Contains(x.Role)).ToListAsync(cancel);
        if (people.Count == 0)
            return;
        var diff = PolicyDiff.Between(before.Policy.Document, document);
        var text = new PolicyMailTexts(document, DeskAddress.Of(options, document).Url);
        var bodies = people
            .Select(x => x.Language == "nl" ? Language.Nl : Language.En)
            .Distinct()
            .ToDictionary(x => x, x => string.Join('\n', PolicyDiffText.Lines(diff, x)));
        foreach (var person in people)
        {
            var reader = new Addressee(person.Language, person.Zone);
            Put(
                db,
                document,
                person,
                $"policy.{version.Number}.{person.Id:n}",
                text.PostedSubject(version.Number, reader),
                text.Posted(person, version, before.Number, bodies[reader.Language], reader),
                version.PostedAt
            );
        }
    }

    /// <summary>Tells the provider's managers and owners of an objection.</summary>
    internal async Task Objected(
        DeskDb db,
        PolicyDocument document,
        Objection objection,
        string customer,
        CancellationToken cancel
    )
    {
        var text = new PolicyMailTexts(document, DeskAddress.Of(options, document).Url);
        var people = await Active(db).Where(x => x.Role == Role.Owner || x.Role == Role.Manager).ToListAsync(cancel);
        foreach (var person in people)
        {
            var reader = new Addressee(person.Language, person.Zone);
            Put(
                db,
                document,
                person,
                $"objection.{objection.Id:n}.{person.Id:n}",
                text.ObjectedSubject(customer, objection.VersionNumber, reader),
                text.Objected(person, customer, objection, reader),
                objection.LodgedAt
            );
        }
    }

    /// <summary>Tells the administrators of the customer how its objection was answered.</summary>
    internal async Task Answered(DeskDb db, PolicyDocument document, Objection objection, CancellationToken cancel)
    {
        var text = new PolicyMailTexts(document, DeskAddress.Of(options, document).Url);
        var people = await Active(db)
            .Where(x => x.OrganisationId == objection.OrganisationId && x.Role == Role.Administrator)
            .ToListAsync(cancel);
        foreach (var person in people)
        {
            var reader = new Addressee(person.Language, person.Zone);
            Put(
                db,
                document,
                person,
                $"objection-answer.{objection.Id:n}.{person.Id:n}",
                text.AnsweredSubject(objection.VersionNumber, reader),
                text.Answered(person, objection, reader),
                objection.AnsweredAt!.Value
            );
        }
    }

    private static IQueryable<Person> Active(DeskDb db) =>
        db.People.AsNoTracking().Where(x => x.DeactivatedAt == null).OrderBy(x => x.Id);

    private void Put(DeskDb db, PolicyDocument document, Person to, string id, string subject, string text, Instant now)
    {
        var from = DeskAddress.Of(options, document);
        var draft = new MailDraft
        {
            Kind = MailKind.PolicyNotice,
            From = from,
            To = to.Email,
            ToName = to.Name,
            Subject = subject,
            Text = text,
            MessageId = $"{id}@{from.Domain}",
        };
        db.Inserted.Add(draft.ToMail(Journal.Grain(now)));
    }

    /// <summary>The people whom a policy says are told of a change.</summary>
    private static IEnumerable<Role> Roles(PolicyDocument document) =>
        (document.Terms?.Notify ?? []).Select(x =>
            x switch
            {
                PolicyRole.CustomerAdministrator => Role.Administrator,
                PolicyRole.DeskAgent => Role.DeskAgent,
                PolicyRole.RegisteredUser => Role.RegisteredUser,
                _ => Role.PartnerUser,
            }
        );
}
