using System.Buffers.Text;
using System.Security.Cryptography;
using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>A customer's administrators add, test and remove the addresses that get the news of the status page.</summary>
public sealed class KeepWebhooks(GroupWriter writer, WebhookNews news, DeskOptions options, IClock clock)
{
    public const int Most = 5;
    public const int Longest = 500;

    /// <summary>Between two tests of one webhook: a test is no way to flood somebody.</summary>
    private static readonly Duration Between = Duration.FromSeconds(15);

    /// <summary>Makes a webhook and its secret, which is told this once.</summary>
    public async Task<Outcome<Webhook>> Add(Actor by, string? text, CancellationToken cancel = default)
    {
        if (!May.KeepWebhooks(by))
            return WebhookRefusals.NotForYou;
        if (Read(text) is not { } address)
            return WebhookRefusals.WrongAddress;
        var now = Journal.Grain(clock.GetCurrentInstant());
        var hook = new Webhook
        {
            Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
            OrganisationId = by.Organisation,
            Address = address,
            Secret = "corbel_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)),
            AddedBy = by.Person,
            AddedAt = now,
        };
        return await writer.Write<Outcome<Webhook>>(
            async (db, token) =>
            {
                await db.Take(StatusRefusals.TheStatus, token);
                var own = await db
                    .Webhooks.Where(x => x.OrganisationId == by.Organisation)
                    .Select(x => x.Address)
                    .ToListAsync(token);
                if (own.Contains(address, StringComparer.Ordinal))
                    return WebhookRefusals.Known;
                if (own.Count >= Most)
                    return WebhookRefusals.TooMany;
                db.Webhooks.Add(hook);
                return hook;
            },
            cancel
        );
    }

    /// <summary>Sends a test at once.</summary>
    public Task<Outcome<Guid>> Test(Actor by, Guid id, CancellationToken cancel = default) =>
        On(
            by,
            id,
            async (db, hook, token) =>
            {
                if (hook.DisabledAt is not null)
                    return WebhookRefusals.Disabled;
                var now = Journal.Grain(clock.GetCurrentInstant());
                var soon = now - Between;
                if (
                    await db.WebhookCalls.AnyAsync(
                        x => x.WebhookId == id && x.Type == "test" && x.CreatedAt > soon,
                        token
                    )
                )
                    return WebhookRefusals.TestedJustNow;
                news.Test(db, id, now);
                return null;
            },
            cancel
        );

    /// <summary>Takes it away with its secret and its deliveries.</summary>
    public Task<Outcome<Guid>> Remove(Actor by, Guid id, CancellationToken cancel = default) =>
        On(
            by,
            id,
            async (db, hook, token) =>
            {
                await db.WebhookCalls.Where(x => x.WebhookId == id).ExecuteDeleteAsync(token);
                await db.Webhooks.Where(x => x.Id == hook.Id).ExecuteDeleteAsync(token);
                return null;
            },
            cancel
        );

    private async Task<Outcome<Guid>> On(
        Actor by,
        Guid id,
        Func<DeskDb, Webhook, CancellationToken, Task<Refusal?>> run,
        CancellationToken cancel
    )
    {
        if (!May.KeepWebhooks(by))
            return WebhookRefusals.NotForYou;
        return await writer.Write<Outcome<Guid>>(
            async (db, token) =>
            {
                // News is written under the same lock: none comes for a webhook that goes.
                await db.Take(StatusRefusals.TheStatus, token);
                var hook = await db
                    .Webhooks.AsNoTracking()
                    .SingleOrDefaultAsync(x => x.Id == id && x.OrganisationId == by.Organisation, token);
                if (hook is null)
                    return StatusRefusals.NoSuchThing;
                return await run(db, hook, token) is { } no ? no : id;
            },
            cancel
        );
    }

    /// <summary>The address as it is called; null where it is none. Plain http only to hosts that the installation names.</summary>
    private string? Read(string? text) =>
        text is { Length: <= Longest }
        && Uri.TryCreate(text.Trim(), UriKind.Absolute, out var uri)
        && uri.UserInfo.Length == 0
        && uri.Fragment.Length == 0
        && (
            uri.Scheme == "https"
            || (uri.Scheme == "http" && options.Webhooks.Allow.Contains(uri.Host, StringComparer.OrdinalIgnoreCase))
        )
            ? uri.AbsoluteUri
            : null;
}
