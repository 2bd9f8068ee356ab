namespace Corbel.Core.Availability;

/// <summary>
/// From results to time, for one probe (clause 1). At each instant a place finds the product good or failed by its latest
/// result, or says nothing: before its first, after the result's cover has ended, and where the result is no data.
/// <list type="bullet">
/// <item>Down: as many places as the quorum asks find it failed.</item>
/// <item>Up: even if all places that say nothing found it failed, the quorum would not be reached.</item>
/// <item>Unknown: all else. So no data is never downtime, and never uptime where it could decide.</item>
/// </list>
/// Down begins at the first failed check of the run that reached the quorum: of the places that found it failed when it was
/// reached, the first failed check since the last good one of any of them, and since all of them have spoken without a gap and
/// no other came or went.
/// It ends at the first good check of the run that ended it: the one by which the quorum is lost. Where the quorum is lost
/// because places fall silent, down ends there and what follows is unknown. Of places fewer than the quorum, all must agree.
/// </summary>
public static class ProbeSight
{
    private enum Word
    {
        Absent,
        Silent,
        Good,
        Failed,
    }

    private readonly record struct Turn(long At, int Place, Word Word);

    private sealed class Standing
    {
        public Word Word { get; private set; }

        /// <summary>From when on the place is one with the run: after its last good check, or from its first failed one.</summary>
        public long Since { get; private set; } = long.MinValue;

        /// <summary>The failed checks of the run that lasts.</summary>
        public List<long> Failed { get; } = [];

        public void Take(Turn turn)
        {
            if (turn.Word == Word.Failed)
            {
                if (Word != Word.Failed)
                {
                    Failed.Clear();
                    Since = Word == Word.Good ? Since : turn.At;
                }
                Failed.Add(turn.At);
            }
            else if (turn.Word == Word.Good)
            {
                Since = turn.At + 1;
            }
            Word = turn.Word;
        }
    }

    /// <summary>What the results tell of a stretch of time.</summary>
    /// <param name="rule">Quorum and cover.</param>
    /// <param name="stretch">The stretch: from when the probe was there until it was retired or now.</param>
    /// <param name="places">The results of each place that was to look.</param>
    public static Sight Of(ProbeRule rule, Span stretch, IReadOnlyList<PlaceChecks> places)
    {
        var turns = places.SelectMany((x, i) => Turns(x, i, rule.Cover)).OrderBy(x => x.At).ToList();
        var standings = places.Select(_ => new Standing()).ToList();
        var (down, unknown) = (new List<Span>(), new List<Span>());
        var (at, wasDown, crew) = (stretch.From, false, stretch.From);
        for (var i = 0; ; )
        {
            var next = i < turns.Count ? turns[i].At : stretch.To;
            var (isDown, isUnknown) = Judge(rule.Quorum, standings);
            if (isDown)
            {
                down.Add(new(wasDown ? at : Start(standings, crew, at), next));
            }
            if (isUnknown)
            {
                unknown.Add(new(at, next));
            }
            if (i >= turns.Count || next >= stretch.To)
            {
                break;
            }
            var before = standings.Count(x => x.Word != Word.Absent);
            (at, wasDown) = (Math.Max(next, stretch.From), isDown);
            for (; i < turns.Count && turns[i].At == next; i++)
            {
                standings[turns[i].Place].Take(turns[i]);
            }
            crew = standings.Count(x => x.Word != Word.Absent) == before ? crew : next;
        }
        var sure = Spans.Of(down).Within(stretch);
        return new(sure, Spans.Of(unknown).Within(stretch).Less(sure));
    }

    private static IEnumerable<Turn> Turns(PlaceChecks place, int index, long cover)
    {
        var (window, checks) = (place.Window, place.Checks);
        yield return new(window.From, index, Word.Silent);
        for (var i = 0; i < checks.Count && checks[i].At < window.To; i++)
        {
            var check = checks[i];
            if (check.At < window.From)
            {
                continue;
            }
            yield return new(check.At, index, WordOf(check.Outcome));
            var next = i + 1 < checks.Count ? Math.Min(checks[i + 1].At, window.To) : window.To;
            if (check.At + cover < next)
            {
                yield return new(check.At + cover, index, Word.Silent);
            }
        }
        yield return new(window.To, index, Word.Absent);
    }

    private static Word WordOf(CheckOutcome outcome) =>
        outcome switch
        {
            CheckOutcome.Good => Word.Good,
            CheckOutcome.Failed => Word.Failed,
            _ => Word.Silent,
        };

    private static (bool Down, bool Unknown) Judge(int quorum, List<Standing> standings)
    {
        var (present, failed, silent) = (0, 0, 0);
        foreach (var standing in standings)
        {
            present += standing.Word != Word.Absent ? 1 : 0;
            failed += standing.Word == Word.Failed ? 1 : 0;
            silent += standing.Word == Word.Silent ? 1 : 0;
        }
        var needed = Math.Min(Math.Max(quorum, 1), present);
        var down = present > 0 && failed >= needed;
        return (down, !down && (present == 0 || failed + silent >= needed));
    }

    /// <summary>The quorum was reached at an instant by so many places; places that came or went since did not judge before.</summary>
    private static long Start(List<Standing> standings, long crew, long reached)
    {
        var failing = standings.FindAll(x => x.Word == Word.Failed);
        var since = Math.Max(crew, failing.Max(x => x.Since));
        return failing.SelectMany(x => x.Failed).Where(x => x >= since).DefaultIfEmpty(reached).Min();
    }
}
