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
            DeliveryFailure => t["Our mail came back: it counts as no contact"].Value,
            CustomerMessage => t["A machine on your side answered"].Value,
            SeverityChoice choice => t["{0} set severity {1}", name, choice.Severity].Value,
            Resolution { Outcome: ResolutionOutcome.NotAttributable } => t[
                "{0} closed it: the product is not the cause",
                name
            ].Value,
            Resolution => t["{0} resolved it", name].Value,
            Reopening => t["{0} reopened it: a new promise began", name].Value,
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
