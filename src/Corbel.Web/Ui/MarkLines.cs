using Corbel.Core.Tickets;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Ui;

/// <summary>What the journal says of marks, in a line.</summary>
internal static class MarkLines
{
    public static bool IsMessage(Happening what) => what is Receipt or CustomerMessage or StaffReply;

    public static bool Has(Happening what) => what is Marking or MarkLowering or NeedToKnow or MarkNotice;

    /// <summary>The line for either side; null for what is not about marks.</summary>
    public static string? Of(Entry entry, string who, MarkSheet sheet, IStringLocalizer t) =>
        entry.What switch
        {
            Marking x => Marked(IsNoted(entry, sheet), x, who, sheet.NameOf(x.Mark), t),
            MarkLowering { Mark: { } left } x => Place(x.Entry, x.File) switch
            {
                Bearer.Message => t["{0} lowered the mark of message {1} to {2}", who, x.Entry!, sheet.NameOf(left)],
                Bearer.File => t["{0} lowered the mark of a file to {1}", who, sheet.NameOf(left)],
                _ => t["{0} lowered the mark to {1}", who, sheet.NameOf(left)],
            },
            MarkLowering x => Place(x.Entry, x.File) switch
            {
                Bearer.Message => t["{0} took the mark off message {1}", who, x.Entry!],
                Bearer.File => t["{0} took the mark off a file", who],
                _ => t["{0} took the mark off", who],
            },
            NeedToKnow { Listed: true } x => entry.By.Person is null
                ? t["{0} is on the need-to-know list", Person(sheet, x, t)]
                : t["{0} put {1} on the need-to-know list", who, Person(sheet, x, t)],
            NeedToKnow x => entry.By.Person is null
                ? t["{0} is no longer on the need-to-know list", Person(sheet, x, t)]
                : t["{0} took {1} off the need-to-know list", who, Person(sheet, x, t)],
            _ => null,
        };

    private static string Marked(bool noted, Marking what, string who, string mark, IStringLocalizer t) =>
        (Place(what.Entry, what.File), noted) switch
        {
            (Bearer.Message, true) => t["{0} noted that the customer marks message {1} as {2}", who, what.Entry!, mark],
            (Bearer.File, true) => t["{0} noted that the customer marks a file as {1}", who, mark],
            (_, true) => t["{0} noted that the customer marks it as {1}", who, mark],
            (Bearer.Message, _) => t["{0} marked message {1} as {2}", who, what.Entry!, mark],
            (Bearer.File, _) => t["{0} marked a file as {1}", who, mark],
            _ => t["{0} marked it as {1}", who, mark],
        };

    /// <summary>Staff of the provider mark nothing themselves: they write down what the customer said.</summary>
    private static bool IsNoted(Entry entry, MarkSheet sheet) =>
        entry.By.Party == Party.Provider && sheet.View.Ticket.DeskId is null;

    private static string Person(MarkSheet sheet, NeedToKnow what, IStringLocalizer t) =>
        sheet.Names.GetValueOrDefault(what.Person) ?? t["Somebody who has left"].Value;

    private static Bearer Place(int? entry, Guid? file) =>
        file is not null ? Bearer.File
        : entry is not null ? Bearer.Message
        : Bearer.Issue;

    private enum Bearer
    {
        Issue,
        Message,
        File,
    }
}
