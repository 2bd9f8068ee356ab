using Corbel.Web.Ui;
using Microsoft.AspNetCore.Html;

namespace Corbel.Web.Status;

/// <summary>What the desk can show for facts and readings of a clause, in its margin.</summary>
/// <param name="Clause">The clause beside which it stands; empty for readings of the whole.</param>
/// <param name="Ids">The facts and readings that it is evidence for.</param>
public sealed record Evidence(string Clause, IReadOnlyList<string> Ids)
{
    /// <summary>How the promise stands; null for a fact without one.</summary>
    public Promise? Look { get; init; }

    /// <summary>What it is about, small, above the rest; null where the clause says so.</summary>
    public string? Title { get; init; }

    /// <summary>The figure, large; null where there is none.</summary>
    public EvidenceCell? Figure { get; init; }

    /// <summary>What the figure is of.</summary>
    public string? Of { get; init; }

    /// <summary>Heads of the columns of the rows.</summary>
    public IReadOnlyList<string> Heads { get; init; } = [];

    public IReadOnlyList<IReadOnlyList<EvidenceCell>> Rows { get; init; } = [];

    /// <summary>What else there is to say.</summary>
    public IReadOnlyList<IHtmlContent> Lines { get; init; } = [];
}

/// <summary>A figure, and the address of what stands behind it, for those who may see that.</summary>
public readonly record struct EvidenceCell(string Text, string? Behind = null)
{
    public static implicit operator EvidenceCell(string text) => new(text);
}
