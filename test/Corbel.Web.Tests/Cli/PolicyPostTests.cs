using System.Net;
using Corbel.Desk;
using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using Corbel.Web.Cli;
using Corbel.Web.Tests.Durability;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Corbel.Web.Tests.Cli;

/// <summary><c>corbel policy post</c> and <c>diff</c>, <c>corbel host</c> and <c>usage sign</c>, as a process with nobody before it.</summary>
public sealed class PolicyPostTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("corbel-post-").FullName;
    private DeskOptions _options = null!;

    public async ValueTask InitializeAsync()
    {
        _options = new DeskOptions { Data = Path.Combine(_folder, "desk") };
        await using var services = DeskHost.UseCases(_options, makes: true);
        await Migrator.Apply(services.GetRequiredService<Database>());
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return default;
    }

    [Fact]
    public async Task The_first_version_is_posted_at_once_a_further_one_is_shown_and_needs_a_yes()
    {
        var first = await File("first.yaml", PolicyFile.Shipped);
        var next = await File(
            "next.yaml",
            PolicyFile.Shipped.Replace("severity: 2, within: 4 h", "severity: 2, within: 3 h")
        );

        var posted = await Run("policy", "post", first);
        var same = await Run("policy", "post", first, "--yes");
        var nothing = await Run("policy", "diff", first);
        var diff = await Run("policy", "diff", next, "--language", "nl");
        var asked = await Run("policy", "post", next);
        var agreed = await Run("policy", "post", next, "--yes");

        posted.ShouldBe((0, posted.Said));
        posted.Said.ShouldContain("Version 1 is in force.");
        (same.ExitCode, nothing.ExitCode, diff.ExitCode, asked.ExitCode, agreed.ExitCode).ShouldBe((1, 0, 0, 1, 0));
        same.Said.ShouldContain("This text is in force already.");
        nothing.Said.ShouldContain("This text is in force already.");
        diff.Said.ShouldContain("+ nu: Garantie: bij Ernstniveau 2 is de Reactietijd ten hoogste 3 Bedrijfsuren.");
        foreach (var (_, said) in ((int, string)[])[asked, agreed])
        {
            said.ShouldContain("- was: Guarantee: for Severity 2 the response time is at most 4 business hours.");
            said.ShouldContain("Tickets already received keep the version of their receipt.");
            said.ShouldContain("Nothing is open.");
        }
        asked.Said.ShouldContain("run it again with --yes");
        agreed.Said.ShouldContain("Version 2 is in force.");
        await using var services = DeskHost.UseCases(_options);
        await using var db = services.GetRequiredService<Database>().Read();
        (await db.PolicyVersions.CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task A_host_gets_a_secret_by_which_a_call_is_signed_that_the_desk_takes()
    {
        await using var desk = await WebDesk.Open();
        var (options, body) = (new DeskOptions { Data = desk.Folder }, await File("usage.json", """{"events":[]}"""));
        string[] at = ["--data", desk.Folder];

        var made = await DeskProcess.Run(options, ["host", "add", "isms-online", .. at]);
        var listed = await DeskProcess.Run(options, ["host", "list", .. at]);
        // The desk's clock is the test's: it goes with that of this machine, by which the verb signs.
        desk.Clock.Reset(NodaTime.SystemClock.Instance.GetCurrentInstant());
        var signed = await DeskProcess.Run(options, ["usage", "sign", body, "--host", "isms-online", .. at]);
        using var client = desk.Stranger();
        using var call = new HttpRequestMessage(HttpMethod.Post, "/usage")
        {
            Content = new ByteArrayContent(await System.IO.File.ReadAllBytesAsync(body)),
        };
        call.Headers.Add("Corbel-Signature", signed.Said.Trim().Split(": ", 2)[1]);
        using var answer = await client.SendAsync(call);
        var removed = await DeskProcess.Run(options, ["host", "remove", "isms-online", .. at]);
        var unknown = await DeskProcess.Run(options, ["usage", "sign", body, "--host", "isms-online", .. at]);

        made.Said.Trim().ShouldStartWith("corbel_");
        listed.Said.ShouldContain("isms-online\t");
        listed.Said.ShouldNotContain(made.Said.Trim());
        removed.Said.ShouldContain("One secret was removed.");
        (unknown.ExitCode, unknown.Said.Contains("corbel host add isms-online", StringComparison.Ordinal)).ShouldBe(
            (1, true)
        );
        // The signature is taken; what it signs is an empty list.
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Send 1 to 1000 events");
    }

    private Task<(int ExitCode, string Said)> Run(params string[] verb) =>
        DeskProcess.Run(_options, [.. verb, "--data", _options.Data]);

    private async Task<string> File(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        await System.IO.File.WriteAllTextAsync(file, text);
        return file;
    }
}
