using Corbel.Core.Access;
using NodaTime;

namespace Corbel.Desk.People;

/// <summary>Somebody with a name and an address, on either side.</summary>
public sealed class Person
{
    public Guid Id { get; init; }
    public Guid OrganisationId { get; init; }
    public Organisation? Organisation { get; init; }
    public required string Name { get; set; }
    public required string Email { get; set; }

    /// <summary>The address in upper case, unique.</summary>
    public required string NormalizedEmail { get; set; }
    public required Role Role { get; set; }
    public string Language { get; set; } = "en";
    public string Zone { get; set; } = "Europe/London";

    /// <summary>Of staff: the telephone on their desk, as the telephone system names it; null for none.</summary>
    public string? Extension { get; set; }
    public string? PasswordHash { get; set; }

    /// <summary>Changes with every change of what signs a person in; older sessions end with it.</summary>
    public string SecurityStamp { get; set; } = "";
    public int AccessFailedCount { get; set; }
    public Instant? LockoutEnd { get; set; }
    public Instant? DeactivatedAt { get; set; }

    /// <summary>Since when mail to the address comes back; null where it does not, or the person wrote from it since.</summary>
    public Instant? BouncesSince { get; set; }

    /// <summary>Gets what customers write on the tickets this person has by mail too, and may answer that mail.</summary>
    public bool MailNotices { get; set; }

    /// <summary>Of staff: until then this person is not there, so that nobody counts on them for a marked ticket.</summary>
    public Instant? AwayUntil { get; set; }

    /// <summary>Without the marks that clearances open: see <see cref="Marked.Clearances.ActorOf" />.</summary>
    public Actor ToActor() => new(Id, OrganisationId, Role);

    public static string Normalize(string email) => email.Trim().ToUpperInvariant();
}

/// <summary>A link that signs a person in once. Only the hash of its token is kept.</summary>
public sealed class SignInLink
{
    public required string TokenHash { get; init; }
    public Guid PersonId { get; init; }
    public Instant ExpiresAt { get; init; }
    public Instant? UsedAt { get; set; }
}
