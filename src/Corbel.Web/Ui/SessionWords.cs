using Corbel.Desk.Sessions;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Ui;

/// <summary>Sessions in words.</summary>
internal static class SessionWords
{
    public static string Of(InvitationAnswer answer, IStringLocalizer t) =>
        answer switch
        {
            InvitationAnswer.Accepted => t["comes"],
            InvitationAnswer.Tentative => t["perhaps"],
            InvitationAnswer.Declined => t["does not come"],
            _ => t["no answer yet"],
        };

    public static string Of(SessionState state, IStringLocalizer t) =>
        state switch
        {
            SessionState.Held => t["was held"],
            SessionState.Cancelled => t["was cancelled"],
            _ => t["is booked"],
        };
}
