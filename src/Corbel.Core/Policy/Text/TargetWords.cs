namespace Corbel.Core.Policy;

/// <summary>What a target measures, in words.</summary>
public static class TargetWords
{
    /// <summary>The name of a kind: first response, eerste reactie.</summary>
    public static LocalText Name(TargetKind kind) =>
        kind switch
        {
            TargetKind.FirstResponse => new("first response", "eerste reactie"),
            TargetKind.NextResponse => new("next response", "volgend antwoord"),
            TargetKind.StatusReport => new("status report", "voortgangsbericht"),
            _ => new("resolution", "oplossing"),
        };
}
