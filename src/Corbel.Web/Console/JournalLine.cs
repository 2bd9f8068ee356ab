using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using Corbel.Desk.Tickets;
using Corbel.Web.Ui;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Console;

/// <summary>Says in a line what an entry of the journal records.</summary>
internal sealed class JournalLine(IStringLocalizer<Texts> t, Reader reader)
{
    public static string Icon(Happening what) =>
        what switch
        {
            Receipt or CustomerMessage => "mail",
            StaffReply => "send",
            StaffNote => "lock",
            Acknowledgement => "mail",
            Contact => "check",
            DeliveryFailure => "triangle-alert",
            SeverityChoice => "scale",
            Assignment => "user-round",
            Resolution => "circle-check",
            Reopening => "refresh-cw",
            _ => "info",
        };

    /// <param name="policy">Names the severities.</param>
    /// <param name="of">The entry.</param>
    /// <param name="staff">Names people of staff, for assignments.</param>
    public string Of(PolicyDocument policy, TimelineEntry of, IReadOnlyDictionary<Guid, string> staff)
    {
        var who = of.Author ?? t["the desk"];
        return of.Entry.What switch
        {
            Receipt x => t["Received {0} from {1}", x.Channel.Words(t), who],
            CustomerMessage { Machine: true } => t["Automatic message from {0}", who],
            CustomerMessage => t["Message from {0}", who],
            StaffReply => t["Reply by {0}", who],
            StaffNote => t["Note by {0}", who],
            Acknowledgement => t["Receipt acknowledged automatically; that is no contact"],
            Contact { Channel: Channel.Portal } x => t["Contact: reply {0} stands in the portal", x.Reply],
            Contact x => t["Contact: the mail of reply {0} was taken", x.Reply],
            DeliveryFailure x => t["Reply {0} came back: the customer did not get it", x.Reply],
            SeverityChoice x => Severity(policy, x.Severity, of, who),
            Assignment { Assignee: null } => t["{0} gave it back: nobody has it", who],
            Assignment x when x.Assignee == of.Entry.By.Person => t["{0} took it", who],
            Assignment x => t[
                "{0} gave it to {1}",
                who,
                staff.GetValueOrDefault(x.Assignee!.Value) ?? t["somebody"].Value
            ],
            Resolution { Outcome: ResolutionOutcome.Solved } => t["Resolved by {0}", who],
            Resolution => t["Closed by {0}: not attributable to the product", who],
            Reopening { Message: { } message } => t[
                "{0} marked message {1} as a new problem: a new clock runs",
                who,
                message
            ],
            Reopening => t["Reopened by {0}: a new clock runs", who],
            _ => of.Entry.What.GetType().Name,
        };
    }

    private string Severity(PolicyDocument policy, string severity, TimelineEntry of, string who)
    {
        var name = policy.Severities.ContainsKey(severity)
            ? policy.Severities[severity].Name.In(reader.Words)
            : severity;
        return of.Entry.By.Party == Party.Customer ? t["{0} claims {1}", who, name] : t["{0} set {1}", who, name];
    }
}
