using System.Net;
using System.Text;
using Corbel.Core.Access;
using Corbel.Core.Telephone;
using Corbel.Desk.Telephone;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.Tests.Telephone;

/// <summary>A telephone system of the tests, which calls the desk over HTTP as real ones do.</summary>
internal sealed class Exchange(WebDesk desk, Pbx pbx, string address)
{
    public const string Sam = "+442079460018";
    private const string Token = "twilio-auth-token-of-the-tests";

    public string Secret => address;

    /// <summary>Where the desk is reached from outside, as the settings say.</summary>
    public string PublicUrl => $"https://desk.example/telephone/{address}";

    /// <summary>Enters a system; Sam has a number, Ada the extensions of all three kinds in turn.</summary>
    public static async Task<Exchange> Of(WebDesk desk, PbxKind kind, string? network = null, string? voicemail = null)
    {
        var wanted = new NewPbx(
            "front-desk",
            kind,
            kind == PbxKind.Twilio ? Token : null,
            network is null ? [] : [network],
            voicemail
        );
        var made = await desk.Get<Pbxes>().Add(wanted);
        made.Refused.ShouldBeNull();
        var numbers = desk.Get<KeepNumbers>();
        var extension = kind switch
        {
            PbxKind.Twilio => "sip:ada@desk.sip.example",
            PbxKind.Sipgate => "1234567w0",
            _ => "12",
        };
        (await numbers.Extension(desk.Cast.Ada.Id, extension)).IsDone.ShouldBeTrue();
        (await numbers.OfPerson(desk.Cast.Sam.Id, [Sam])).IsDone.ShouldBeTrue();
        return new Exchange(desk, made.Value.Pbx, made.Value.Address);
    }

    /// <summary>Tells an event in the generic form, signed at the present.</summary>
    public async Task<HttpResponseMessage> Send(string json, string? signature = null, string? body = null)
    {
        using var client = desk.Stranger();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/telephone/{address}");
        request.Content = new StringContent(body ?? json, Encoding.UTF8, "application/json");
        signature ??= CallSignature.Sign(
            Encoding.UTF8.GetBytes(pbx.Secret!),
            desk.Clock.GetCurrentInstant(),
            Encoding.UTF8.GetBytes(json)
        );
        if (signature.Length > 0)
            request.Headers.Add(CallSignature.Header, signature);
        return await client.SendAsync(request);
    }

    public Task<HttpResponseMessage> Tell(string happened, string call, string more) =>
        Send($$"""{"event":"{{happened}}","call":"{{call}}","at":"{{desk.Clock.GetCurrentInstant()}}"{{more}}}""");

    /// <summary>Sends a form as sipgate.io does.</summary>
    public async Task<HttpResponseMessage> Push(string form)
    {
        using var client = desk.Stranger();
        using var content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded");
        return await client.PostAsync(new Uri($"/telephone/{address}", UriKind.Relative), content);
    }

    /// <summary>Calls back as Twilio does, signed over the public address.</summary>
    public async Task<HttpResponseMessage> Callback(
        string query,
        (string Name, string Value)[] fields,
        string? signature = null
    )
    {
        var form = fields.Select(x => KeyValuePair.Create(x.Name, x.Value)).ToList();
        using var client = desk.Stranger();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/telephone/{address}{query}");
        request.Content = new FormUrlEncodedContent(form);
        signature ??= TwilioSignature.Sign(Token, PublicUrl + query, form);
        if (signature.Length > 0)
            request.Headers.Add(TwilioSignature.Header, signature);
        return await client.SendAsync(request);
    }

    public async Task<Call> Call(string key)
    {
        await using var db = desk.Read();
        return await db.Calls.SingleAsync(x => x.Key == key);
    }

    public static async Task<string> Text(HttpResponseMessage response)
    {
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>Lets the while pass after which an unanswered call is missed.</summary>
    public Task Settle() => Pass(MissedCalls.Grace, MissedCalls.Kind);

    /// <summary>Lets time pass until the jobs of a kind are done.</summary>
    public async Task Pass(Duration time, string kind)
    {
        desk.Clock.Advance(time);
        var soon = desk.Clock.GetCurrentInstant() + Duration.FromMinutes(10);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            // The desk runs its jobs by itself.
            await using var db = desk.Read();
            if (!await db.Jobs.AnyAsync(x => x.Kind == kind && x.DueAt < soon, patience.Token))
                return;
            await Task.Delay(20, patience.Token);
        }
    }
}
