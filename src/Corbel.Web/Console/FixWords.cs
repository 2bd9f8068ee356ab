using Corbel.Desk.Releases;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Console;

/// <summary>Releases and repairs in words.</summary>
internal static class FixWords
{
    public static string Of(FixAnswer answer, IStringLocalizer t) =>
        answer switch
        {
            FixAnswer.Holds => t["it holds"],
            FixAnswer.HoldsNot => t["it is still there"],
            _ => t["no answer yet"],
        };

    public static string Of(ReleaseState state, IStringLocalizer t) =>
        state switch
        {
            ReleaseState.Planned => t["planned"],
            ReleaseState.InRings => t["delivered to a ring"],
            _ => t["delivered to all"],
        };
}
