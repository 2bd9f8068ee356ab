using Corbel.Core;
using Corbel.Core.Policy;

namespace Corbel.Web.Ui;

/// <summary>The choice of a mark in a form that writes something.</summary>
/// <param name="Spec">What the policy says of marks; null where the writer may not mark.</param>
/// <param name="Chosen">The id that was chosen; none for no mark.</param>
/// <param name="Refused">Why it was refused.</param>
internal sealed record MarkChoice(MarkingSpec? Spec, string? Chosen, Refusal? Refused)
{
    /// <summary>It stands open: people of government customers choose first.</summary>
    public bool First { get; init; }

    /// <summary>It is for one message; else for the whole issue.</summary>
    public bool Message { get; init; }

    public bool IsOpen => First || Refused is not null || !string.IsNullOrEmpty(Chosen);
}
