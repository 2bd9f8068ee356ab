using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Live;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Chats;

/// <summary>A chat that was opened, or gone on with.</summary>
/// <param name="Visitor">Who is there.</param>
/// <param name="Pass">The secret that opens the chat from now on.</param>
/// <param name="ExpiresAt">Until when it does.</param>
public sealed record OpenedChat(Visitor Visitor, string Pass, Instant ExpiresAt);

/// <summary>
/// Changes a host's token for a pass to one chat. The token is taken once; whoever comes back within a day goes on in the chat
/// that was left.
/// </summary>
public sealed class OpenChat(
    GroupWriter writer,
    Database database,
    RecordUsage usage,
    LiveFeed live,
    ChatToken tokens,
    IClock clock
)
{
    private static readonly Duration PassHolds = Duration.FromHours(12);

    private static readonly Refusal Used = Refusal.Of(
        "token-used",
        "The token was used before. Each one is taken once: make a new one.",
        "Het token is al gebruikt. Elk token geldt één keer: maak een nieuw."
    );

    /// <returns>The chat; null where the token names nobody whom the desk knows: a guest.</returns>
    public async Task<Outcome<OpenedChat?>> Run(string host, string token, CancellationToken cancel = default)
    {
        await using var read = database.Read();
        var told = await tokens.Verify(read, host, token, cancel);
        if (told.Refused is { } refusal)
            return refusal;
        var identity = told.Value!;
        var now = Journal.Grain(clock.GetCurrentInstant());
        var key = $"{host}:{identity.Id}";
        var normalized = Person.Normalize(identity.Email);
        var opened = await Write(key, host, identity, normalized, now, cancel);
        if (opened.Value is { } chat)
        {
            await usage.Run(
                new UsageSource(AcceptedBy.ChatIdentity, host),
                [new UsageEvent($"chat:{identity.Id}", null, identity.Email, identity.User, now)],
                cancel
            );
            await live.Signal(ChatSignals.Changed(chat.Visitor, byDesk: false), cancel);
        }
        return opened;
    }

    private async Task<Outcome<OpenedChat?>> Write(
        string key,
        string host,
        ChatIdentity identity,
        string normalized,
        Instant now,
        CancellationToken cancel
    )
    {
        try
        {
            return await writer.Write<Outcome<OpenedChat?>>(
                async (db, token) =>
                {
                    if (await db.UsedTokens.AnyAsync(x => x.Key == key, token))
                        return Used;
                    db.UsedTokens.Add(
                        new UsedToken { Key = key, ExpiresAt = identity.ExpiresAt + Duration.FromMinutes(5) }
                    );
                    var person = await db
                        .People.AsNoTracking()
                        .SingleOrDefaultAsync(x => x.NormalizedEmail == normalized && x.DeactivatedAt == null, token);
                    if (person is null || !May.Log(person.ToActor()))
                        return (OpenedChat?)null;
                    var chat = await Left(db, host, person.Id, now, token) ?? Begin(db, host, person.Id, now);
                    chat.SeenAt = now;
                    var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
                    var pass = new ChatPass
                    {
                        Sha256 = HashOf(secret),
                        ChatId = chat.Id,
                        ExpiresAt = now + PassHolds,
                    };
                    db.ChatPasses.Add(pass);
                    return new OpenedChat(new(chat, person.ToActor(), person.Language), secret, pass.ExpiresAt);
                },
                cancel
            );
        }
        catch (Exception twice) when (Passing.IsConflict(twice))
        {
            return Used;
        }
    }

    /// <summary>The chat that the person left and that goes on; null where there is none.</summary>
    private static async Task<Chat?> Left(DeskDb db, string host, Guid person, Instant now, CancellationToken cancel)
    {
        var since = now - Chat.GoesOn;
        var left = await db
            .Chats.AsTracking()
            .Where(x => x.PersonId == person && x.Host == host && x.EndedAt == null && x.SeenAt >= since)
            .OrderByDescending(x => x.SeenAt)
            .FirstOrDefaultAsync(cancel);
        if (left?.TicketId is not { } id)
            return left;
        var open = await db.Tickets.AnyAsync(
            x => x.Id == id && x.Status != TicketStatus.Resolved && x.MergedInto == null && x.DeskId == null,
            cancel
        );
        return open ? left : null;
    }

    private static Chat Begin(DeskDb db, string host, Guid person, Instant now)
    {
        var chat = new Chat
        {
            Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
            Host = host,
            PersonId = person,
            StartedAt = now,
            SeenAt = now,
        };
        db.Chats.Add(chat);
        return chat;
    }

    internal static string HashOf(string secret) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
