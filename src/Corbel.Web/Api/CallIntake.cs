using Corbel.Core.Telephone;
using Corbel.Desk.Data;
using Corbel.Desk.Telephone;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.Api;

/// <summary>
/// <c>POST /telephone/{secret}</c>: a telephone system tells of a call, in the form of its kind (docs/telephone.md). An answer
/// of 2xx says that the event is on disk; telling it again changes nothing.
/// </summary>
internal static class CallIntake
{
    public static async Task<IResult> Take(
        HttpContext http,
        TakeCallEvent take,
        DeskDb db,
        CallerLanguage languages,
        IClock clock,
        CancellationToken cancel
    )
    {
        var call =
            http.Features.Get<PbxCall>()
            ?? throw new InvalidOperationException("The route table should have asked whose call it is");
        var now = clock.GetCurrentInstant();
        switch (call.Pbx.Kind)
        {
            case PbxKind.Sipgate:
                if (SipgateForm.Read(call, now) is { } pushed)
                    await take.Run(call.Pbx, pushed, cancel);
                return Xml(SipgateForm.Answer(call));
            case PbxKind.Twilio:
                var leg = http.Request.Query["leg"].ToString();
                foreach (var told in TwilioForm.Read(call, leg, now))
                    await take.Run(call.Pbx, told, cancel);
                var telephones = TwilioForm.Rings(call, leg)
                    ? await db
                        .People.Where(x => x.Extension != null && x.DeactivatedAt == null)
                        .OrderBy(x => x.Name)
                        .Select(x => x.Extension!)
                        .ToListAsync(cancel)
                    : [];
                return Xml(
                    TwilioForm.Answer(call, leg, telephones, await languages.Of(call.Pbx, call["CallSid"], cancel))
                );
            default:
                var (event_, errors) = GenericForm.Read(call, now);
                if (event_ is null)
                    return SignedCalls.Problem(
                        StatusCodes.Status400BadRequest,
                        "malformed",
                        "Nothing was recorded: some values are wrong.",
                        new Dictionary<string, object?> { ["errors"] = errors }
                    );
                await take.Run(call.Pbx, event_, cancel);
                return Results.NoContent();
        }
    }

    private static IResult Xml(System.Xml.Linq.XElement root) =>
        Results.Text(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + root.ToString(System.Xml.Linq.SaveOptions.DisableFormatting),
            "application/xml"
        );
}
