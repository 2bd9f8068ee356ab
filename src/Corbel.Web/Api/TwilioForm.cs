using System.Globalization;
using System.Xml.Linq;
using Corbel.Core.Policy;
using Corbel.Core.Telephone;
using Corbel.Desk.Telephone;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Web.Api;

/// <summary>
/// Twilio's voice callbacks. The number's voice address rings the telephones of staff, each of which tells when it picks up
/// (<c>leg=agent</c>); at the end Twilio comes back to the call itself (<c>leg=end</c>), or tells of its end by the number's
/// status callback.
/// </summary>
internal static class TwilioForm
{
    private const string Agent = "agent";
    private const string End = "end";

    /// <summary>More telephones at once it does not ring.</summary>
    private const int MostTelephones = 10;

    /// <summary>Times as Twilio writes them: Wed, 15 Jul 2026 09:00:05 +0000.</summary>
    private static readonly OffsetDateTimePattern Times = OffsetDateTimePattern.CreateWithInvariantCulture(
        "ddd, dd MMM uuuu HH:mm:ss o<M>"
    );

    private static readonly LocalText NobodyThere = new(
        "Nobody can take your call now. We have noted it, and we call you back.",
        "Er kan nu niemand opnemen. We hebben uw oproep genoteerd en bellen u terug."
    );

    /// <summary>Whether it is a new call that waits to be put through.</summary>
    public static bool Rings(PbxCall call, string leg) => leg.Length == 0 && call["CallStatus"] == "ringing";

    public static IEnumerable<ToldCall> Read(PbxCall call, string leg, Instant now)
    {
        // The leg to a telephone of staff has a name of its own and says whose part it is.
        var key = leg == Agent ? call["ParentCallSid"] : call["CallSid"];
        var outward = leg.Length == 0 && call["Direction"]?.StartsWith("outbound", StringComparison.Ordinal) == true;
        if (key is not { Length: <= TakeCallEvent.LongestName } || outward)
            yield break;
        var at = At(call["Timestamp"], now);
        ToldCall Told(CallEventKind kind, Instant when, params string?[] telephones) =>
            new(
                key,
                leg == Agent ? null : call["From"],
                leg == Agent ? null : call["To"],
                new CallEvent(kind, when),
                [.. telephones.OfType<string>()]
            );
        switch (leg, call["CallStatus"], call["DialCallStatus"])
        {
            case (Agent, "in-progress", _):
                yield return Told(CallEventKind.Answered, at, call["To"], call["Called"]);
                break;
            case (Agent, _, _):
                break;
            case (End, _, "completed" or "answered"):
                // Where the telephone itself did not tell: it lasted so long until now.
                yield return Told(CallEventKind.Answered, now - Lasted(call["DialCallDuration"]));
                yield return Told(CallEventKind.HungUp, now);
                break;
            case (End, _, _):
            case (_, "completed" or "busy" or "failed" or "no-answer" or "canceled", _):
                yield return Told(CallEventKind.HungUp, at);
                break;
            default:
                yield return Told(CallEventKind.New, at);
                break;
        }
    }

    /// <summary>What Twilio is to do next.</summary>
    /// <param name="call">What it told.</param>
    /// <param name="leg">Of which part of the call.</param>
    /// <param name="telephones">Extensions of staff.</param>
    /// <param name="language">What the caller understands.</param>
    public static XElement Answer(PbxCall call, string leg, IReadOnlyList<string> telephones, Language language)
    {
        var response = new XElement("Response");
        var nouns = telephones.Select(x => Noun(x, call.Address)).OfType<XElement>().Take(MostTelephones).ToList();
        var reached = call["DialCallStatus"] is "completed" or "answered";
        if (Rings(call, leg) && nouns.Count > 0)
            response.Add(
                new XElement(
                    "Dial",
                    new XAttribute("action", $"{call.Address}?leg={End}"),
                    new XAttribute("answerOnBridge", "true"),
                    new XAttribute("timeout", "25"),
                    nouns
                )
            );
        else if (Rings(call, leg) || (leg == End && !reached))
            response.Add(
                new XElement(
                    "Say",
                    new XAttribute("language", language == Language.Nl ? "nl-NL" : "en-GB"),
                    NobodyThere.In(language)
                )
            );
        return response;
    }

    /// <summary>The telephone of somebody of staff as Twilio rings it; null where the extension is of another system.</summary>
    private static XElement? Noun(string extension, string address)
    {
        var (name, target) = extension switch
        {
            _ when extension.StartsWith("sip:", StringComparison.Ordinal) => ("Sip", extension),
            _ when extension.StartsWith("client:", StringComparison.Ordinal) => (
                "Client",
                extension["client:".Length..]
            ),
            ['+', .. var digits] when digits.All(char.IsAsciiDigit) => ("Number", extension),
            _ => ("", ""),
        };
        return name.Length == 0
            ? null
            : new XElement(
                name,
                new XAttribute("statusCallback", $"{address}?leg={Agent}"),
                new XAttribute("statusCallbackEvent", "answered completed"),
                target
            );
    }

    private static Duration Lasted(string? seconds) =>
        int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? Duration.FromSeconds(Math.Min(length, 24 * 3600))
            : Duration.Zero;

    private static Instant At(string? text, Instant now) =>
        Times.Parse(text ?? "") is { Success: true, Value: var told }
        && told.ToInstant() is var at
        && at <= now
        && at > now - MissedCalls.Longest
            ? at
            : now;
}
