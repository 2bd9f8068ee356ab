using Corbel.Desk.Chats;
using Corbel.Desk.Data;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Widget;

/// <summary>Who may speak to the chat's routes: pages of a host's origins, and with a pass, whose chat it is.</summary>
internal sealed class ChatGuard(Database database, ReadChat chats)
{
    private const string Scheme = "Chat ";

    /// <summary>Whether a browser's page of a host may call; the answer says why where not.</summary>
    public async Task<bool> AdmitsOrigin(HttpContext http)
    {
        if (await Hosts(http) is { Count: > 0 })
            return true;
        await ChatProblem
            .Of(
                StatusCodes.Status403Forbidden,
                "origin",
                "This page’s origin is none of a host’s: corbel host origin NAME https://app.example.com"
            )
            .ExecuteAsync(http);
        return false;
    }

    /// <summary>The same, and it bears the pass of a chat of that host.</summary>
    public async Task<bool> AdmitsVisitor(HttpContext http)
    {
        if (!await AdmitsOrigin(http))
            return false;
        var given = http.Request.Headers.Authorization.ToString();
        var visitor = given.StartsWith(Scheme, StringComparison.Ordinal)
            ? await chats.Visitor(given[Scheme.Length..], http.RequestAborted)
            : null;
        if (visitor is not null && (await Hosts(http)).Contains(visitor.Chat.Host))
        {
            http.Features.Set(visitor);
            return true;
        }
        await ChatProblem
            .Of(StatusCodes.Status401Unauthorized, "pass", "The pass holds no more. Begin a new session.")
            .ExecuteAsync(http);
        return false;
    }

    /// <summary>The hosts that have a page at the request's origin.</summary>
    public async Task<IReadOnlyList<string>> Hosts(HttpContext http)
    {
        // Asked by the browser's check, by the guard and by the route: read once a request.
        if (http.Features.Get<HostsOfRequest>() is { } known)
            return known.Names;
        var names = await Read(http);
        http.Features.Set(new HostsOfRequest(names));
        return names;
    }

    private async Task<IReadOnlyList<string>> Read(HttpContext http)
    {
        var origin = http.Request.Headers.Origin.ToString();
        if (origin.Length == 0)
            return [];
        await using var db = database.Read();
        return await db.HostOrigins.Where(x => x.Origin == origin).Select(x => x.Host).ToListAsync(http.RequestAborted);
    }

    private sealed record HostsOfRequest(IReadOnlyList<string> Names);
}

/// <summary>Answers browsers (CORS) for the origins of hosts and no other.</summary>
internal sealed class ChatOrigins(ChatGuard guard) : ICorsPolicyProvider
{
    public const string Policy = "chat";

    public async Task<CorsPolicy?> GetPolicyAsync(HttpContext context, string? policyName)
    {
        if (policyName != Policy || (await guard.Hosts(context)).Count == 0)
            return null;
        return new CorsPolicyBuilder(context.Request.Headers.Origin.ToString())
            .WithMethods("GET", "POST")
            .WithHeaders("authorization", "content-type", "last-event-id")
            .SetPreflightMaxAge(TimeSpan.FromMinutes(10))
            .Build();
    }
}

/// <summary>Whose chat a request is about.</summary>
internal static class VisitorOfRequest
{
    public static Visitor Visitor(this HttpContext http) =>
        http.Features.Get<Visitor>()
        ?? throw new InvalidOperationException("The route table should have asked for a pass");
}
