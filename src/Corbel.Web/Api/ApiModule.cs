using System.Threading.RateLimiting;
using Corbel.Web.StatusPage;
using Corbel.Web.Ui;
using Corbel.Web.Widget;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Corbel.Web.Api;

/// <summary>What stands before every page: who it is, whether they may come, how often.</summary>
internal static class ApiModule
{
    /// <summary>Attempts a minute from one address at what can be guessed.</summary>
    public const string Guessing = "guessing";

    /// <summary>Calls a minute from one address by host applications, which can tell of many uses each, and telephone systems.</summary>
    public const int SignedCallsAMinute = 300;

    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddSignIn();
        services.AddScoped<Ui.MarkFaces>();
        services.AddDataProtection().SetApplicationName("corbel");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, SharedKeys>();
        services.AddSingleton<SignedCalls>();
        services.AddSingleton<PlaceCalls>();
        services.AddSingleton<PbxCalls>();
        services.AddWidget();
        services.AddStatusFiles();
        services.AddProblemDetails();
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = Rejected;
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(Limit);
        });
        return services;
    }

    /// <summary>A program reads why and when to come again; a person gets the page of the status.</summary>
    private static async ValueTask Rejected(OnRejectedContext context, CancellationToken cancel)
    {
        var http = context.HttpContext;
        http.Response.Headers.RetryAfter = "60";
        if (ByMachine(http) || http.Request.Path.StartsWithSegments("/chat"))
            await SignedCalls
                .Problem(StatusCodes.Status429TooManyRequests, "too-many-calls", "Too many calls. Wait a minute.")
                .ExecuteAsync(http);
    }

    /// <summary>Servers of host applications, and telephone systems.</summary>
    private static bool ByMachine(HttpContext http) =>
        http.Request.Path.StartsWithSegments("/usage")
        || http.Request.Path.StartsWithSegments("/probes")
        || http.Request.Path.StartsWithSegments("/telephone");

    /// <summary>Who a host's page lets in may write quickly; a guest, whom nobody knows, leaves a few messages.</summary>
    private static RateLimitPartition<string>? OfChat(HttpContext http)
    {
        var path = http.Request.Path;
        if (!HttpMethods.IsPost(http.Request.Method) || !path.StartsWithSegments("/chat"))
            return null;
        var (kind, limit) = path.StartsWithSegments("/chat/messages") ? ("guest", 10) : ("chat", 600);
        return RateLimitPartition.GetFixedWindowLimiter(
            $"{kind}:{http.Connection.RemoteIpAddress}",
            _ => new() { PermitLimit = limit, Window = TimeSpan.FromMinutes(1) }
        );
    }

    /// <summary>Sign-in and claims are what a stranger can guess at; the rest asks who it is first.</summary>
    private static RateLimitPartition<string> Limit(HttpContext http)
    {
        var guessable =
            HttpMethods.IsPost(http.Request.Method)
            && (
                http.Request.Path.StartsWithSegments("/sign-in")
                || http.Request.Path.StartsWithSegments("/claim")
                || http.Request.Path.StartsWithSegments("/status")
            );
        if (OfChat(http) is { } chat)
            return chat;
        if (ByMachine(http))
            return RateLimitPartition.GetFixedWindowLimiter(
                $"signed:{http.Connection.RemoteIpAddress}",
                _ => new() { PermitLimit = SignedCallsAMinute, Window = TimeSpan.FromMinutes(1) }
            );
        return guessable
            ? RateLimitPartition.GetFixedWindowLimiter(
                $"{Guessing}:{http.Connection.RemoteIpAddress}",
                _ => new() { PermitLimit = 20, Window = TimeSpan.FromMinutes(1) }
            )
            : RateLimitPartition.GetNoLimiter("");
    }

    public static void UseApi(this WebApplication app)
    {
        app.UseExceptionHandler("/error/500");
        app.UseStatusCodePagesWithReExecute("/error/{0}");
        app.UseMiddleware<FullDisk>();
        app.UseRateLimiter();
        app.UseRouting();
        app.UseCors();
        app.UseAuthenticationButForStatus();
        app.UseUi();
        app.UseMiddleware<RouteGuard>();
        app.UseMiddleware<WrittenDown>();
        app.MapUi();
        app.MapWidget();
        app.MapStatus();
        app.MapGet("/healthz", FullDisk.Health);
        app.MapGet("/live", LiveStream.Open);
        app.MapGet("/live/open", StillOpen.Of);
        app.MapGet("/files/{id:guid}", Downloads.File);
        app.MapGet("/files/{id:guid}/picture", Downloads.Picture);
        app.MapGet("/files/{id:guid}/audio", Downloads.Audio);
        app.MapGet("/raw/{id:guid}", Downloads.Raw);
        app.MapGet("/policy/variations/{id:guid}", Downloads.Agreement);
        app.MapGet("/order-forms/{id:guid}/document", Downloads.OrderForm);
        app.MapGet("/proposals/{id:guid}/document", Downloads.Proposal);
        app.MapGet("/records/{id:guid}/file", Downloads.Record);
        app.MapGet("/reports/{id:guid}/html", ReportDownloads.Html);
        app.MapGet("/reports/{id:guid}/pdf", ReportDownloads.Pdf);
        app.MapGet("/reports/{id:guid}/csv", ReportDownloads.Csv);
        app.MapGet("/reports/{id:guid}/xlsx", ReportDownloads.Xlsx);
        app.MapGet("/console/exclusions/{id:guid}/file", Downloads.Exclusion);
        app.MapPost("/intake/mail", MailIntake.Take);
        app.MapPost("/usage", UsageIntake.Take);
        app.MapGet("/probes", ProbeRoutes.List);
        app.MapPost("/probes/results", ProbeRoutes.Take);
        app.MapGet("/console/availability/{month}.csv", AvailabilityFiles.Results);
        app.MapGet("/console/availability/{month}.json", AvailabilityFiles.Frame);
        app.MapPost("/telephone/{secret}", CallIntake.Take);
        app.MapGet("/", (HttpContext http) => Results.Redirect(ByRole.Home(http.Actor())));
        app.MapGet("/tickets/{number:long}", ByRole.Ticket);
    }
}
