using Corbel.Core.Telephone;
using Corbel.Desk.Telephone;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Console;

/// <summary>A call in the list of calls.</summary>
/// <param name="Call">The call.</param>
/// <param name="Number">Who called, as people write it.</param>
/// <param name="Name">The person known by the number.</param>
/// <param name="Organisation">The organisation known by it.</param>
/// <param name="AnsweredBy">Who of staff answered.</param>
/// <param name="Ticket">The number of its ticket, where this reader may see it.</param>
public sealed record CallRow(
    Call Call,
    string? Number,
    string? Name,
    string? Organisation,
    string? AnsweredBy,
    long? Ticket
);

internal static class CallWords
{
    /// <summary>How far a call has come, in a few words.</summary>
    public static string Of(CallRow row, IStringLocalizer<Texts> t) =>
        row.Call switch
        {
            { IsMissed: true } => t["Missed"],
            { IsPassedOn: true } => t["Put through"],
            { Times.Stage: CallStage.Ringing } => t["Rings"],
            _ when row.AnsweredBy is { } who => t["Answered by {0}", who],
            { AnsweredAt: not null, Extension: { } extension } => t["Answered at {0}", extension],
            { AnsweredAt: not null } => t["Answered"],
            _ => t["Not answered"],
        };
}
