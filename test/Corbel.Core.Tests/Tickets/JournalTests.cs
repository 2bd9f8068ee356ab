using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Corbel.Core.Tickets;
using CsCheck;
using NodaTime;

namespace Corbel.Core.Tests.Tickets;

/// <summary>The chain: what was sealed is read back, and whatever was changed since is found.</summary>
public sealed class JournalTests
{
    private static readonly Instant Then = Instant.FromUtc(2026, 7, 15, 9, 10);

    private static Entry Of(Happening what, int number = 1) =>
        new(new Guid("00000000-0000-0000-0000-00000000000a"), number, Then, Then, Doer.Desk, what, null);

    /// <summary>Reads a stored chain as a check would: each hash, each link, each number.</summary>
    private static bool Holds(IReadOnlyList<(byte[] Bytes, byte[] Hash)> chain)
    {
        string? previous = null;
        for (var i = 0; i < chain.Count; i++)
        {
            try
            {
                var read = Journal.Read(chain[i].Bytes);
                if (!read.Hash.AsSpan().SequenceEqual(chain[i].Hash) || read.Entry.Number != i + 1)
                    return false;
                if (Journal.PreviousOf(chain[i].Bytes) != previous)
                    return false;
            }
            catch (JsonException)
            {
                return false;
            }
            previous = Convert.ToHexStringLower(chain[i].Hash);
        }
        return true;
    }

    private static List<(byte[] Bytes, byte[] Hash)> Stored(IReadOnlyList<Entry> journal) =>
        [.. RandomJournals.Seal(journal).Select(x => (x.Bytes.ToArray(), x.Hash.ToArray()))];

    [Fact]
    public void Every_kind_of_happening_is_read_back_as_it_was_sealed() =>
        RandomJournals.Journal.Sample(journal =>
        {
            var chain = RandomJournals.Seal(journal);
            chain.Select(x => Journal.Read(x.Bytes.AsSpan()).Entry).ShouldBe(journal);
            Holds(Stored(journal)).ShouldBeTrue();
        });

    [Fact]
    public void The_random_journals_hold_every_kind_there_is()
    {
        var kinds = typeof(Happening).Assembly.GetTypes().Where(x => x.IsSubclassOf(typeof(Happening))).ToHashSet();

        // A kind without a name in JSON could not be sealed; a kind that nobody generates would not be tested.
        kinds.Count.ShouldBe(29);
        var seen = new HashSet<Type>();
        RandomJournals.Journal.Sample(
            x =>
            {
                lock (seen)
                    seen.UnionWith(x.Select(y => y.What.GetType()));
            },
            iter: 500
        );
        seen.ShouldBe(kinds, ignoreOrder: true);
    }

    [Fact]
    public void The_bytes_are_canonical_and_hold_the_hash_before()
    {
        var first = Journal.Seal(Of(new StaffNote()), null);
        var second = Journal.Seal(Of(new Resolution(ResolutionOutcome.NotAttributable), 2), first.Hash);

        Encoding
            .UTF8.GetString(first.Bytes.AsSpan())
            .ShouldBe(
                """
                {"by":{"party":"system","person":null},"content":null,"happenedAt":"2026-07-15T09:10:00Z",
                "number":1,"previous":null,"ticket":"00000000-0000-0000-0000-00000000000a",
                "what":{"kind":"staff-note"},"writtenAt":"2026-07-15T09:10:00Z"}
                """.ReplaceLineEndings("")
            );
        first.Hash.AsSpan().SequenceEqual(SHA256.HashData(first.Bytes.AsSpan())).ShouldBeTrue();
        Journal.PreviousOf(first.Bytes.AsSpan()).ShouldBeNull();
        Journal.PreviousOf(second.Bytes.AsSpan()).ShouldBe(Convert.ToHexStringLower(first.Hash.AsSpan()));
        Encoding.UTF8.GetString(second.Bytes.AsSpan()).ShouldContain("\"outcome\":\"not-attributable\"");
    }

    [Fact]
    public void Any_changed_byte_is_found() =>
        Gen.Select(RandomJournals.Journal, Gen.Int[0, 1_000_000], Gen.Int[0, 1_000_000], Gen.Byte[1, 255])
            .Sample(
                (journal, which, where, flip) =>
                {
                    var chain = Stored(journal);
                    var bytes = chain[which % chain.Count].Bytes;
                    bytes[where % bytes.Length] ^= flip;
                    Holds(chain).ShouldBeFalse();
                }
            );

    [Fact]
    public void A_changed_hash_and_an_entry_sealed_anew_are_found() =>
        Gen.Select(RandomJournals.Journal, Gen.Int[0, 1_000_000], Gen.Int[0, 31], RandomJournals.By)
            .Where((journal, which, _, by) => journal.Count > 1 && by != journal[which % (journal.Count - 1)].By)
            .Sample(
                (journal, which, where, by) =>
                {
                    var chain = Stored(journal);
                    chain[which % chain.Count].Hash[where] ^= 1;
                    Holds(chain).ShouldBeFalse();

                    // Whoever rewrites an entry with a right hash of its own breaks the link after it.
                    chain = Stored(journal);
                    var at = which % (journal.Count - 1);
                    var before =
                        at == 0 ? (System.Collections.Immutable.ImmutableArray<byte>?)null : [.. chain[at - 1].Hash];
                    var forged = Journal.Seal(journal[at] with { By = by }, before);
                    chain[at] = ([.. forged.Bytes], [.. forged.Hash]);
                    Holds(chain).ShouldBeFalse();
                }
            );

    [Fact]
    public void An_entry_left_out_and_two_that_changed_places_are_found() =>
        Gen.Select(RandomJournals.Journal, Gen.Int[0, 1_000_000])
            .Where((journal, _) => journal.Count > 1)
            .Sample(
                (journal, which) =>
                {
                    var chain = Stored(journal);
                    var at = which % (chain.Count - 1);
                    chain.RemoveAt(at);
                    Holds(chain).ShouldBeFalse();

                    chain = Stored(journal);
                    (chain[at], chain[at + 1]) = (chain[at + 1], chain[at]);
                    Holds(chain).ShouldBeFalse();
                }
            );

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("\u0000")]
    [InlineData("""{"by":{"party":"system","person":null},"happenedAt":"2026-07-15T09:10:00Z","number":1}""")]
    public void Bytes_that_are_no_entry_are_told_apart(string text) =>
        Should.Throw<JsonException>(() => Journal.Read(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("2026-07-15T09:10:00Z", "2026-07-15 09:10")]
    [InlineData("\"system\"", "\"nobody\"")]
    [InlineData("\"system\"", "2")]
    [InlineData("staff-note", "sticky-note")]
    [InlineData("\"number\":1", "\"number\":\"1\"")]
    [InlineData("\"number\":1", "\"number\":1,\"colour\":1")]
    [InlineData("\"what\":{\"kind\":\"staff-note\"}", "\"what\":null")]
    public void So_is_an_entry_with_one_part_that_is_none(string right, string wrong)
    {
        var text = Encoding.UTF8.GetString(Journal.Seal(Of(new StaffNote()), null).Bytes.AsSpan());
        text.ShouldContain(right);

        Should.Throw<JsonException>(() => Journal.Read(Encoding.UTF8.GetBytes(text.Replace(right, wrong))));
    }

    [Fact]
    public void The_hash_of_the_words_is_salted()
    {
        byte[] words = [1, 2, 3];

        var one = Journal.HashContent([9], words);
        one.ShouldBe(Convert.ToHexStringLower(SHA256.HashData([9, 1, 2, 3])));
        Journal.HashContent([8], words).ShouldNotBe(one);
        Journal.HashContent([9], [1, 2, 4]).ShouldNotBe(one);
    }

    [Fact]
    public void An_instant_is_cut_to_the_microsecond_at_or_before_it()
    {
        Gen.Long[-30_000_000_000_000_000, 40_000_000_000_000_000]
            .Sample(nanos =>
            {
                var instant = NodaConstants.UnixEpoch.PlusNanoseconds(nanos);
                var cut = Journal.Grain(instant);
                (instant - cut).ShouldBeInRange(Duration.Zero, Duration.FromNanoseconds(999L));
                (cut.ToUnixTimeTicks() % 10).ShouldBe(0);
                Journal.Grain(cut).ShouldBe(cut);
                // Stored and read again it is the same instant: nothing is lost on the way.
                Journal
                    .Read(Journal.Seal(Of(new StaffNote()) with { HappenedAt = cut }, null).Bytes.AsSpan())
                    .Entry.HappenedAt.ShouldBe(cut);
            });
    }
}
