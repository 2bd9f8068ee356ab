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
            Receipt { Channel: Channel.Telephone } or CustomerMessage { Channel: Channel.Telephone } => "phone",
            Receipt or CustomerMessage => "mail",
            StaffReply => "send",
            StaffNote => "lock",
            Acknowledgement => "mail",
            SenderAcceptance or Contact or ContactElsewhere => "check",
            DeliveryFailure => "triangle-alert",
            SeverityChoice or SeverityObjection or SeverityDecision => "scale",
            Wait => "circle-pause",
            WaitEnd => "check",
            HolidayChange => "history",
            Merge or MergedIn => "merge",
            Split => "split",
            HandOver => "building-2",
            Participation => "users-round",
            Warning => "hourglass",
            Assignment => "user-round",
            Resolution => "circle-check",
            Reopening => "refresh-cw",
            HandBack => "arrow-left",
            Marking or MarkLowering or NeedToKnow or MarkNotice => "shield",
            _ => "info",
        };

    /// <summary>The other ticket that an entry leads to; null where it leads to none.</summary>
    public static Guid? Other(Happening what) =>
        what switch
        {
            Receipt x => x.SplitFrom ?? x.HandedOverFrom,
            Merge x => x.Into,
            MergedIn x => x.From,
            Split x => x.Into,
            HandOver x => x.To,
            HandBack x => x.From,
            ContactElsewhere x => x.Ticket,
            DeliveryFailure x => x.Ticket,
            _ => null,
        };

    /// <param name="sheet">The ticket: it names severities, people and other tickets.</param>
    /// <param name="of">The entry.</param>
    public string Of(TicketSheet sheet, TimelineEntry of)
    {
        var who = of.Author ?? t["the desk"];
        return of.Entry.What switch
        {
            Receipt { SplitFrom: not null } x => t["Received {0} from {1}, on another ticket", x.Channel.Words(t), who],
            Receipt { Courtesy: true, LoggedBy: null } => t["Courtesy call by {0} that nobody answered", who],
            Receipt { Courtesy: true } => t["Courtesy call by {0}, written down by staff", who],
            Receipt { Channel: Channel.Telephone, LoggedBy: null } => t["Call by {0} that nobody answered", who],
            Receipt { Basis: ReceivedBasis.CallStart } => t[
                "Call by {0}, received at its start; written down by staff",
                who
            ],
            Receipt { Basis: ReceivedBasis.ToldByStaff } x => t[
                "Received {0} from {1}, written down by staff",
                x.Channel.Words(t),
                who
            ],
            Receipt x => t["Received {0} from {1}", x.Channel.Words(t), who],
            CustomerMessage { Machine: true } => t["Automatic message from {0}", who],
            CustomerMessage { LoggedBy: not null } => t["Call by {0}, written down by staff", who],
            CustomerMessage { Channel: Channel.Telephone } => t["Call by {0} that nobody answered", who],
            CustomerMessage => t["Message from {0}", who],
            StaffReply { Report: true } => t["Status report by {0}", who],
            StaffReply => t["Reply by {0}", who],
            StaffNote => t["Note by {0}", who],
            Acknowledgement => t["Receipt acknowledged automatically; that is no contact"],
            Contact { Channel: Channel.Portal } x => t["Contact: reply {0} stands in the portal", x.Reply],
            Contact { Channel: Channel.Telephone } => t["Contact: an agent spoke with the person on the telephone"],
            Contact x => t["Contact: the mail of reply {0} was taken", x.Reply],
            ContactElsewhere x => t["Contact: reply {0} on another ticket answers this one", x.Reply],
            DeliveryFailure { Ticket: not null } x => t[
                "Reply {0} on another ticket came back: it was no contact",
                x.Reply
            ],
            DeliveryFailure x => t["Reply {0} came back: the customer did not get it", x.Reply],
            Assignment { Assignee: null } => t["{0} gave it back: nobody has it", who],
            Assignment x when x.Assignee == of.Entry.By.Person => t["{0} took it", who],
            Assignment x => t[
                "{0} gave it to {1}",
                who,
                sheet.StaffNames.GetValueOrDefault(x.Assignee!.Value) ?? Somebody
            ],
            Resolution { Outcome: ResolutionOutcome.Solved } => t["Resolved by {0}", who],
            Resolution { Outcome: ResolutionOutcome.SentBack } => t["Sent back by {0}", who],
            Resolution => t["Closed by {0}: not attributable to the product", who],
            Reopening { Message: { } message } => t[
                "{0} marked message {1} as a new problem: a new clock runs",
                who,
                message
            ],
            Reopening => t["Reopened by {0}: a new clock runs", who],
            var what => MarkLines.Of(of.Entry, who, sheet.Marks, t)
                ?? Severity(sheet, what, of, who)
                ?? Moved(sheet, what, who),
        };
    }

    private string Somebody => t["somebody"];

    private string? Severity(TicketSheet sheet, Happening what, TimelineEntry of, string who)
    {
        string Name(string severity) =>
            sheet.Policy.Document.Severities.TryGetValue(severity, out var known)
                ? known.Name.In(reader.Words)
                : severity;
        return what switch
        {
            SeverityChoice x when of.Entry.By.Party == Party.Customer => t[
                "{0} claims {1}",
                who,
                Name(x.Severity)
            ].Value,
            SeverityChoice x => t["{0} set {1}", who, Name(x.Severity)].Value,
            SeverityObjection => t["{0} objects to the lower severity", who].Value,
            SeverityDecision x => t["{0} decided on {1} after the objection", who, Name(x.Severity)].Value,
            _ => null,
        };
    }

    private string Moved(TicketSheet sheet, Happening what, string who) =>
        what switch
        {
            SenderAcceptance x => t["{0} accepts that message {1} is from its sender", who, x.Entry],
            Wait x => t["Reply {0} asked for something: we wait for the customer", x.Asked],
            WaitEnd => t["{0} no longer needs what was asked for", who],
            HolidayChange => t["The list of holidays changed: what is still owed is counted by the new one"],
            Merge => t["{0} let it go on in another ticket", who],
            MergedIn => t["{0} let another ticket go on here", who],
            Participation x => t["{0} takes part", sheet.View.Participants.GetValueOrDefault(x.Person) ?? Somebody],
            Split x => t["{0} made a ticket of its own of message {1}", who, x.Message],
            HandOver => t["{0} handed it over to the provider", who],
            HandBack => t["The provider sent it back, with a reason"],
            MarkNotice { News: MarkNews.MayPass } => t[
                "The customer was told that it may pass to a cleared member of staff"
            ],
            MarkNotice => t["The customer was told that it is with a cleared member of staff"],
            Warning x => t["Staff were warned: {0} is due {1}", Due(x.Clock), When(x.Due)],
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, "no line for this kind of entry"),
        };

    private string Due(TargetKind kind) =>
        kind switch
        {
            TargetKind.FirstResponse => t["the first response"],
            TargetKind.NextResponse => t["the next answer"],
            TargetKind.StatusReport => t["the status report"],
            _ => t["the resolution"],
        };

    private string When(NodaTime.Instant at) => $"{reader.NearDay(at)} {reader.Clock(at)} {reader.ZoneName(at)}".Trim();
}
