using Corbel.Web.Ui;
using Microsoft.AspNetCore.Html;

namespace Corbel.Web.Status;

/// <summary>What the desk can show for a clause, in its margin.</summary>
public sealed record Evidence(string Clause)
{
    /// <summary>How the promise stands; null for a fact without one.</summary>
    public Promise? Look { get; init; }

    /// <summary>The figure, large; null where there is none.</summary>
    public string? Figure { get; init; }

    /// <summary>What the figure is of.</summary>
    public string? Of { get; init; }

    /// <summary>Heads of the columns of the rows.</summary>
    public IReadOnlyList<string> Heads { get; init; } = [];

    public IReadOnlyList<IReadOnlyList<string>> Rows { get; init; } = [];

    /// <summary>What else there is to say.</summary>
    public IReadOnlyList<IHtmlContent> Lines { get; init; } = [];
}
