using System.Security.Claims;
using Corbel.Core.Access;
using Corbel.Desk.Data;
using Corbel.Desk.Marked;
using Corbel.Desk.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Api;

/// <summary>Who is signed in, by cookie. Each request asks the database whether that still holds.</summary>
public static class SignedIn
{
    private const string Stamp = "stamp";
    private const string Organisation = "organisation";
    private static readonly object Opens = new();

    /// <summary>Who is signed in; the route table lets nobody else come here.</summary>
    public static Actor Actor(this HttpContext http) =>
        http.ActorOrNull() ?? throw new InvalidOperationException("The route table should have asked for a sign-in");

    /// <summary>Who is signed in, or null on a public page.</summary>
    public static Actor? ActorOrNull(this HttpContext http)
    {
        var user = http.User;
        return user.FindFirstValue(ClaimTypes.NameIdentifier) is null
            ? null
            : ActorOf(user) with
            {
                Opens = http.Items[Opens] as IReadOnlyCollection<string> ?? [],
            };
    }

    /// <summary>
    /// The same person as the database knows them now, for a stream that stays open; null where the sign-in holds no more.
    /// </summary>
    internal static async Task<Actor?> StillSignedIn(this HttpContext http, CancellationToken cancel)
    {
        await using var db = http.RequestServices.GetRequiredService<Database>().Read();
        if (!await Holds(http.User, db, cancel))
            return null;
        return await http.RequestServices.GetRequiredService<Clearances>().Fresh(db, http.Actor(), cancel);
    }

    /// <summary>Signs a person in.</summary>
    public static Task SignIn(this HttpContext http, Person person) =>
        http.SignInAsync(
            new ClaimsPrincipal(
                new ClaimsIdentity(
                    [
                        new(ClaimTypes.NameIdentifier, person.Id.ToString()),
                        new(ClaimTypes.Name, person.Name),
                        new(ClaimTypes.Role, person.Role.ToString()),
                        new(Organisation, person.OrganisationId.ToString()),
                        new(Ui.Languages.Claim, person.Language),
                        new(Ui.Reader.ZoneClaim, person.Zone),
                        new(Stamp, person.SecurityStamp),
                    ],
                    CookieAuthenticationDefaults.AuthenticationScheme
                )
            )
        );

    public static IServiceCollection AddSignIn(this IServiceCollection services)
    {
        services
            .AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(options =>
            {
                options.Cookie.Name = "corbel";
                options.Cookie.HttpOnly = true;
                options.Cookie.SameSite = SameSiteMode.Lax;
                options.LoginPath = "/sign-in";
                options.ReturnUrlParameter = "to";
                options.ExpireTimeSpan = TimeSpan.FromHours(12);
                options.SlidingExpiration = true;
                options.Events.OnValidatePrincipal = Validate;
                options.Events.OnRedirectToLogin = Challenge;
                // Forbidden and missing look the same.
                options.Events.OnRedirectToAccessDenied = context =>
                {
                    context.Response.StatusCode = StatusCodes.Status404NotFound;
                    return Task.CompletedTask;
                };
            });
        return services;
    }

    /// <summary>A person who left, or whose role, organisation or password changed, is signed out at the next request.</summary>
    private static async Task Validate(CookieValidatePrincipalContext context)
    {
        var (http, user) = (context.HttpContext, context.Principal!);
        await using var db = http.RequestServices.GetRequiredService<Database>().Read();
        if (!await Holds(user, db, http.RequestAborted))
        {
            context.RejectPrincipal();
            await http.SignOutAsync();
            return;
        }
        // Nothing of a clearance is kept between two requests: one that ended opens nothing more.
        var clearances = http.RequestServices.GetRequiredService<Clearances>();
        http.Items[Opens] = (await clearances.Fresh(db, ActorOf(user), http.RequestAborted)).Opens;
    }

    private static async Task<bool> Holds(ClaimsPrincipal user, DeskDb db, CancellationToken cancel)
    {
        var actor = ActorOf(user);
        var person = await db.People.SingleOrDefaultAsync(x => x.Id == actor.Person, cancel);
        return person is { DeactivatedAt: null }
            && person.SecurityStamp == user.FindFirstValue(Stamp)
            && person.Role == actor.Role
            && person.OrganisationId == actor.Organisation;
    }

    private static Actor ActorOf(ClaimsPrincipal user) =>
        new(
            Guid.Parse(user.FindFirstValue(ClaimTypes.NameIdentifier)!),
            Guid.Parse(user.FindFirstValue(Organisation)!),
            Enum.Parse<Role>(user.FindFirstValue(ClaimTypes.Role)!)
        );

    private static Task Challenge(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        if (request.Headers.ContainsKey("HX-Request") || request.Headers.Accept == "text/event-stream")
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        else
            context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }
}
