using Corbel.Web.Ui;
using Microsoft.AspNetCore.Html;

namespace Corbel.Web.Status;

/// <summary>What the desk can show for a clause, in its margin.</summary>
/// <param name="Clause">The clause that it stands beside.</param>
/// <param name="Look">How the promise stands; null for a fact without one.</param>
/// <param name="Figure">The figure, large; null where there is none.</param>
/// <param name="Of">What the figure is of.</param>
/// <param name="Lines">What else there is to say.</param>
public sealed record Evidence(
    string Clause,
    Promise? Look,
    string? Figure,
    string? Of,
    params IReadOnlyList<IHtmlContent> Lines
);
