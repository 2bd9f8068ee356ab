using System.Collections.Concurrent;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Policies;

/// <summary>A version of the policy, ready to compute with.</summary>
public sealed record PolicyInForce(int Number, string Sha256, Instant PostedAt, CompiledPolicy Policy);

/// <summary>The posted versions, compiled once each. A ticket is judged by the version in force at its receipt.</summary>
public sealed class PolicyShelf
{
    private readonly ConcurrentDictionary<int, PolicyInForce> compiled = new();

    /// <summary>The version in force at an instant; the first one for what was received before any was posted.</summary>
    /// <exception cref="InvalidOperationException">No policy was posted yet.</exception>
    public async Task<PolicyInForce> At(DeskDb db, Instant instant, CancellationToken cancel)
    {
        var version = await db
            .PolicyVersions.Where(x => x.PostedAt <= instant || x.Number == 1)
            .OrderByDescending(x => x.Number)
            .Select(x => new { x.Number, x.Sha256 })
            .FirstOrDefaultAsync(cancel);
        return version is null
            ? throw new InvalidOperationException("No policy is posted yet")
            : await Version(db, version.Number, version.Sha256, cancel);
    }

    /// <summary>The version whose text has this SHA-256.</summary>
    public async Task<PolicyInForce> Of(DeskDb db, string sha256, CancellationToken cancel)
    {
        var known = compiled.Values.FirstOrDefault(x => x.Sha256 == sha256);
        if (known is not null)
            return known;
        var number = await db.PolicyVersions.Where(x => x.Sha256 == sha256).MaxAsync(x => x.Number, cancel);
        return await Version(db, number, sha256, cancel);
    }

    /// <summary>What a ticket is judged by: read from its receipt and the changes of holidays that its journal names.</summary>
    public async Task<TicketTerms> TermsOf(DeskDb db, IReadOnlyList<Entry> journal, CancellationToken cancel)
    {
        var receipt = (Receipt)journal[0].What;
        var version = await Of(db, receipt.PolicyVersion, cancel);
        return TicketTerms.Of(version.Policy);
    }

    /// <summary>The version of a number and a hash.</summary>
    public async Task<PolicyInForce> Version(DeskDb db, int number, string sha256, CancellationToken cancel)
    {
        // A version read inside a transaction that failed may have left its number to another text.
        if (compiled.TryGetValue(number, out var known) && known.Sha256 == sha256)
            return known;
        var version = await db.PolicyVersions.AsNoTracking().SingleAsync(x => x.Number == number, cancel);
        var lists = HolidayFile.Lists(version.Holidays);
        // What was posted was checked then: a problem now is a bug, and Compile says so.
        var document = PolicyFile.Read(version.Text, $"version {number}", lists).Document!;
        var source = new PolicySource(number, version.Sha256, version.PostedAt, []);
        var policy = CompiledPolicy.Compile(document, lists, source);
        return compiled[number] = new PolicyInForce(number, version.Sha256, version.PostedAt, policy);
    }
}
