using Corbel.Core.Tickets;
using Corbel.Desk.Intake;
using Corbel.Desk.Tickets;

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

    /// <summary>The reply asks the customer for something that we wait for.</summary>
    public bool Asks { get; set; }

    /// <summary>The reply is a status report.</summary>
    public bool Report { get; set; }
    public List<IFormFile> Files { get; set; } = [];

    public Corbel.Desk.Tickets.ReplyMarks Marks => new(Resolve, Asks, Report);
}

/// <summary>Another severity, and why.</summary>
public sealed class SeverityForm
{
    public string? Level { get; set; }
    public string? Reason { get; set; }
}

/// <summary>What the provider gets when the customer's own desk hands an issue over.</summary>
public sealed class HandOverFields
{
    public string? Subject { get; set; }
    public string? Steps { get; set; }
    public string? Environment { get; set; }
    public string? Tried { get; set; }

    /// <summary>The id of a severity; empty for "I am not sure".</summary>
    public string? Severity { get; set; }

    /// <summary>New files.</summary>
    public List<IFormFile> Files { get; set; } = [];

    /// <summary>Files of the issue to send along.</summary>
    public List<Guid> Chosen { get; set; } = [];

    public HandOverForm With(IReadOnlyList<IncomingFile> files) =>
        new()
        {
            Subject = Subject ?? "",
            Steps = Steps ?? "",
            Environment = Environment,
            Tried = Tried,
            Severity = string.IsNullOrEmpty(Severity) ? null : Severity,
            Files = files,
            Chosen = Chosen,
        };
}

/// <summary>How the issue ended, and why.</summary>
public sealed class ResolveForm
{
    public ResolutionOutcome Outcome { get; set; }
    public string? Reason { get; set; }
}

/// <summary>What was decided after the objection, and why.</summary>
public sealed class DecisionForm
{
    public string? Level { get; set; }
    public string? Reason { get; set; }
}

/// <summary>Which message becomes a ticket of its own.</summary>
public sealed class SplitForm
{
    public int Message { get; set; }
    public string? Subject { get; set; }

    /// <summary>Empty where staff set none.</summary>
    public string? Level { get; set; }
    public string? Reason { get; set; }
}
