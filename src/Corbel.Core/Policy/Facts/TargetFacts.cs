namespace Corbel.Core.Policy;

/// <summary>
/// What is promised by when, and for whom. A target that the text does not promise is a reading and no fact; its warnings
/// are the desk's own and stand in none.
/// </summary>
internal static class TargetFacts
{
    public static IEnumerable<Fact> Of(PolicyDocument policy) =>
        policy
            .Targets.Select((target, i) => (target, i))
            .Where(t => t.target.Promise is not null)
            .Select(t => Fact(t.target, t.i, policy));

    private static Fact Fact(TargetSpec target, int i, PolicyDocument policy)
    {
        var text = new LocalText(Text(target, policy, Language.En), Text(target, policy, Language.Nl));
        return Phrases.Fact(target.Clause, Name(target), $"targets[{i}]", ReadingParts.Word(target.Kind), text);
    }

    /// <summary>The id of a target's fact, such as 9.response.severity-1.customer-acme.</summary>
    public static string Id(TargetSpec target) => $"{target.Clause}.{Name(target)}";

    private static string Name(TargetSpec target)
    {
        var name = target.Kind == TargetKind.FirstResponse ? "response" : ReadingParts.Word(target.Kind);
        return $"{name}.severity-{target.Severity}{ScopeWords.Id(target)}";
    }

    private static string Text(TargetSpec target, PolicyDocument policy, Language language)
    {
        var nl = language == Language.Nl;
        var word = Phrases.Word(target.Promise).In(language);
        var severity = policy.Severities[target.Severity].Name.In(language) + ScopeWords.Of(target, policy, language);
        var calendar = policy.Calendars[target.Calendar];
        string Limit(TimeLimit? limit) => AmountWords.Limit(limit ?? default, calendar, language);
        return (target.Kind, nl) switch
        {
            (TargetKind.FirstResponse, false) =>
                $"{word}: for {severity} the response time is at most {Limit(target.Within)}.",
            (TargetKind.FirstResponse, true) =>
                $"{word}: bij {severity} is de Reactietijd ten hoogste {Limit(target.Within)}.",
            (TargetKind.NextResponse, false) =>
                $"{word}: for {severity} each further answer comes within {Limit(target.Within)}.",
            (TargetKind.NextResponse, true) =>
                $"{word}: bij {severity} volgt elk verder antwoord binnen {Limit(target.Within)}.",
            (TargetKind.StatusReport, false) =>
                $"{word}: for {severity} a status report comes {Every(target, policy, language)}.",
            (TargetKind.StatusReport, true) =>
                $"{word}: bij {severity} komt er {Every(target, policy, language)} een voortgangsbericht.",
            (_, false) => $"{word}: for {severity} the issue is resolved within {Limit(target.Within)}.",
            _ => $"{word}: bij {severity} is de melding binnen {Limit(target.Within)} opgelost.",
        };
    }

    /// <summary>The rhythm of a status report: each business day.</summary>
    public static string Every(TargetSpec target, PolicyDocument policy, Language language)
    {
        var (every, calendar) = (target.Every ?? default, policy.Calendars[target.Calendar]);
        return (every.Days, language) switch
        {
            (1, Language.En) => "each business day",
            (1, Language.Nl) => "elke werkdag",
            (_, Language.En) => "every " + AmountWords.Limit(every, calendar, Language.En),
            _ => "elke " + AmountWords.Limit(every, calendar, Language.Nl),
        };
    }
}
