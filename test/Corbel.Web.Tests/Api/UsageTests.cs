using System.Net;
using System.Text;
using System.Text.Json;
using Corbel.Core.Access;
using Corbel.Desk.Policies;
using Corbel.Web.Api;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.Tests.Api;

/// <summary><c>POST /usage</c>: only what a host signed is heard, and every refusal says why.</summary>
public sealed class UsageTests
{
    private const string Good = """
        {"events":[
          {"id":"e1","organisation":"Northwind","user":"u-17","at":"2026-07-15T09:00:00Z"},
          {"id":"e2","person":"sam@southbank.example","at":"2026-07-15T08:00:00Z"},
          {"id":"e3","organisation":"Nowhere","user":"u","at":"2026-07-15T09:00:00Z"}
        ]}
        """;

    [Theory, OnEveryDatabase]
    public async Task A_signed_call_is_recorded_and_each_event_is_answered_and_again_it_changes_nothing(
        TestDatabase database
    )
    {
        await using var desk = await WebDesk.Open(database);
        var secret = (await desk.Get<Hosts>().Add("isms-online")).Value!;

        var first = await Send(desk, Good, secret.Secret);
        var again = await Send(desk, Good, secret.Secret);

        first.Status.ShouldBe(HttpStatusCode.OK);
        Outcomes(first.Body).ShouldBe(["e1 accepted 1", "e2 nothing-to-accept", "e3 unknown-customer"]);
        Outcomes(again.Body).ShouldBe(["e1 replayed", "e2 nothing-to-accept", "e3 unknown-customer"]);
        await using var db = desk.Read();
        var row = await db.Acceptances.SingleAsync();
        (row.OrganisationId, row.Host, row.UsedBy).ShouldBe((desk.Cast.Northwind.Id, "isms-online", "u-17"));
    }

    [Fact]
    public async Task Two_secrets_hold_while_one_is_changed_and_one_that_was_removed_does_not()
    {
        await using var desk = await WebDesk.Open();
        var hosts = desk.Get<Hosts>();
        var old = (await hosts.Add("isms-online")).Value!;
        var fresh = (await hosts.Add("isms-online")).Value!;
        var other = (await hosts.Add("other")).Value!;

        foreach (var secret in (HostSecret[])[old, fresh, other])
            (await Send(desk, Good, secret.Secret)).Status.ShouldBe(HttpStatusCode.OK);
        (await hosts.Remove("isms-online", old.Id)).Value.ShouldBe(1);
        (await hosts.Remove("other", null)).Value.ShouldBe(1);

        (await Send(desk, Good, fresh.Secret)).Status.ShouldBe(HttpStatusCode.OK);
        (await Send(desk, Good, old.Secret)).Code.ShouldBe("signature-wrong");
        (await Send(desk, Good, other.Secret)).Code.ShouldBe("signature-wrong");
        (await hosts.Remove("other", null)).Refused!.Code.ShouldBe("no-such-host");
        (await hosts.Add("Not a name")).Refused!.Code.ShouldBe("host-name");
    }

    [Fact]
    public async Task What_is_not_signed_or_signed_wrongly_or_long_ago_is_refused_with_a_reason()
    {
        await using var desk = await WebDesk.Open();
        var secret = (await desk.Get<Hosts>().Add("isms-online")).Value!.Secret;
        var now = desk.Clock.GetCurrentInstant();

        (await Post(desk, Good, null)).ShouldBe((HttpStatusCode.Unauthorized, "signature-missing"));
        (await Post(desk, Good, "t=1,v1=nonsense")).ShouldBe((HttpStatusCode.Unauthorized, "signature-missing"));
        (await Post(desk, Good + " ", Sign(Good, secret, now))).ShouldBe(
            (HttpStatusCode.Unauthorized, "signature-wrong")
        );
        (await Post(desk, Good, Sign(Good, "corbel_guess", now))).ShouldBe(
            (HttpStatusCode.Unauthorized, "signature-wrong")
        );
        (await Post(desk, Good, Sign(Good, secret, now - Duration.FromMinutes(6)))).ShouldBe(
            (HttpStatusCode.Unauthorized, "signature-out-of-time")
        );
        await using var db = desk.Read();
        (await db.Acceptances.AnyAsync()).ShouldBeFalse();
    }

    [Theory]
    [InlineData("not json", "malformed", "")]
    [InlineData("[]", "malformed", "events")]
    [InlineData("""{"events":[]}""", "malformed", "events")]
    [InlineData("""{"events":[3]}""", "malformed", "events[0]")]
    [InlineData(
        """{"events":[{"id":"e1","organisation":"Northwind","user":"u","at":"2026-07-15T09:00:00Z"},{"at":"yesterday"}]}""",
        "malformed",
        "events[1] events[1].at events[1].id events[1].user"
    )]
    [InlineData(
        """{"events":[{"id":"e1","organisation":"Northwind","person":"sam@southbank.example","user":"u","at":"2026-07-15T09:00:00Z"}]}""",
        "malformed",
        "events[0]"
    )]
    [InlineData(
        """{"events":[{"id":"a\u0000b","organisation":"Northwind","user":"u","at":"2026-07-15T09:05:01Z"}]}""",
        "malformed",
        "events[0].at events[0].id"
    )]
    public async Task A_body_with_faults_is_refused_whole_and_each_is_named(string body, string code, string paths)
    {
        await using var desk = await WebDesk.Open();
        var secret = (await desk.Get<Hosts>().Add("isms-online")).Value!.Secret;

        var answer = await Send(desk, body, secret);

        (answer.Status, answer.Code).ShouldBe((HttpStatusCode.BadRequest, code));
        using var problem = JsonDocument.Parse(answer.Body);
        var named = problem.RootElement.TryGetProperty("errors", out var errors)
            ? errors.EnumerateObject().Select(x => x.Name)
            : [];
        string.Join(' ', named).ShouldBe(paths);
        await using var db = desk.Read();
        (await db.Acceptances.AnyAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Too_large_and_too_often_are_refused_as_problems()
    {
        await using var desk = await WebDesk.Open();
        var large = new string(' ', SignedCalls.LargestBody + 1);
        (await Post(desk, large, "t=1,v1=x")).ShouldBe((HttpStatusCode.RequestEntityTooLarge, "too-large"));

        using var client = desk.Stranger();
        HttpResponseMessage? last = null;
        for (var i = 0; i < 3 * ApiModule.SignedCallsAMinute; i++)
        {
            last?.Dispose();
            last = await client.PostAsync(new Uri("/usage", UriKind.Relative), new StringContent("{}"));
            if (last.StatusCode == HttpStatusCode.TooManyRequests)
                break;
        }
        last!.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        last.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        last.Headers.RetryAfter.ShouldNotBeNull();
        last.Dispose();
    }

    private static List<string> Outcomes(string body)
    {
        using var json = JsonDocument.Parse(body);
        return
        [
            .. json
                .RootElement.GetProperty("results")
                .EnumerateArray()
                .Select(x =>
                    $"{x.GetProperty("id").GetString()} {x.GetProperty("outcome").GetString()} {x.GetProperty("version")}".Trim()
                ),
        ];
    }

    private static async Task<(HttpStatusCode Status, string Code)> Post(WebDesk desk, string body, string? signature)
    {
        var (status, _, code) = await Call(desk, body, signature);
        return (status, code);
    }

    private static Task<(HttpStatusCode Status, string Body, string Code)> Send(
        WebDesk desk,
        string body,
        string secret
    ) => Call(desk, body, Sign(body, secret, desk.Clock.GetCurrentInstant()));

    private static string Sign(string body, string secret, Instant at) =>
        CallSignature.Sign(Encoding.UTF8.GetBytes(secret), at, Encoding.UTF8.GetBytes(body));

    private static async Task<(HttpStatusCode Status, string Body, string Code)> Call(
        WebDesk desk,
        string body,
        string? signature
    )
    {
        using var client = desk.Stranger();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/usage")
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)),
        };
        if (signature is not null)
            request.Headers.Add(CallSignature.Header, signature);
        using var response = await client.SendAsync(request);
        var answer = await response.Content.ReadAsStringAsync();
        if (response.IsSuccessStatusCode)
            return (response.StatusCode, answer, "");
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        using var problem = JsonDocument.Parse(answer);
        problem.RootElement.GetProperty("detail").GetString()!.Length.ShouldBeGreaterThan(10);
        return (response.StatusCode, answer, problem.RootElement.GetProperty("code").GetString()!);
    }
}
