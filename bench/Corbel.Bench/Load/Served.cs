using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Corbel.Desk;

namespace Corbel.Bench.Load;

/// <summary>The desk in a process of its own, asked over HTTP by several clients at a time.</summary>
internal static partial class Served
{
    private const string Token = "bench-token";

    public static Task Measure(string corbel, DeskOptions options, TimeSpan each, int clients) =>
        With(corbel, options, client => Measure(client, each, clients));

    /// <summary>Starts the desk, signs the agent in, and stops it when all is done.</summary>
    public static async Task With(string corbel, DeskOptions options, Func<HttpClient, Task> act)
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        var link = (await Output(corbel, options, url, "user", "link", Seeding.Agent, "--data", options.Data)).Trim();
        using var desk = Start(corbel, options, url, "serve", "--data", options.Data, "--urls", url);
        try
        {
            using var client = new HttpClient(
                new SocketsHttpHandler { CookieContainer = new CookieContainer(), MaxConnectionsPerServer = 256 }
            )
            {
                BaseAddress = new Uri(url),
            };
            await Up(client);
            await SignIn(client, link);
            await act(client);
        }
        finally
        {
            desk.Kill(entireProcessTree: true);
        }
    }

    private static async Task Measure(HttpClient client, TimeSpan each, int clients)
    {
        await Figure("POST /intake/mail (create)", clients, each, x => Create(client, x));
        await Figure(
            "GET /console/tickets/N (read)",
            clients,
            each,
            x => Get(client, $"/console/tickets/{1001 + (x * 7 % 5000)}")
        );
        await Figure("GET /console (queue)", clients, each, _ => Get(client, "/console"));
        var form = await client.GetStringAsync("/console/tickets/1001");
        var token = FormToken().Match(form).Groups["token"].Value;
        await Figure("POST reply", clients, each, x => Reply(client, 1001 + (x % 5000), token));
    }

    private static async Task Figure(string name, int clients, TimeSpan each, Func<int, Task> once)
    {
        await Figures.Of(clients, 200, TimeSpan.FromSeconds(5), x => once(x + 1_000_000));
        Figures.Print(name, await Figures.Of(clients, int.MaxValue, each, once));
    }

    private static async Task Create(HttpClient client, int number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/intake/mail");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        request.Content = new StringContent(
            $"From: customer@bench.example\r\nTo: support@isms.online\r\nSubject: Severity 2: load {number}\r\n"
                + $"Message-ID: <{Guid.NewGuid():n}@bench.example>\r\n\r\nThe export stops at page {number}.\r\n"
        );
        using var response = await client.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    internal static async Task Get(HttpClient client, string address)
    {
        using var response = await client.GetAsync(new Uri(address, UriKind.Relative));
        response.EnsureSuccessStatusCode();
        await response.Content.ReadAsByteArrayAsync();
    }

    private static async Task Reply(HttpClient client, long ticket, string token)
    {
        using var content = new FormUrlEncodedContent([
            new("Answer.Text", "We see it and are on it."),
            new("Answer.Kind", "reply"),
            new("__RequestVerificationToken", token),
        ]);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/console/tickets/{ticket}?handler=Answer")
        {
            Content = content,
        };
        using var response = await client.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    private static async Task Up(HttpClient client)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromSeconds(60); )
        {
            try
            {
                using var response = await client.GetAsync("/healthz");
                if (response.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100);
            }
        }
        throw new InvalidOperationException("the desk did not come up");
    }

    private static async Task SignIn(HttpClient client, string link)
    {
        var page = await client.GetStringAsync(link);
        using var content = new FormUrlEncodedContent([
            new("__RequestVerificationToken", FormToken().Match(page).Groups["token"].Value),
        ]);
        using var response = await client.PostAsync(link, content);
        response.EnsureSuccessStatusCode();
    }

    private static Process Start(string corbel, DeskOptions options, string url, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [corbel, .. args])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["CORBEL_Mail__IntakeToken"] = Token;
        start.Environment["CORBEL_Mail__TrustSenders"] = "true";
        // All load is one sender's: each mail is acknowledged, as with many senders.
        start.Environment["CORBEL_Mail__AcknowledgementsAnHour"] = "0";
        start.Environment["CORBEL_Url"] = url;
        if (!string.IsNullOrEmpty(options.Database))
            start.Environment["CORBEL_Database"] = options.Database;
        return Process.Start(start)!;
    }

    private static async Task<string> Output(string corbel, DeskOptions options, string url, params string[] args)
    {
        using var process = Start(corbel, options, url, args);
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return text;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"(?<token>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex FormToken();
}
