namespace Corbel.Core.Policy;

/// <summary>Where a policy names clauses.</summary>
internal static class ClauseUses
{
    /// <summary>Whether the clause of a heading holds another: 9 holds 9 and 9.1, not 91.</summary>
    public static bool Holds(string heading, string clause) =>
        clause == heading || clause.StartsWith(heading + ".", StringComparison.Ordinal);

    /// <summary>Every clause that the document names, with the path of the value.</summary>
    public static IEnumerable<(string Path, string Clause)> Of(PolicyDocument policy)
    {
        (string Path, string? Clause)[] single =
        [
            ("terms", policy.Terms?.Clause),
            ("availability", policy.Availability?.Clause),
            ("support.by-customer", policy.Support?.ByCustomer?.Clause),
            ("support.by-provider", policy.Support?.ByProvider?.Clause),
            ("sessions", policy.Sessions?.Clause),
            ("response-time", policy.ResponseTime?.Clause),
            ("channels.portal", policy.Channels.Portal?.Clause),
            ("channels.chat", policy.Channels.Chat?.Clause),
            ("channels.mail", policy.Channels.Mail?.Clause),
            ("channels.telephone", policy.Channels.Telephone?.Clause),
            ("services", policy.Services?.Clause),
            ("cooperation", policy.Cooperation?.Clause),
            ("marking", policy.Marking?.Clause),
        ];
        return
        [
            .. single.Where(s => s.Clause is not null).Select(s => (s.Path + ".clause", s.Clause!)),
            .. policy
                .Calendars.Items.Where(c => c.Clause is not null)
                .Select(c => ($"calendars.{c.Id}.clause", c.Clause!)),
            .. policy.Severities.Items.Select(s => ($"severities.{s.Id}.clause", s.Clause)),
            .. policy.Targets.Select((t, i) => ($"targets[{i}].clause", t.Clause)),
            .. policy.Tiers.Items.Select(t => ($"tiers.{t.Id}.clause", t.Clause)),
        ];
    }
}
