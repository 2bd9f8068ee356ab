using Corbel.Core.Tickets;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Portal;

/// <summary>What the journal says, in words for the customer.</summary>
internal static class EntryWords
{
    /// <summary>By which channel a message came or went.</summary>
    public static string? Channel(Happening what, IStringLocalizer t) =>
        what switch
        {
            Receipt receipt => Name(receipt.Channel, t),
            CustomerMessage message => Name(message.Channel, t),
            StaffReply reply => Name(reply.Channel, t),
            _ => null,
        };

    /// <summary>One line for what is no message; null for what the sentence above the thread says already.</summary>
    public static string? Line(Entry entry, string name, IStringLocalizer t) =>
        entry.What switch
        {
            Acknowledgement => t["We confirmed that we have it"].Value,
            Contact { Channel: Core.Tickets.Channel.Mail } => t["Your mail server took our answer"].Value,
            ContactElsewhere => t["We answered you on another issue, which answers this one too"].Value,
            Contact { Channel: Core.Tickets.Channel.Telephone } => t["We spoke on the telephone"].Value,
            DeliveryFailure => t["Our mail came back: it counts as no contact"].Value,
            CustomerMessage => t["A machine on your side answered"].Value,
            Resolution { Outcome: ResolutionOutcome.NotAttributable } => t[
                "{0} closed it: the product is not the cause",
                name
            ].Value,
            Resolution { Outcome: ResolutionOutcome.SentBack } => t["{0} sent it back", name].Value,
            Resolution => t["{0} resolved it", name].Value,
            Reopening => t["{0} reopened it: a new promise began", name].Value,
            _ => Severity(entry, name, t) ?? Moved(entry.What, name, t),
        };

    private static string? Severity(Entry entry, string name, IStringLocalizer t) =>
        entry.What switch
        {
            SeverityChoice choice => t["{0} set severity {1}", name, choice.Severity].Value,
            SeverityObjection => t["{0} objected to the lower severity", name].Value,
            SeverityDecision decision => t[
                "{0} decided on severity {1} after the objection",
                name,
                decision.Severity
            ].Value,
            _ => null,
        };

    /// <summary>What became of the issue, and what it waits for; the other issue's number is added where the reader sees it.</summary>
    private static string? Moved(Happening what, string name, IStringLocalizer t) =>
        what switch
        {
            SenderAcceptance => t["{0} accepted that the message is from its sender", name].Value,
            Wait => t["We asked for something and wait for your answer"].Value,
            WaitEnd => t["We no longer need what we asked for"].Value,
            HolidayChange => t["The list of holidays changed: what is still owed is counted by the new one"].Value,
            Merge => t["{0} let this go on in another issue", name].Value,
            MergedIn => t["{0} let another issue of yours go on here", name].Value,
            Split => t["{0} made an issue of its own of a message here", name].Value,
            HandOver => t["{0} handed it over", name].Value,
            MarkNotice { News: MarkNews.MayPass } => t[
                "It may now pass to another member of staff, one who has the clearance"
            ].Value,
            MarkNotice => t["It is with a member of staff who has the clearance"].Value,
            _ => null,
        };

    private static string Name(Channel channel, IStringLocalizer t) =>
        channel switch
        {
            Core.Tickets.Channel.Mail => t["by e-mail"],
            Core.Tickets.Channel.Portal => t["on these pages"],
            Core.Tickets.Channel.Chat => t["by chat"],
            _ => t["by telephone"],
        };
}
