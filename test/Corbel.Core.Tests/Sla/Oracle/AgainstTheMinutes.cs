using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using CsCheck;
using NodaTime;

namespace Corbel.Core.Tests.Sla.Oracle;

/// <summary>The clocks against the oracle. CORBEL_LONG=1 makes ten times as many cases.</summary>
public sealed class AgainstTheMinutes
{
    private const int JournalsEach = 50;

    [Fact]
    public void Random_journals_under_random_policies() =>
        RandomPolicies
            .All.SelectMany(p => RandomStories.From(p.Start).Array[JournalsEach], (p, j) => (Policy: p, Journals: j))
            .Sample(c => Compare(c.Policy, c.Journals), iter: Campaign.Cases / JournalsEach, print: Print);

    private static void Compare(PolicyCase policy, (IReadOnlyList<Entry> Journal, Instant Now)[] journals)
    {
        var (first, second) = (policy.Compile("h1"), policy.Compile("h2"));
        var terms = TicketTerms.Of(first, new Dictionary<string, CompiledPolicy> { ["h1"] = first, ["h2"] = second });
        var naive = new NaivePolicy(policy.Document, policy.Versions);
        foreach (var (journal, now) in journals)
        {
            var engine = Clocks.Of(terms, journal, now).Select(Line.Of).ToArray();
            var oracle = MinuteWalk
                .Clocks(naive, journal, "h1", MinuteWalk.Minute(now))
                .Select(c => Line.Of(c, MinuteWalk.Minute(now)))
                .ToArray();
            if (!engine.SequenceEqual(oracle))
            {
                throw new ShouldAssertException(
                    $"""
                    engine:
                    {string.Join('\n', engine.Except(oracle))}
                    oracle:
                    {string.Join('\n', oracle.Except(engine))}
                    all by the engine:
                    {string.Join('\n', engine)}
                    at {now} of
                    {Told(journal)}
                    {Told(policy)}
                    """
                );
            }
        }
    }

    private static string Print((PolicyCase Policy, (IReadOnlyList<Entry> Journal, Instant Now)[] Journals) c) =>
        $"{c.Journals.Length} journals from {c.Policy.Start}";

    private static string Told(IEnumerable<Entry> journal) =>
        string.Join('\n', journal.Select(e => $"{e.Number} {e.HappenedAt} {e.By.Party} {e.What}"));

    private static string Told(PolicyCase policy) =>
        $"""
            {string.Join(
                '\n',
                policy.Document.Calendars.Values.Select(c =>
                    $"{c.Id} {c.Zone} {string.Join("; ", c.Week.ByDay().OrderBy(d => d.Key).Select(d => $"{d.Key} {string.Join(' ', d.Value.Select(o => $"{o.Open / 60}-{o.Close / 60}"))}"))} {c.Holidays is not null} {string.Join(' ', c.Closed.Select(x => x.Date))}"
                )
            )}
            {string.Join(
                '\n',
                policy.Document.Targets.Select(t =>
                    $"{t.Kind} {t.Severity} {t.Within ?? t.Every} {t.Calendar} {string.Join(' ', t.Channels)}{string.Join(' ', t.Customers)}"
                )
            )}
            {policy.Document.Readings} stops {string.Join(' ', policy.Document.Readings.WaitingStops)}
            {string.Join(
                '\n',
                policy.Versions.OrderBy(v => v.Key).Select(v =>
                    $"{v.Key} {string.Join(' ', v.Value.Divisions["all"].Keys)}"
                )
            )}
            """;
}
