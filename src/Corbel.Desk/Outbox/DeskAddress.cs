using Corbel.Core.Policy;
using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Outbox;

/// <summary>The desk's own address, name and links, as its mails bear them.</summary>
/// <param name="Support">The support address: support@isms.online.</param>
/// <param name="Name">The name beside it.</param>
/// <param name="Url">Where the desk's pages are, without a slash at the end.</param>
public sealed record DeskAddress(string Support, string Name, string Url)
{
    /// <summary>The domain of our Message-IDs.</summary>
    public string Domain => Support[(Support.LastIndexOf('@') + 1)..];

    /// <summary>Where a ticket stands, for staff and customers alike.</summary>
    public string TicketUrl(long number) => $"{Url}/tickets/{number}";

    /// <summary>The same address in the name of the desk that writes: the provider's, or the customer's own.</summary>
    internal async Task<DeskAddress> Of(DeskDb db, Guid? desk, CancellationToken cancel) =>
        desk is { } customer
            ? this with
            {
                Name = await db.Organisations.Where(x => x.Id == customer).Select(x => x.Name).SingleAsync(cancel),
            }
            : this;

    /// <summary>From the settings, and where they are silent from the policy in force.</summary>
    internal static DeskAddress Of(DeskOptions options, Database database, PolicyShelf policies, IClock clock)
    {
        using var db = database.Read();
        var policy = policies.At(db, clock.GetCurrentInstant(), CancellationToken.None).GetAwaiter().GetResult();
        return Of(options, policy.Policy.Document);
    }

    /// <summary>The support address under a policy; null where neither it nor the settings name one.</summary>
    internal static string? SupportOf(DeskOptions options, PolicyDocument document) =>
        options.Mail.Address.Length > 0 ? options.Mail.Address : document.Channels.Mail?.Address;

    /// <summary>The same under a policy.</summary>
    internal static DeskAddress Of(DeskOptions options, PolicyDocument document)
    {
        return new DeskAddress(
            SupportOf(options, document)
                ?? throw new InvalidOperationException("Set mail.address: the policy names no mail address"),
            $"{document.Provider.Name} Support",
            options.Url.TrimEnd('/')
        );
    }
}
