using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using CsCheck;
using NodaTime;

namespace Corbel.Core.Tests.Tickets;

/// <summary>Journals of random happenings: what the desk could write, in any order.</summary>
internal static class RandomJournals
{
    private static readonly Gen<Guid> Id = Gen.Guid;
    private static readonly Gen<Guid?> NoIdToo = Gen.Bool.SelectMany(x =>
        x ? Id.Select(y => (Guid?)y) : Gen.Const((Guid?)null)
    );
    private static readonly Gen<Channel> AnyChannel = Gen.Enum<Channel>();
    private static readonly Gen<string> Mark = Gen.OneOf("official", "official-sensitive");
    private static readonly Gen<string> Severity = Gen.OneOf("1", "2", "3", "é \"quoted\" \\ \u2028 \n");
    private static readonly Gen<string?> NoneToo = Gen.OneOf(
        Severity.Select(x => (string?)x),
        Gen.Const((string?)null)
    );

    /// <summary>To the microsecond, between 2000 and 2100.</summary>
    public static readonly Gen<Instant> Micros = Gen.Long[946_684_800_000_000, 4_102_444_800_000_000]
        .Select(x => Instant.FromUnixTimeTicks(x * 10));

    public static readonly Gen<Doer> By = Gen.Select(
        Gen.Enum<Party>(),
        NoIdToo,
        (party, person) => new Doer(party, person)
    );

    public static readonly Gen<Happening> Receipt = Gen.Select(
            AnyChannel,
            Id,
            Id,
            NoneToo,
            Gen.Enum<ReceivedBasis>(),
            NoIdToo
        )
        .Select(x =>
            (Happening)
                new Receipt(x.Item1, x.Item2, x.Item3, x.Item4, x.Item5, new string('a', 64), x.Item6, "nl")
                {
                    // What is not there is not written at all.
                    Desk = x.Item6,
                    Customer = x.Item4,
                    Product = x.Item4,
                    HandedOverFrom = x.Item6,
                    Courtesy = x.Item1 == Channel.Telephone,
                    LoggedBy = x.Item6,
                    Unverified = x.Item1 == Channel.Mail,
                }
        );

    /// <summary>Every kind that can follow a receipt.</summary>
    public static readonly Gen<Happening> Later = Gen.OneOf<Happening>(
        Gen.Select(
            AnyChannel,
            NoIdToo,
            Gen.Bool,
            (channel, id, machine) => (Happening)new CustomerMessage(channel, id, machine) { Unverified = id is null }
        ),
        Gen.Select(AnyChannel, Gen.Bool, (channel, report) => (Happening)new StaffReply(channel) { Report = report }),
        Gen.Select(
            AnyChannel,
            Id,
            Gen.Int[1, 20],
            (channel, id, reply) => (Happening)new ContactElsewhere(channel, id, reply)
        ),
        Gen.Const((Happening)new SeverityObjection()),
        Severity.Select(x => (Happening)new SeverityDecision(x)),
        Gen.Int[1, 20].Select(x => (Happening)new Wait(x)),
        Gen.Const((Happening)new WaitEnd()),
        Gen.Const((Happening)new HolidayChange(new string('c', 64))),
        Id.Select(x => (Happening)new Merge(x)),
        Gen.Select(Id, Gen.Bool, (id, awaits) => (Happening)new MergedIn(id) { AwaitsAnswer = awaits }),
        Id.Select(x => (Happening)new Participation(x)),
        Gen.Select(
            Id,
            Gen.Int[1, 20],
            Gen.Bool,
            (id, message, nothing) => (Happening)new Split(id, message) { LeavesNothing = nothing }
        ),
        Id.Select(x => (Happening)new HandOver(x)),
        Id.Select(x => (Happening)new HandBack(x)),
        Gen.Select(
            Gen.Enum<TargetKind>(),
            Gen.Int[1, 9],
            Micros,
            Gen.Int[0, 3],
            (kind, number, due, index) => (Happening)new Warning(kind, number, due, index)
        ),
        Gen.Select(
            Mark,
            Mark,
            NoIdToo,
            Gen.Bool,
            (mark, stands, file, list) =>
                (Happening)
                    new Marking(mark, stands)
                    {
                        File = file,
                        Entry = file is null ? 3 : null,
                        NeedsList = list,
                    }
        ),
        Gen.Select(Mark, Gen.Bool, (mark, off) => (Happening)new MarkLowering(off ? null : mark, off ? null : mark)),
        Gen.Select(
            Id,
            Gen.Bool,
            Gen.Bool,
            (id, listed, staff) => (Happening)new NeedToKnow(id, listed) { Staff = staff }
        ),
        Gen.Enum<MarkNews>().Select(x => (Happening)new MarkNotice(x)),
        Gen.Bool.Select(x => (Happening)new StaffNote { Unverified = x }),
        Gen.Int[1, 20].Select(x => (Happening)new SenderAcceptance(x)),
        AnyChannel.Select(x => (Happening)new Acknowledgement(x)),
        Gen.Select(AnyChannel, Gen.Int[1, 20], (channel, reply) => (Happening)new Contact(channel, reply)),
        Gen.Select(Gen.Int[1, 20], NoIdToo, (reply, id) => (Happening)new DeliveryFailure(reply) { Ticket = id }),
        Severity.Select(x => (Happening)new SeverityChoice(x)),
        NoIdToo.Select(x => (Happening)new Assignment(x)),
        Gen.Enum<ResolutionOutcome>().Select(x => (Happening)new Resolution(x)),
        Gen.Select(Gen.Int[0, 20], Micros, (message, at) => (Happening)new Reopening(message == 0 ? null : message, at))
    );

    /// <summary>A journal of 1 to 13 entries.</summary>
    public static readonly Gen<IReadOnlyList<Entry>> Journal =
        from ticket in Id
        from first in Receipt
        from later in Later.List[0, 12]
        from times in Gen.Select(Micros, Micros, By).Array[later.Count + 1]
        select (IReadOnlyList<Entry>)
            [
                .. later
                    .Prepend(first)
                    .Select(
                        (what, i) =>
                            new Entry(
                                ticket,
                                i + 1,
                                times[i].Item1,
                                times[i].Item2,
                                times[i].Item3,
                                what,
                                i % 2 == 0 ? new string('b', 64) : null
                            )
                    ),
            ];

    /// <summary>The journal as stored, each entry sealed onto the one before.</summary>
    public static IReadOnlyList<SealedEntry> Seal(IReadOnlyList<Entry> journal)
    {
        var chain = new List<SealedEntry>(journal.Count);
        foreach (var entry in journal)
            chain.Add(Core.Tickets.Journal.Seal(entry, chain.Count == 0 ? null : chain[^1].Hash));
        return chain;
    }
}
