using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using CsCheck;
using NodaTime;

namespace Corbel.Core.Tests.Tickets;

/// <summary>The marks of a ticket and its list, as a journal adds up to them.</summary>
public sealed class MarksTests
{
    private static readonly string[] Ids = ["official", "official-sensitive", "secret"];
    private static readonly Guid File = Guid.Parse("00000000-0000-0000-0000-00000000000f");
    private static readonly MarkPlace[] Places = [new(), new(1), new(2), new(File: File)];

    private static readonly MarkingSpec Spec = new()
    {
        Clause = "11",
        Clearances = new([
            new NamedText
            {
                Id = "sc",
                En = "SC",
                Nl = "SC",
            },
        ]),
        Marks = new([
            .. Ids.Select(x => new MarkSpec
            {
                Id = x,
                Name = x.ToUpperInvariant(),
                Colour = "#000000",
                OpenedBy = ["sc"],
            }),
        ]),
        RaisedBy = [],
        LoweredBy = [],
    };

    /// <summary>Places that are marked and lowered at random, held against a plain table.</summary>
    [Fact]
    public void The_highest_mark_of_all_places_is_the_tickets() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[-1, 2])
            .List[1, 30]
            .Sample(steps =>
            {
                var table = new string?[Places.Length];
                var journal = new List<Entry>();
                foreach (var (place, mark) in steps)
                {
                    table[place] = mark < 0 ? null : Ids[mark];
                    var stands = Ids.LastOrDefault(x => table.Contains(x));
                    var (entry, file) = (Places[place].Entry, Places[place].File);
                    Happening what =
                        mark < 0
                            ? new MarkLowering(null, stands) { Entry = entry, File = file }
                            : new Marking(Ids[mark], stands!) { Entry = entry, File = file };
                    journal.Add(new(default, journal.Count + 2, default, default, Doer.Desk, what, null));
                    Marks.Highest(Spec, Marks.Of(journal).Values).ShouldBe(stands);
                }
                for (var i = 0; i < Places.Length; i++)
                    Marks.Of(journal).GetValueOrDefault(Places[i]).ShouldBe(table[i]);
                var receipt = new Receipt(Channel.Portal, default, default, null, default, "p", null, "en");
                var first = new Entry(default, 1, default, default, Doer.Desk, receipt, null);
                TicketState.Fold(journal.Prepend(first)).Mark.ShouldBe(Ids.LastOrDefault(x => table.Contains(x)));
            });

    [Fact]
    public void A_mark_that_the_policy_no_longer_knows_stands_above_all_others()
    {
        Marks.Highest(Spec, ["secret", "gone"]).ShouldBe("gone");
        Marks.IsAbove(Spec, "secret", "gone").ShouldBeFalse();
        Marks.IsAbove(Spec, "official", null).ShouldBeTrue();
        Marks.Highest(null, []).ShouldBeNull();
    }

    [Fact]
    public void Who_was_taken_off_the_list_is_off_it_until_put_on_again()
    {
        var (a, b) = (Guid.NewGuid(), Guid.NewGuid());
        IEnumerable<Entry> Journal(params (Guid Who, bool On)[] steps) =>
            steps.Select(
                (x, i) => new Entry(default, i + 2, default, default, Doer.Desk, new NeedToKnow(x.Who, x.On), null)
            );

        Marks.Listed(Journal((a, true), (b, true), (a, false))).ShouldBe([b]);
        Marks.Listed(Journal((a, true), (b, true), (a, false), (a, true), (a, true))).ShouldBe([b, a]);
        Marks.Listed([]).ShouldBe(ImmutableArray<Guid>.Empty);
    }
}
