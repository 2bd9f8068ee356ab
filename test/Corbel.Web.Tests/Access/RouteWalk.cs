using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Corbel.Web.Api;
using Microsoft.AspNetCore.Routing;

namespace Corbel.Web.Tests.Access;

/// <summary>A ticket that somebody must not find.</summary>
/// <param name="Canary">The word that stands in everything of it.</param>
/// <param name="Number">Its number.</param>
/// <param name="Reporter">Who logged it.</param>
/// <param name="Ids">The keys of its files, raw messages and whatever else has an address.</param>
internal sealed record Hidden(string Canary, long Number, Guid Reporter, IReadOnlyList<Guid> Ids);

/// <summary>What came back: the body with where it leads, and the headers but those that differ at every request.</summary>
internal sealed record Answer(HttpStatusCode Status, string Body, string Headers);

/// <summary>Every route of the application, found from its own endpoints, with addresses of what is hidden in it.</summary>
internal static partial class RouteWalk
{
    public const string Missing = "999999";
    public static readonly Guid MissingId = Guid.Parse("01980000-0000-7000-8000-000000000000");

    /// <summary>The patterns of all routes but the stream of events, which does not end.</summary>
    public static IReadOnlyList<string> Patterns(WebDesk desk)
    {
        var routes = desk.Get<IEnumerable<EndpointDataSource>>().SelectMany(x => x.Endpoints).OfType<RouteEndpoint>();
        var patterns = routes.Select(RouteTable.Pattern).Distinct().ToList();
        patterns.Count.ShouldBeGreaterThan(10);
        return [.. patterns.Where(x => x is not ("live" or "chat/stream"))];
    }

    /// <summary>The addresses of a route with what is hidden in them, and the same of what does not exist.</summary>
    public static IEnumerable<(string Hidden, string Missing)> Addresses(string pattern, Hidden hidden)
    {
        var token = "0123456789abcdef";
        var filled = pattern
            .Replace("{number:long}", "{number}", StringComparison.Ordinal)
            .Replace("{token}", token, StringComparison.Ordinal)
            .Replace("{secret}", token, StringComparison.Ordinal)
            .Replace("{file}", "app.js", StringComparison.Ordinal)
            .Replace("{number:int}", "1", StringComparison.Ordinal)
            .Replace("{from:int}", "1", StringComparison.Ordinal)
            .Replace("{to:int}", "1", StringComparison.Ordinal)
            .Replace("{view?}", "open", StringComparison.Ordinal)
            .Replace("{month}", "2026-07", StringComparison.Ordinal)
            .Replace("{id:guid?}", "{id:guid}", StringComparison.Ordinal)
            .Replace("{status:int?}", "404", StringComparison.Ordinal)
            .Replace("{severity}", "1", StringComparison.Ordinal);
        var own = hidden.Number.ToString(CultureInfo.InvariantCulture);
        foreach (var id in filled.Contains("{id:guid}", StringComparison.Ordinal) ? hidden.Ids : [MissingId])
        {
            string Fill(string number, Guid guid) =>
                filled
                    .Replace("{number}", number, StringComparison.Ordinal)
                    .Replace("{id:guid}", guid.ToString(), StringComparison.Ordinal);
            var address = Fill(own, id);
            address.ShouldNotContain("{", Case.Sensitive, $"give the walk a value for the parameter of /{pattern}");
            yield return (address, Fill(Missing, MissingId));
        }
    }

    public static async Task<Answer> Get(HttpClient client, string address)
    {
        using var response = await client.GetAsync(new Uri("/" + address, UriKind.Relative));
        var location = response.Headers.Location?.ToString() ?? "";
        var headers = response
            .Headers.Concat(response.Content.Headers)
            .Where(x => x.Key is not ("Date" or "Content-Length" or "Set-Cookie" or "ETag"))
            .Select(x => $"{x.Key}: {string.Join(", ", x.Value)}")
            .Order(StringComparer.Ordinal);
        return new(
            response.StatusCode,
            location + await response.Content.ReadAsStringAsync(),
            string.Join('\n', headers)
        );
    }

    /// <summary>The same, asked for once only: for walks in which nothing changes, but many compare with the same page.</summary>
    public static Func<string, Task<Answer>> GetOnce(HttpClient client)
    {
        var answers = new Dictionary<string, Answer>(StringComparer.Ordinal);
        return async address =>
            answers.TryGetValue(address, out var known) ? known : answers[address] = await Get(client, address);
    }

    /// <summary>Without what differs at every request or repeats the address that was asked for.</summary>
    public static string Plain(string body) => Changing().Replace(body, "");

    [GeneratedRegex(
        "value=\"CfDJ[^\"]*\"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\\d{4,}|\"traceId\":\"[^\"]*\"",
        RegexOptions.None,
        1000
    )]
    private static partial Regex Changing();
}
