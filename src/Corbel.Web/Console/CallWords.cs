using Corbel.Core.Policy;
using Corbel.Core.Telephone;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Console;

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

    /// <summary>How long they spoke; null where nobody answered, or no end is told.</summary>
    public static string? Length(CallRow row, Language language) =>
        row.Call is { AnsweredAt: { } from, EndedAt: { } to } && to >= from
            ? AmountWords.Short(to - from, language)
            : null;
}
