using Corbel.Desk.Outbox;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Console;

/// <summary>What a mail of the desk is for, in words.</summary>
internal static class MailWords
{
    public static string Of(MailKind kind, IStringLocalizer<Texts> t) =>
        kind switch
        {
            MailKind.Acknowledgement => t["Acknowledgement"],
            MailKind.UnknownSender => t["Answer to an unknown sender"],
            MailKind.Reply => t["Reply"],
            MailKind.SignInLink => t["Link to sign in"],
            MailKind.Warning => t["Warning to staff"],
            MailKind.StaffNotice => t["Notice to staff"],
            MailKind.Notice => t["Notice to the customer"],
            MailKind.Holidays => t["Notice of holidays"],
            MailKind.Outage => t["Notice of an outage"],
            MailKind.PolicyNotice => t["Notice of the policy"],
            MailKind.Transcript => t["Transcript of a chat"],
            MailKind.Report => t["Quarterly report"],
            MailKind.StatusNotice => t["News of the status page"],
            MailKind.Session => t["Session of a customer"],
            MailKind.Release => t["Release to a customer"],
            MailKind.MarkNotice => t["Notice of a mark"],
            _ => kind.ToString(),
        };
}
