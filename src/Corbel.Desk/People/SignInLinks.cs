using System.Security.Cryptography;
using System.Text;
using Corbel.Core;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Outbox;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.People;

/// <summary>
/// Links that sign a person in, once. Opening one shows a page; only the button on it uses it up, since mail scanners open
/// links.
/// </summary>
public sealed class SignInLinks(GroupWriter writer, DeskAddress address, IClock clock)
{
    private const int MostAtATime = 5;
    private static readonly Duration Lifetime = Duration.FromMinutes(30);

    private static readonly Refusal Spent = Refusal.Of(
        "link-spent",
        "This link was used already or is too old. Ask for a new one.",
        "Deze link is al gebruikt of te oud. Vraag een nieuwe aan."
    );

    /// <summary>Makes a link for a person, to hand over by other means than mail.</summary>
    /// <returns>The address to open.</returns>
    public Task<string> Make(Guid person, Duration lifetime, CancellationToken cancel = default) =>
        writer.Write((db, _) => Task.FromResult(Add(db, person, lifetime)), cancel);

    /// <summary>
    /// Mails a link, if the address is that of a person here; says nothing of whether it is, and sends no more than a few at
    /// a time.
    /// </summary>
    public Task Mail(string email, CancellationToken cancel = default) =>
        writer.Write(
            async (db, token) =>
            {
                var normalized = Person.Normalize(email);
                var person = await db.People.SingleOrDefaultAsync(
                    x => x.NormalizedEmail == normalized && x.DeactivatedAt == null,
                    token
                );
                var now = clock.GetCurrentInstant();
                if (
                    person is null
                    || await db.SignInLinks.CountAsync(x => x.PersonId == person.Id && x.ExpiresAt > now, token)
                        >= MostAtATime
                )
                    return;
                var link = Add(db, person.Id, Lifetime);
                var unique = Guid.CreateVersion7(now.ToDateTimeOffset());
                var draft = new MailDraft
                {
                    Kind = MailKind.SignInLink,
                    From = address,
                    To = person.Email,
                    ToName = person.Name,
                    Subject = MailTexts.SignInSubject(person.Language),
                    Text = MailTexts.SignIn(person.Name, link, person.Language),
                    MessageId = $"signin.{unique:n}@{address.Domain}",
                };
                db.Inserted.Add(draft.ToMail(Journal.Grain(now)));
            },
            cancel
        );

    /// <summary>Whether a link could still be used; looking uses nothing up.</summary>
    public async Task<bool> IsFresh(DeskDb db, string token, CancellationToken cancel = default)
    {
        var (hash, now) = (HashOf(token), clock.GetCurrentInstant());
        return await db.SignInLinks.AnyAsync(x => x.TokenHash == hash && x.UsedAt == null && x.ExpiresAt > now, cancel);
    }

    /// <summary>Uses a link up.</summary>
    /// <returns>The person it signs in.</returns>
    public Task<Outcome<Person>> Use(string token, CancellationToken cancel = default) =>
        writer.Write(
            async (db, stop) =>
            {
                var (hash, now) = (HashOf(token), clock.GetCurrentInstant());
                var used = await db
                    .SignInLinks.Where(x => x.TokenHash == hash && x.UsedAt == null && x.ExpiresAt > now)
                    .ExecuteUpdateAsync(set => set.SetProperty(x => x.UsedAt, now), stop);
                if (used == 0)
                    return Spent;
                var person = await db
                    .SignInLinks.Where(x => x.TokenHash == hash)
                    .Join(db.People, x => x.PersonId, x => x.Id, (_, person) => person)
                    .SingleAsync(stop);
                if (person.DeactivatedAt is not null)
                    return Spent;
                (person.AccessFailedCount, person.LockoutEnd) = (0, null);
                return (Outcome<Person>)person;
            },
            cancel
        );

    private string Add(DeskDb db, Guid person, Duration lifetime)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        db.SignInLinks.Add(
            new SignInLink
            {
                TokenHash = HashOf(token),
                PersonId = person,
                ExpiresAt = clock.GetCurrentInstant() + lifetime,
            }
        );
        return $"{address.Url}/sign-in/{token}";
    }

    private static string HashOf(string token) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
