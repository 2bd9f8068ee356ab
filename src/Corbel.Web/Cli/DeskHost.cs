using System.Net;
using Corbel.Desk;
using Corbel.Desk.Data;
using Corbel.Web.Api;
using Corbel.Web.Console;
using Corbel.Web.Ui;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Cli;

/// <summary>Puts the desk and its pages into one process.</summary>
internal static class DeskHost
{
    /// <summary>The use cases alone, for verbs that do not serve.</summary>
    /// <exception cref="RefusedException">There is no desk yet, and the verb does not make one.</exception>
    public static ServiceProvider UseCases(DeskOptions options, bool makes = false)
    {
        if (!makes)
            RequireDesk(options);
        return new ServiceCollection().AddLogging().AddDesk(options).BuildServiceProvider();
    }

    /// <summary>A verb that only uses a desk leaves no empty one behind where the folder's name was mistyped.</summary>
    public static void RequireDesk(DeskOptions options)
    {
        if (string.IsNullOrEmpty(options.Database) && !File.Exists(Path.Combine(options.Data, "corbel.db")))
            throw new RefusedException(
                $"There is no desk in {options.Data}. Name its folder with --data DIR, or make one: corbel migrate --data {options.Data}"
            );
    }

    /// <summary>The whole desk, ready to start.</summary>
    public static WebApplication Build(DeskOptions options, string urls, Action<IServiceCollection>? replace = null)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ApplicationName = "corbel", ContentRootPath = AppContext.BaseDirectory }
        );
        builder.WebHost.UseUrls(urls);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 60 * 1024 * 1024;
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // The keys lie in the database on purpose, as the rest does: who reads the one reads the other.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Services.PostConfigure<LoggerFilterOptions>(WordsInLog.KeepOut);
        builder.Services.AddDesk(options).AddDeskWork().AddApi().AddUi().AddConsole();
        replace?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseApi();
        RouteGuard.Check(((IEndpointRouteBuilder)app).DataSources);
        return app;
    }

    /// <summary>Refuses to start on tables of another build.</summary>
    /// <exception cref="RefusedException">Names the command that brings them up to date.</exception>
    public static async Task RequireMigrated(DeskOptions options, Database database)
    {
        var pending = await Migrator.Pending(database);
        if (pending.Count > 0)
            throw new RefusedException(
                $"The database lacks {pending.Count} migration(s): {string.Join(", ", pending)}. Run: corbel migrate --data {options.Data}"
            );
    }

    /// <summary>Whether the data folder is a demo's; null where it holds no desk yet.</summary>
    public static async Task<bool?> IsDemo(Database database)
    {
        await using var db = database.Read();
        var mark = await db.Secrets.Where(x => x.Name == DemoMark).Select(x => x.Value).SingleOrDefaultAsync();
        return mark is null
            ? await db.PolicyVersions.AnyAsync()
                ? false
                : null
            : true;
    }

    public const string DemoMark = "demo";

    /// <summary>Whether every address listened on is of this machine alone.</summary>
    public static bool IsLoopback(string urls) =>
        urls.Split(';')
            .All(url =>
                Uri.TryCreate(url, UriKind.Absolute, out var uri)
                && (uri.Host == "localhost" || (IPAddress.TryParse(uri.Host, out var ip) && IPAddress.IsLoopback(ip)))
            );
}
