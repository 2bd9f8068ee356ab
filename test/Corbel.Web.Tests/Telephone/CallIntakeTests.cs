using System.Net;
using System.Text.Json;
using Corbel.Core.Access;
using Corbel.Core.Telephone;
using Corbel.Desk.Data;
using Corbel.Desk.Telephone;
using Corbel.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Corbel.Web.Tests.Telephone;

/// <summary><c>POST /telephone/{secret}</c> in all three forms: only a known system is heard, and nothing is heard twice.</summary>
public sealed class CallIntakeTests
{
    private const string From = $",\"from\":\"{Exchange.Sam}\",\"to\":\"+441273041140\"";

    [Theory, OnEveryDatabase]
    public async Task The_generic_form_tells_a_call_from_start_to_end(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        var pbx = await Exchange.Of(desk, PbxKind.Generic);

        (await pbx.Tell("new", "c1", From)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await pbx.Call("c1")).Times.Stage.ShouldBe(CallStage.Ringing);
        desk.Clock.AdvanceSeconds(8);
        (await pbx.Tell("answered", "c1", ",\"extension\":\"12\"")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        desk.Clock.AdvanceSeconds(90);
        (await pbx.Tell("hung-up", "c1", "")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        // Told again, each late.
        (await pbx.Tell("hung-up", "c1", "")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        var call = await pbx.Call("c1");
        (call.StartedAt, call.AnsweredAt, call.EndedAt).ShouldBe(
            (WebDesk.At("2026-07-15T09:00:00Z"), WebDesk.At("2026-07-15T09:00:08Z"), WebDesk.At("2026-07-15T09:01:38Z"))
        );
        (call.From, call.PersonId, call.AnsweredBy).ShouldBe((Exchange.Sam, desk.Cast.Sam.Id, desk.Cast.Ada.Id));
        await using var db = desk.Read();
        (await db.Tickets.AnyAsync()).ShouldBeFalse("an event makes no contact and no ticket");
    }

    [Fact]
    public async Task What_is_not_signed_or_wrongly_or_long_ago_is_refused_and_an_unknown_address_is_no_page()
    {
        await using var desk = await WebDesk.Open();
        var pbx = await Exchange.Of(desk, PbxKind.Generic);
        const string json = """{"event":"new","call":"c1","at":"2026-07-15T09:00:00Z"}""";
        string Signed(string secret, Duration ago) =>
            CallSignature.Sign(
                System.Text.Encoding.UTF8.GetBytes(secret),
                desk.Clock.GetCurrentInstant() - ago,
                System.Text.Encoding.UTF8.GetBytes(json)
            );
        var known = (await desk.Read().Pbxes.SingleAsync()).Secret!;

        (await Code(await pbx.Send(json, ""))).ShouldBe("signature-missing");
        (await Code(await pbx.Send(json, Signed("corbel_guess", default)))).ShouldBe("signature-wrong");
        (await Code(await pbx.Send(json, body: json + " "))).ShouldBe("signature-wrong");
        (await Code(await pbx.Send(json, Signed(known, Duration.FromMinutes(6))))).ShouldBe("signature-out-of-time");
        var stranger = new Exchange(desk, await desk.Read().Pbxes.SingleAsync(), "not-the-address");
        (await stranger.Send(json)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await desk.Get<Pbxes>().Withdraw("front-desk")).IsDone.ShouldBeTrue();
        (await pbx.Send(json)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await using var db = desk.Read();
        (await db.Calls.AnyAsync()).ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"event":"rang","call":"c1","at":"2026-07-15T09:00:00Z"}""", "event")]
    [InlineData("""{"event":"new","at":"2026-07-15T09:00:00Z"}""", "call")]
    [InlineData("""{"event":"new","call":"c1","at":"nine"}""", "at")]
    [InlineData("""{"event":"new","call":"c1","at":"2026-07-15T09:06:00Z"}""", "at")]
    [InlineData("""{"event":"new","call":"c1","at":"2026-07-01T09:00:00Z"}""", "at")]
    [InlineData("""{"event":"new","call":"c1","at":"2026-07-15T09:00:00Z","from":7}""", "from")]
    [InlineData("""["new"]""", "body")]
    [InlineData("nonsense", "body")]
    public async Task What_is_malformed_is_refused_by_name(string json, string member)
    {
        await using var desk = await WebDesk.Open();
        var pbx = await Exchange.Of(desk, PbxKind.Generic);

        var response = await pbx.Send(json);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        problem.GetProperty("errors").EnumerateObject().Select(x => x.Name).ShouldBe([member]);
    }

    [Theory, OnEveryDatabase]
    public async Task Sipgates_push_is_answered_with_a_wish_for_more_and_tells_who_picked_up(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        var pbx = await Exchange.Of(desk, PbxKind.Sipgate, "127.0.0.0/8");
        const string both = "from=442079460018&to=441273041140&direction=in&callId=sg1";

        var answer = await Exchange.Text(
            await pbx.Push($"event=newCall&{both}&user[]=Ada&user[]=Max&fullUserId[]=1234567w0&fullUserId[]=1234567w1")
        );
        answer.ShouldBe(
            $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response onAnswer=\"{pbx.PublicUrl}\" onHangup=\"{pbx.PublicUrl}\" />"
        );
        desk.Clock.AdvanceSeconds(5);
        await Exchange.Text(await pbx.Push($"event=answer&{both}&user=Ada&userId=w0&fullUserId=1234567w0"));
        desk.Clock.AdvanceSeconds(5);
        await Exchange.Text(await pbx.Push("event=hangup&cause=normalClearing&callId=sg1&direction=in"));
        await Exchange.Text(await pbx.Push($"event=newCall&{both}".Replace("=in", "=out").Replace("sg1", "sg2")));

        var call = await pbx.Call("sg1");
        (call.From, call.Extension, call.AnsweredBy).ShouldBe((Exchange.Sam, "1234567w0", desk.Cast.Ada.Id));
        (call.EndedAt - call.AnsweredAt).ShouldBe(Duration.FromSeconds(5));
        await using var db = desk.Read();
        (await db.Calls.CountAsync()).ShouldBe(1, "a call that goes out is none that came in");
    }

    [Fact]
    public async Task Sipgates_voicemail_is_nobody_and_a_forwarded_call_is_not_missed()
    {
        await using var desk = await WebDesk.Open();
        var pbx = await Exchange.Of(desk, PbxKind.Sipgate, "127.0.0.1");
        await pbx.Push("event=newCall&from=442079460018&to=441273041140&direction=in&callId=sg1");
        await pbx.Push("event=answer&callId=sg1&direction=in&user=voicemail");
        await pbx.Push("event=hangup&cause=normalClearing&callId=sg1&direction=in");
        await pbx.Push("event=newCall&from=442079460099&to=441273041140&direction=in&callId=sg2");
        await pbx.Push("event=hangup&cause=forwarded&callId=sg2&direction=in");

        await pbx.Settle();

        (await pbx.Call("sg1")).IsMissed.ShouldBeTrue();
        (await pbx.Call("sg2")).IsMissed.ShouldBeFalse();
    }

    [Fact]
    public async Task A_system_that_does_not_sign_is_heard_from_its_own_addresses_alone()
    {
        await using var desk = await WebDesk.Open();
        var pbx = await Exchange.Of(desk, PbxKind.Sipgate, "203.0.113.0/24");

        var response = await pbx.Push("event=newCall&from=442079460018&direction=in&callId=sg1");

        (await Code(response)).ShouldBe("address-not-listed");
        var wanted = new NewPbx("other", PbxKind.Sipgate, null, [], null);
        (await desk.Get<Pbxes>().Add(wanted)).Refused!.Code.ShouldBe("pbx-networks");
    }

    [Theory, OnEveryDatabase]
    public async Task Twilio_rings_the_agents_and_tells_who_picked_up(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        var pbx = await Exchange.Of(desk, PbxKind.Twilio);
        (string, string)[] inbound =
        [
            ("CallSid", "CA1"),
            ("From", Exchange.Sam),
            ("To", "+441273041140"),
            ("Direction", "inbound"),
        ];

        var ring = await Exchange.Text(await pbx.Callback("", [.. inbound, ("CallStatus", "ringing")]));
        ring.ShouldContain($"<Dial action=\"{pbx.PublicUrl}?leg=end\"");
        ring.ShouldContain($"<Sip statusCallback=\"{pbx.PublicUrl}?leg=agent\"");
        ring.ShouldContain(">sip:ada@desk.sip.example</Sip>");
        desk.Clock.AdvanceSeconds(12);
        (string, string)[] picked =
        [
            ("CallSid", "CA2"),
            ("ParentCallSid", "CA1"),
            ("To", "sip:ada@desk.sip.example"),
            ("Direction", "outbound-dial"),
            ("CallStatus", "in-progress"),
            ("Timestamp", "Wed, 15 Jul 2026 09:00:10 +0000"),
        ];
        await Exchange.Text(await pbx.Callback("?leg=agent", picked));
        desk.Clock.AdvanceSeconds(60);
        (string, string)[] over =
        [
            .. inbound,
            ("CallStatus", "in-progress"),
            ("DialCallStatus", "completed"),
            ("DialCallDuration", "62"),
        ];
        (await Exchange.Text(await pbx.Callback("?leg=end", over))).ShouldEndWith("<Response />");
        // The number's own status callback, and the pick-up once more.
        await Exchange.Text(await pbx.Callback("", [.. inbound, ("CallStatus", "completed")]));
        await Exchange.Text(await pbx.Callback("?leg=agent", picked));

        var call = await pbx.Call("CA1");
        (call.AnsweredAt, call.AnsweredBy, call.EndedAt).ShouldBe(
            (WebDesk.At("2026-07-15T09:00:10Z"), desk.Cast.Ada.Id, WebDesk.At("2026-07-15T09:01:12Z"))
        );
        await using var db = desk.Read();
        (await db.Calls.CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Twilio_is_told_what_to_say_where_nobody_picked_up_and_that_is_no_contact()
    {
        await using var desk = await WebDesk.Open();
        var pbx = await Exchange.Of(desk, PbxKind.Twilio);
        (string, string)[] call = [("CallSid", "CA1"), ("From", Exchange.Sam), ("CallStatus", "ringing")];
        await pbx.Callback("", call);

        var said = await Exchange.Text(
            await pbx.Callback("?leg=end", [("CallSid", "CA1"), ("DialCallStatus", "no-answer")])
        );

        said.ShouldContain("we call you back");
        await pbx.Settle();
        await using var db = desk.Read();
        (await db.Tickets.SingleAsync()).ContactAt.ShouldBeNull();
    }

    [Theory]
    [InlineData(Exchange.Sam, "en", "en", "en-GB", "Nobody can take your call now.")]
    [InlineData(Exchange.Sam, "nl", "en", "nl-NL", "Er kan nu niemand opnemen.")]
    [InlineData(Exchange.Sam, "en", "nl", "en-GB", "Nobody can take your call now.")]
    [InlineData("+31207940099", "en", "nl", "nl-NL", "Er kan nu niemand opnemen.")]
    [InlineData("+31207940099", "nl", "en", "en-GB", "Nobody can take your call now.")]
    [InlineData("anonymous", "en", "nl", "nl-NL", "Er kan nu niemand opnemen.")]
    public async Task A_caller_hears_their_own_language_or_the_desks(
        string from,
        string sams,
        string desks,
        string language,
        string words
    )
    {
        await using var desk = await WebDesk.Open(settings: x => x.Telephone.Language = desks);
        var pbx = await Exchange.Of(desk, PbxKind.Twilio);
        await desk.Get<GroupWriter>()
            .Write(
                async (db, cancel) =>
                    (await db.People.AsTracking().SingleAsync(x => x.Id == desk.Cast.Sam.Id, cancel)).Language = sams,
                TestContext.Current.CancellationToken
            );
        await pbx.Callback("", [("CallSid", "CA1"), ("From", from), ("CallStatus", "ringing")]);

        var said = await Exchange.Text(
            await pbx.Callback("?leg=end", [("CallSid", "CA1"), ("DialCallStatus", "no-answer")])
        );

        said.ShouldContain($"<Say language=\"{language}\">{words}");
    }

    [Fact]
    public async Task Twilios_signature_is_over_the_public_address_and_every_field()
    {
        await using var desk = await WebDesk.Open();
        var pbx = await Exchange.Of(desk, PbxKind.Twilio);
        (string, string)[] call = [("CallSid", "CA1"), ("From", Exchange.Sam), ("CallStatus", "ringing")];
        var fields = call.Select(x => KeyValuePair.Create(x.Item1, x.Item2));

        (await Code(await pbx.Callback("", call, ""))).ShouldBe("signature-missing");
        var other = TwilioSignature.Sign("another-token", pbx.PublicUrl, fields);
        (await Code(await pbx.Callback("", call, other))).ShouldBe("signature-wrong");
        var elsewhere = TwilioSignature.Sign("twilio-auth-token-of-the-tests", pbx.PublicUrl + "?leg=end", fields);
        (await Code(await pbx.Callback("", call, elsewhere))).ShouldBe("signature-wrong");
    }

    [Fact]
    public async Task There_is_a_limit_a_minute_and_the_secret_address_is_written_into_no_log()
    {
        var written = new Written();
        await using var desk = await WebDesk.Open(logging: written);
        var pbx = await Exchange.Of(desk, PbxKind.Generic);
        await pbx.Send("nonsense");
        await pbx.Send("{}", "");
        HttpResponseMessage? last = null;
        for (var i = 0; i < 310 && last?.StatusCode != HttpStatusCode.TooManyRequests; i++)
            last = await pbx.Send("{}", "");

        last!.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        written.Lines.ShouldAllBe(x => !x.Contains(pbx.Secret, StringComparison.Ordinal));
        (await desk.Read().Pbxes.SingleAsync()).AddressSha256.ShouldNotContain(pbx.Secret);
    }

    private static async Task<string?> Code(HttpResponseMessage response)
    {
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        return JsonDocument
            .Parse(await response.Content.ReadAsStringAsync())
            .RootElement.GetProperty("code")
            .GetString();
    }

    /// <summary>Keeps what the desk writes into its log.</summary>
    private sealed class Written : ILoggerProvider, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            lock (Lines)
                Lines.Add(formatter(state, exception) + exception);
        }

        public void Dispose() { }
    }
}
