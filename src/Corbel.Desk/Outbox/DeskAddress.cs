using Corbel.Core.Policy;
using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Outbox;

/// <summary>
/// The desk's own address, name and links, as its mails bear them. Where the settings are silent they are those of the
/// newest version of the policy that this node has met, so that a version that was posted meanwhile counts.
/// </summary>
public sealed class DeskAddress
{
    private readonly DeskOptions options;
    private readonly Func<PolicyDocument> policy;
    private readonly string? name;

    private DeskAddress(DeskOptions options, Func<PolicyDocument> policy, string? name = null) =>
        (this.options, this.policy, this.name) = (options, policy, name);

    /// <summary>The support address: support@isms.online.</summary>
    public string Support =>
        SupportOf(options, policy())
        ?? throw new InvalidOperationException("Set mail.address: the policy names no mail address");

    /// <summary>The name beside it.</summary>
    public string Name => name ?? $"{policy().Provider.Name} Support";

    /// <summary>Where the desk's pages are, without a slash at the end.</summary>
    public string Url => options.Url.TrimEnd('/');

    /// <summary>The domain of our Message-IDs.</summary>
    public string Domain => Support[(Support.LastIndexOf('@') + 1)..];

    /// <summary>Where a ticket stands, for staff and customers alike.</summary>
    public string TicketUrl(long number) => $"{Url}/tickets/{number}";

    /// <summary>The same address in the name of the desk that writes: the provider's, or the customer's own.</summary>
    internal async Task<DeskAddress> Of(DeskDb db, Guid? desk, CancellationToken cancel) =>
        desk is { } customer
            ? new(
                options,
                policy,
                await db.Organisations.Where(x => x.Id == customer).Select(x => x.Name).SingleAsync(cancel)
            )
            : this;

    /// <summary>From the settings, and where they are silent from the policy in force.</summary>
    internal static DeskAddress Of(DeskOptions options, Database database, PolicyShelf policies, IClock clock)
    {
        using var db = database.Read();
        var first = policies.At(db, clock.GetCurrentInstant(), CancellationToken.None).GetAwaiter().GetResult();
        return new(options, () => (policies.Newest ?? first).Policy.Document);
    }

    /// <summary>The support address under a policy; null where neither it nor the settings name one.</summary>
    internal static string? SupportOf(DeskOptions options, PolicyDocument document) =>
        options.Mail.Address.Length > 0 ? options.Mail.Address : document.Channels.Mail?.Address;

    /// <summary>The same under one policy.</summary>
    internal static DeskAddress Of(DeskOptions options, PolicyDocument document) => new(options, () => document);
}
