using Corbel.Web.Ui;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Corbel.Web.Console;

/// <summary>What the queue calls its views and stretches.</summary>
internal static class QueueWords
{
    public static string Title(this QueueView view, IStringLocalizer<Texts> t) =>
        view switch
        {
            QueueView.Open => t["Open"],
            QueueView.Mine => t["Mine"],
            QueueView.Unassigned => t["Unassigned"],
            QueueView.Awaiting => t["Awaiting us"],
            QueueView.Waiting => t["Waiting"],
            QueueView.Resolved => t["Resolved"],
            _ => t["Search"],
        };

    public static string Order(this QueueView view, IStringLocalizer<Texts> t) =>
        view switch
        {
            QueueView.Resolved => t["latest first"],
            QueueView.Waiting => t["longest first"],
            QueueView.Search => t["newest first"],
            _ => t["most urgent first"],
        };

    /// <summary>The heading a row stands under.</summary>
    public static string Heading(this QueuePart part, QueueRow row, Reader reader, IStringLocalizer<Texts> t) =>
        part switch
        {
            QueuePart.Promised when row.NextDueAt < reader.Now => t["Late"],
            QueuePart.Promised when DayOf(row.NextDueAt!.Value, reader) == DayOf(reader.Now, reader) => t["Due today"],
            QueuePart.Promised => t["Due later"],
            QueuePart.Awaiting => t["The customer wrote"],
            QueuePart.Quiet => t["With the customer"],
            _ => "",
        };

    /// <summary>What an empty view says, and what to do about it.</summary>
    public static (string Title, string Text) Empty(this QueueView view, IStringLocalizer<Texts> t) =>
        view switch
        {
            QueueView.Mine => (
                t["You have no open tickets"],
                t["Look into Unassigned: the most urgent one there is the next to take."]
            ),
            QueueView.Unassigned => (t["Every open ticket has somebody"], t["New ones appear here by themselves."]),
            QueueView.Awaiting => (
                t["Nobody waits for us"],
                t["Every customer has our last word. New messages appear here by themselves."]
            ),
            QueueView.Waiting => (
                t["We wait for nobody"],
                t[
                    "Mark a reply with “We need something from the customer”: the ticket then stands here until the answer comes."
                ]
            ),
            QueueView.Resolved => (t["Nothing is resolved yet"], t["What you resolve is kept here."]),
            QueueView.Search => (
                t["Nothing found"],
                t["Try a ticket number, or part of a subject, of an organisation or of a reporter’s name or address."]
            ),
            _ => (
                t["Nothing is open"],
                t["Every issue is resolved. New ones appear here by themselves, the most urgent on top."]
            ),
        };

    private static LocalDate DayOf(Instant at, Reader reader) => at.InZone(reader.Zone).Date;
}
