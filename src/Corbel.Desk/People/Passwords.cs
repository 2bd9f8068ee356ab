using System.Security.Cryptography;
using Corbel.Core;
using Corbel.Desk.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.People;

/// <summary>Sign-in by password. After five wrong ones in a row the account waits a quarter of an hour.</summary>
public sealed class Passwords(GroupWriter writer, Database database, IClock clock)
{
    public const int ShortestPassword = 12;
    private const int MostFailures = 5;
    private static readonly Duration Lockout = Duration.FromMinutes(15);
    private static readonly PasswordHasher<Person> Hasher = new();

    // Checked where nobody has the address, so that an answer takes as long either way.
    private static readonly string Nobody = Hasher.HashPassword(null!, Guid.NewGuid().ToString());

    /// <summary>The same answer for a wrong password, a wrong address and a locked account.</summary>
    private static readonly Refusal Wrong = Refusal.Of(
        "sign-in-failed",
        "Address or password is wrong, or there were too many attempts. Check both, wait a quarter of an hour, or ask for a link.",
        "Adres of wachtwoord klopt niet, of er waren te veel pogingen. Controleer beide, wacht een kwartier, of vraag een link aan."
    );

    private static readonly Refusal TooShort = Refusal.Of(
        "password-too-short",
        $"The password has fewer than {ShortestPassword} characters. Take a longer one: three or four words do well.",
        $"Het wachtwoord heeft minder dan {ShortestPassword} tekens. Neem een langer: drie of vier woorden werken goed."
    );

    /// <returns>The person who signed in.</returns>
    public async Task<Outcome<Person>> SignIn(string email, string password, CancellationToken cancel = default)
    {
        var normalized = Person.Normalize(email);
        await using var read = database.Read();
        var known = await read.People.SingleOrDefaultAsync(x => x.NormalizedEmail == normalized, cancel);
        var now = clock.GetCurrentInstant();
        var verified = Hasher.VerifyHashedPassword(null!, known?.PasswordHash ?? Nobody, password);
        var right = verified != PasswordVerificationResult.Failed && known is { PasswordHash: not null };
        if (known is null || known.DeactivatedAt is not null || known.LockoutEnd > now)
            return Wrong;
        return await writer.Write((db, token) => Count(db, known.Id, right, now, token), cancel);
    }

    /// <summary>Sets a password and ends the person's other sessions.</summary>
    public async Task<Outcome<Person>> Set(Guid person, string password, CancellationToken cancel = default)
    {
        if (password.Length < ShortestPassword)
            return TooShort;
        var hash = Hasher.HashPassword(null!, password);
        return await writer.Write(
            async (db, token) =>
            {
                var row = await db.People.SingleAsync(x => x.Id == person, token);
                (row.PasswordHash, row.SecurityStamp) = (hash, NewStamp());
                return (Outcome<Person>)row;
            },
            cancel
        );
    }

    internal static string NewStamp() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static async Task<Outcome<Person>> Count(
        DeskDb db,
        Guid id,
        bool right,
        Instant now,
        CancellationToken cancel
    )
    {
        // Counting in the database takes the row: guesses sent side by side are counted one after the other.
        await db
            .People.Where(x => x.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.AccessFailedCount, x => x.AccessFailedCount + 1), cancel);
        var person = await db.People.SingleAsync(x => x.Id == id, cancel);
        if (person.LockoutEnd > now)
        {
            // Nobody is kept out longer by guesses that were not even looked at.
            person.AccessFailedCount = 0;
            return Wrong;
        }
        if (right)
        {
            (person.AccessFailedCount, person.LockoutEnd) = (0, null);
            return person;
        }
        if (person.AccessFailedCount >= MostFailures)
            (person.AccessFailedCount, person.LockoutEnd) = (0, now + Lockout);
        return Wrong;
    }
}
