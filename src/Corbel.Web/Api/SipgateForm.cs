using System.Xml.Linq;
using Corbel.Core.Telephone;
using Corbel.Desk.Telephone;
using NodaTime;

namespace Corbel.Web.Api;

/// <summary>
/// The push of sipgate.io: a form with event newCall, answer or hangup. It bears no times, so the arrival counts. What comes
/// after newCall is sent only where the answer to that asks for it.
/// </summary>
internal static class SipgateForm
{
    /// <returns>The event; null where it is none that concerns the desk, such as a call that went out.</returns>
    public static ToldCall? Read(PbxCall call, Instant now)
    {
        CallEventKind? kind = (call["event"], call["cause"]) switch
        {
            ("newCall", _) => CallEventKind.New,
            ("answer", _) when !ByMachine(call) => CallEventKind.Answered,
            ("hangup", "forwarded") => CallEventKind.PassedOn,
            ("hangup", _) => CallEventKind.HungUp,
            _ => null,
        };
        if (
            kind is null
            || call["callId"] is not { Length: <= TakeCallEvent.LongestName } id
            || call["direction"] == "out"
        )
            return null;
        string?[] names = [call["fullUserId"], call["userId"], call["user"], call["answeringNumber"]];
        return new ToldCall(
            id,
            call["from"],
            call["to"],
            new CallEvent(kind.Value, now),
            [.. names.OfType<string>().Concat(call.All("fullUserId[]")).Concat(call.All("userId[]"))]
        );
    }

    /// <summary>Asks for the events that follow a new call.</summary>
    public static XElement Answer(PbxCall call) =>
        call["event"] == "newCall"
            ? new XElement(
                "Response",
                new XAttribute("onAnswer", call.Address),
                new XAttribute("onHangup", call.Address)
            )
            : new XElement("Response");

    /// <summary>Its voicemail answers under that name; nobody spoke.</summary>
    private static bool ByMachine(PbxCall call) =>
        string.Equals(call["user"], "voicemail", StringComparison.OrdinalIgnoreCase);
}
