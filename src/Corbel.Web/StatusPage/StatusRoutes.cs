using System.Globalization;

namespace Corbel.Web.StatusPage;

/// <summary>The public page, from its files. Who reads it is not asked: that would need the database.</summary>
internal static class StatusRoutes
{
    /// <summary>Marks a route that is answered without the database.</summary>
    private sealed class FromFiles;

    public static IServiceCollection AddStatusFiles(this IServiceCollection services)
    {
        services.AddSingleton<ReadStatus>();
        services.AddSingleton<ViewText>();
        services.AddSingleton<StatusFiles>();
        services.AddSingleton<IHostedService>(x => x.GetRequiredService<StatusFiles>());
        return services;
    }

    /// <summary>A session is looked up in the database, which the public page must not need.</summary>
    public static void UseAuthenticationButForStatus(this WebApplication app)
    {
        app.UseWhen(
            http => http.GetEndpoint()?.Metadata.GetMetadata<FromFiles>() is null,
            branch => branch.UseAuthentication()
        );
        // Else the host puts it before everything by itself, since a branch's middleware does not count for it.
        ((IApplicationBuilder)app).Properties["__AuthenticationMiddlewareSet"] = true;
    }

    public static void MapStatus(this IEndpointRouteBuilder routes)
    {
        Map(routes, "/status", "index.html", "text/html; charset=utf-8");
        Map(routes, "/status/feed", "feed.xml", "application/atom+xml; charset=utf-8");
        Map(routes, "/status/maintenance.ics", "maintenance.ics", "text/calendar; charset=utf-8");
        routes.MapGet("/status/incidents/{number:long}", Incident).WithMetadata(new FromFiles());
    }

    private static void Map(IEndpointRouteBuilder routes, string route, string file, string type) =>
        routes
            .MapGet(
                route,
                (HttpContext http, StatusFiles files, CancellationToken cancel) => Send(http, files, file, type, cancel)
            )
            .WithMetadata(new FromFiles());

    private static Task<IResult> Incident(long number, HttpContext http, StatusFiles files, CancellationToken cancel) =>
        Send(
            http,
            files,
            string.Create(CultureInfo.InvariantCulture, $"incident-{number}.html"),
            "text/html; charset=utf-8",
            cancel
        );

    private static async Task<IResult> Send(
        HttpContext http,
        StatusFiles files,
        string file,
        string type,
        CancellationToken cancel
    )
    {
        var language = http.Request.Query["language"].ToString() switch
        {
            "nl" => "nl",
            "en" => "en",
            _ => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "nl" ? "nl" : "en",
        };
        http.Response.Headers.CacheControl = "no-cache";
        return await files.Read(file, language, cancel) is { } bytes ? Results.Bytes(bytes, type) : Results.NotFound();
    }
}
