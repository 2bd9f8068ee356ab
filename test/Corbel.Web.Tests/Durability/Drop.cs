using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Corbel.Desk;
using Corbel.Desk.Data;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Corbel.Web.Cli;
using Microsoft.Extensions.DependencyInjection;

namespace Corbel.Web.Tests.Durability;

/// <summary>A prepared desk that processes serve one after the other, and the ways that mail comes to it.</summary>
internal sealed class Drop : IAsyncDisposable
{
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromMinutes(2) };

    private readonly List<DeskProcess> served = [];

    private readonly bool ownDatabase;

    private Drop(DeskOptions options, TestCast cast, bool ownDatabase) =>
        (Options, Cast, this.ownDatabase) = (options, cast, ownDatabase);

    public DeskOptions Options { get; }
    public TestCast Cast { get; }
    public HttpClient Http => http;

    public string Inbox => Path.Combine(Options.Data, Options.Mail.Inbox);

    public static async Task<Drop> Prepare(TestDatabase kind, Action<DeskOptions>? settings = null)
    {
        var options = new DeskOptions { Data = Directory.CreateTempSubdirectory("corbel-drop-").FullName };
        settings?.Invoke(options);
        var own = kind == TestDatabase.Postgres && options.Database is null;
        if (own)
            options.Database = await PostgresServer.CreateDatabase();
        await using var services = DeskHost.UseCases(options, makes: true);
        await Migrator.Apply(services.GetRequiredService<Database>());
        var posted = await services.GetRequiredService<PostPolicy>().Run("isms-online.yaml", PolicyFile.Shipped);
        posted.IsDone.ShouldBeTrue();
        var cast = await TestCast.Enter(services.GetRequiredService<Register>());
        foreach (var part in (string[])["tmp", "new", "cur"])
            Directory.CreateDirectory(Path.Combine(options.Data, options.Mail.Inbox, part));
        return new Drop(options, cast, own);
    }

    /// <summary>Starts a process that serves the desk. Whatever comes of the test, it does not outlive it.</summary>
    public DeskProcess Serve(params string[] under)
    {
        var desk = DeskProcess.Serve(Options, under);
        served.Add(desk);
        return desk;
    }

    public static byte[] Mail(string name) =>
        Encoding.UTF8.GetBytes(
            $"""
            From: Sam South <sam@southbank.example>
            To: support@isms.online
            Subject: Issue {name}
            Message-ID: <{name}@southbank.example>
            Content-Type: text/plain; charset=utf-8

            It does not work: {name}.
            """.ReplaceLineEndings("\r\n")
        );

    /// <summary>As a mail server delivers into a Maildir: written under tmp, then moved to new.</summary>
    public void Deliver(string name)
    {
        var draft = Path.Combine(Inbox, "tmp", name);
        File.WriteAllBytes(draft, Mail(name));
        File.Move(draft, Path.Combine(Inbox, "new", name));
    }

    /// <summary>As a program does that must be sure: the same key again, to whichever process serves, until it hears 201.</summary>
    public async Task PostUntilTaken(string name, DeskProcess desk)
    {
        while (!await Post(name, desk))
            desk = await desk.Successor.Task;
    }

    private async Task<bool> Post(string name, DeskProcess desk)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, await desk.Url + "/intake/mail");
            request.Content = new ByteArrayContent(Mail(name));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", DeskProcess.IntakeToken);
            request.Headers.Add("Idempotency-Key", name);
            using var response = await http.SendAsync(request);
            if (response.StatusCode != HttpStatusCode.Created)
                throw new InvalidDataException(
                    $"{name}: {response.StatusCode} {await response.Content.ReadAsStringAsync()} {desk.Said}"
                );
            return true;
        }
        catch (Exception gone) when (gone is HttpRequestException or InvalidOperationException or IOException)
        {
            await desk.Exited;
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var desk in served)
            await desk.DisposeAsync();
        http.Dispose();
        Directory.Delete(Options.Data, recursive: true);
        if (ownDatabase)
            await PostgresServer.Drop(Options.Database!);
    }
}
