using Corbel.Core.Tickets;

namespace Corbel.Web.Console;

/// <summary>The box at the foot of the ticket.</summary>
public sealed class AnswerForm
{
    public const string Note = "note";

    /// <summary>reply or note.</summary>
    public string Kind { get; set; } = "reply";
    public string? Text { get; set; }

    /// <summary>The reply solves the issue.</summary>
    public bool Resolve { get; set; }
    public List<IFormFile> Files { get; set; } = [];
}

/// <summary>Another severity, and why.</summary>
public sealed class SeverityForm
{
    public string? Level { get; set; }
    public string? Reason { get; set; }
}

/// <summary>How the issue ended, and why.</summary>
public sealed class ResolveForm
{
    public ResolutionOutcome Outcome { get; set; }
    public string? Reason { get; set; }
}
