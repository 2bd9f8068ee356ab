using System.Net;
using Corbel.Core.Availability;
using Corbel.Desk.Availability;
using Corbel.Desk.Outbound;
using Corbel.Desk.Tests.Outbound;
using NodaTime;

namespace Corbel.Desk.Tests.Availability;

/// <summary>One check against real listeners, and when it says nothing of the product (clause 1).</summary>
public sealed class RunCheckTests
{
    private const string Well = "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nall is well";
    private const string Ill = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n";

    /// <summary>Nobody listens there.</summary>
    private const string Dead = "http://127.0.0.1:1/";

    [Fact]
    public async Task Status_and_text_are_right_or_wrong()
    {
        await using var product = new HttpPeer(path => path == "/ill" ? Ill : Well);
        (await Check(Http(product.Url))).Outcome.ShouldBe(CheckOutcome.Good);
        (await Check(Http(product.Url) with { Expect = "is well" })).Outcome.ShouldBe(CheckOutcome.Good);
        // A wrong answer is an answer: it needs no other proof of the way out.
        var missing = await Check(Http(product.Url) with { Expect = "is ill" });
        (missing.Outcome, missing.Why).ShouldBe((CheckOutcome.Failed, "the text that is expected is missing"));
        var ill = await Check(Http(product.Url + "ill"));
        (ill.Outcome, ill.Why).ShouldBe((CheckOutcome.Failed, "status 503"));
        (await Check(Http(product.Url + "ill") with { Status = 503 })).Outcome.ShouldBe(CheckOutcome.Good);
    }

    [Fact]
    public async Task Without_an_answer_it_failed_only_where_the_place_had_a_way_out()
    {
        await using var reference = new HttpPeer(_ => Ill);
        (await Check(Http(Dead))).Outcome.ShouldBe(CheckOutcome.NoWayOut);
        (await Check(Http(Dead), Dead)).Outcome.ShouldBe(CheckOutcome.NoWayOut);
        // Any answer of any reference will do.
        (await Check(Http(Dead), Dead, reference.Url)).Outcome.ShouldBe(CheckOutcome.Failed);
        var port = new Uri(reference.Url).Port;
        (await Check(Http(Dead), $"127.0.0.1:{port}")).Outcome.ShouldBe(CheckOutcome.Failed);
    }

    [Fact]
    public async Task What_lies_inside_and_is_not_allowed_says_nothing()
    {
        await using var product = new HttpPeer(_ => Well);
        using var outbound = new OutboundClient(new OutboundOptions());
        var made = await new RunCheck(outbound, SystemClock.Instance).Run(Http(product.Url), [product.Url]);
        made.Outcome.ShouldBe(CheckOutcome.NoWayOut);
        product.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task A_connection_and_a_name()
    {
        await using var product = new HttpPeer(_ => Well);
        var port = new Uri(product.Url).Port;
        (await Check(Http($"127.0.0.1:{port}") with { Kind = ProbeKind.Tcp })).Outcome.ShouldBe(CheckOutcome.Good);
        (await Check(Http("127.0.0.1:1") with { Kind = ProbeKind.Tcp }, product.Url)).Outcome.ShouldBe(
            CheckOutcome.Failed
        );
        var name = Http("product.example") with { Kind = ProbeKind.Dns };
        (await Check(name)).Outcome.ShouldBe(CheckOutcome.Good);
        (await Check(name with { Expect = "198.18.0.7" })).Outcome.ShouldBe(CheckOutcome.Good);
        (await Check(name with { Expect = "198.18.0.8" })).Outcome.ShouldBe(CheckOutcome.Failed);
        (await Check(name with { Target = "gone.example" }, product.Url)).Outcome.ShouldBe(CheckOutcome.Failed);
    }

    [Fact]
    public void The_other_probes_stand_for_references_that_nobody_named()
    {
        var (one, other) = (Http("https://a.example"), Http("https://b.example"));
        RunCheck.WaysOut([], [one, other], one).ShouldBe(["https://b.example"]);
        RunCheck.WaysOut([], [one], one, "https://desk.example/healthz").ShouldBe(["https://desk.example/healthz"]);
        RunCheck
            .WaysOut(["https://c.example"], [one, other], one, "https://desk.example")
            .ShouldBe(["https://c.example"]);
    }

    private static AskedProbe Http(string target) =>
        new(Guid.NewGuid(), ProbeKind.Http, target, 0, "", false, 60, 2000);

    private static async Task<CheckMade> Check(AskedProbe probe, params string[] references)
    {
        using var outbound = new OutboundClient(
            new OutboundOptions { Allow = ["127.0.0.0/8"] },
            (name, _) => Task.FromResult<IPAddress[]>(name == "product.example" ? [IPAddress.Parse("198.18.0.7")] : []),
            TimeSpan.FromSeconds(5)
        );
        return await new RunCheck(outbound, SystemClock.Instance).Run(probe, references);
    }
}
