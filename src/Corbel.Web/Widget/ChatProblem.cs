using Corbel.Core;
using Corbel.Web.Api;

namespace Corbel.Web.Widget;

/// <summary>What the widget is told when something was not done: a problem (RFC 9457) with a code and a sentence.</summary>
internal static class ChatProblem
{
    public static IResult Of(int status, string code, string why) => SignedCalls.Problem(status, code, why);

    public static IResult Of(Refusal refusal, string language, int status = StatusCodes.Status400BadRequest) =>
        Of(status, refusal.Code, language == "nl" ? refusal.Why.Nl : refusal.Why.En);
}
