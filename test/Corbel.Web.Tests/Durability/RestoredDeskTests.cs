using System.Net;
using Corbel.Desk;
using Corbel.Desk.Backups;
using Corbel.Web.Cli;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Corbel.Web.Tests.Durability;

/// <summary>A desk brought back from its backup still knows everybody who was signed in.</summary>
public sealed class RestoredDeskTests
{
    [Theory, OnEveryDatabase]
    public async Task Cookies_of_the_saved_desk_hold_on_the_restored_one(TestDatabase kind)
    {
        var scratch = Directory.CreateTempSubdirectory("corbel-restored-").FullName;
        var options = new DeskOptions { Data = Path.Combine(scratch, "desk"), Url = "https://desk.example" };
        if (kind == TestDatabase.Postgres)
            options.Database = await PostgresServer.CreateDatabase();
        try
        {
            await using var desk = await WebDesk.Open(kind);
            using var sam = await desk.SignedIn(desk.Cast.Sam);
            var archive = Path.Combine(scratch, "desk.corbel");
            (await desk.Get<TakeBackup>().Run(archive)).IsDone.ShouldBeTrue();
            (await RestoreBackup.Run(options, archive)).IsDone.ShouldBeTrue();

            await using var restored = DeskHost.Build(
                options,
                "http://127.0.0.1:0",
                x => x.AddSingleton<IClock>(desk.Clock)
            );
            await restored.StartAsync();

            // The cookie is bound to the host's name, not to its port.
            var there = await sam.GetAsync(new Uri(restored.Urls.Single() + "/issues"));
            there.StatusCode.ShouldBe(HttpStatusCode.OK);
            using var stranger = desk.Stranger();
            var refused = await stranger.GetAsync(new Uri(restored.Urls.Single() + "/issues"));
            refused.StatusCode.ShouldBe(HttpStatusCode.Redirect);
            await restored.StopAsync();
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
            if (options.Database is not null)
                await PostgresServer.Drop(options.Database);
        }
    }
}
