using Corbel.Core.Intake;
using Corbel.Core.Tickets;
using Corbel.Desk.Intake;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Console;

/// <summary>Why a message is held, in a word and in a sentence that helps.</summary>
internal static class HeldWords
{
    public static string Short(Custody of, IStringLocalizer<Texts> t) =>
        of.Hold switch
        {
            HoldReason.UnknownSender when of.Channel == Channel.Telephone => t["Unknown caller"],
            HoldReason.Unreadable => t["Unreadable"],
            HoldReason.UnknownSender => t["Unknown sender"],
            HoldReason.StrangerOnThread => t["Not of this issue"],
            HoldReason.StaffByMail => t["Staff by mail"],
            HoldReason.UnwrittenCall => t["Call not written down"],
            _ => t["Held"],
        };

    public static string Long(Custody of, IStringLocalizer<Texts> t) =>
        of.Hold switch
        {
            HoldReason.UnknownSender when of.Channel == Channel.Telephone => t[
                "Nobody is known by this number, or several people are. Find out who called, then place it as an issue of that person."
            ],
            HoldReason.Unreadable => t[
                "The desk could not read it as a mail. It is kept whole: download it and look with another program."
            ],
            HoldReason.UnknownSender => t[
                "Nobody with this address is known. If a customer’s person wrote it, place it as an issue of that person."
            ],
            HoldReason.StrangerOnThread => t[
                "It answers an issue that its sender does not belong to. Read it before you let it in: addresses can be forged."
            ],
            HoldReason.StaffByMail => t[
                "One of our own people wrote it by mail. Answers to customers are written here, so that they count and are seen."
            ],
            HoldReason.UnwrittenCall => t[
                "This call was answered, and nobody has written it down. Who answered logs it: then what they say counts. Else ask them, and place it as an issue; that claims no contact."
            ],
            _ => t["It waits for a person to give it a place."],
        };
}
