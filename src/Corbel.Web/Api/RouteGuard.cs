using System.Security.Cryptography;
using System.Text;
using Corbel.Core.Access;
using Corbel.Desk;
using Corbel.Web.Widget;
using Microsoft.AspNetCore.Authentication;

namespace Corbel.Web.Api;

/// <summary>Holds every request against the route table.</summary>
internal sealed class RouteGuard(
    RequestDelegate next,
    MailOptions mail,
    SignedCalls signed,
    PbxCalls telephone,
    ChatGuard chat,
    PlaceCalls places
)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var endpoint = http.GetEndpoint();
        if (endpoint is null || Specimen(endpoint))
        {
            await next(http);
            return;
        }
        var actor = http.ActorOrNull();
        switch (RouteTable.Of(endpoint))
        {
            case Permission.Anyone:
            case Permission.SignedIn when actor is not null:
            case Permission.Staff when actor is { IsStaff: true }:
            case Permission.Managers when actor is not null && May.PostPolicy(actor):
            case Permission.Customer when actor is { IsStaff: false }:
            case Permission.Desk when actor is { WorksOnADesk: true }:
            case Permission.IntakeToken when BearsIntakeToken(http):
                await next(http);
                break;
            case Permission.IntakeToken:
                http.Response.StatusCode = StatusCodes.Status401Unauthorized;
                http.Response.Headers.WWWAuthenticate = "Bearer";
                break;
            case Permission.Signed:
                if (await signed.Admits(http))
                    await next(http);
                break;
            case Permission.Place:
                if (await places.Admits(http))
                    await next(http);
                break;
            case Permission.Pbx:
                if (await telephone.Admits(http))
                    await next(http);
                break;
            case Permission.HostPage:
                if (await chat.AdmitsOrigin(http))
                    await next(http);
                break;
            case Permission.Visitor:
                if (await chat.AdmitsVisitor(http))
                    await next(http);
                break;
            case not null when actor is null:
                await http.ChallengeAsync();
                break;
            default:
                // Forbidden and missing look the same.
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }

    /// <summary>Fails the start where a route has no permission beside it.</summary>
    /// <exception cref="InvalidOperationException">Names the routes.</exception>
    public static void Check(IEnumerable<EndpointDataSource> sources)
    {
        var missing = sources
            .SelectMany(x => x.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(x => RouteTable.Of(x) is null && !Specimen(x))
            .Select(RouteTable.Pattern)
            .Distinct()
            .ToList();
        if (missing.Count > 0)
            throw new InvalidOperationException($"No permission in the route table for: {string.Join(", ", missing)}");
    }

    private bool BearsIntakeToken(HttpContext http)
    {
        var given = http.Request.Headers.Authorization.ToString();
        return mail.IntakeToken.Length > 0
            && CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(given),
                Encoding.UTF8.GetBytes($"Bearer {mail.IntakeToken}")
            );
    }

    /// <summary>The specimen pages exist in development only.</summary>
    private static bool Specimen(Endpoint endpoint) =>
        endpoint is RouteEndpoint route
        && RouteTable.Pattern(route).StartsWith("ui/specimen", StringComparison.OrdinalIgnoreCase);
}
