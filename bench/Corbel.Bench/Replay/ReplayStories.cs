using Corbel.Core.Tickets;
using NodaTime;

namespace Corbel.Bench.Replay;

/// <summary>Journals such as a desk writes, by a seed: a receipt and its acknowledgement, replies, questions, an end.</summary>
internal sealed class ReplayStories(string policyVersion, Guid organisation, Guid customer, Guid agent)
{
    private readonly string content = new('c', 64);

    public List<SealedEntry> Of(int seed, Instant received)
    {
        var dice = new Random(seed);
        var ticket = Guid.CreateVersion7(received.ToDateTimeOffset());
        var told = new List<SealedEntry>(8);
        var at = received;
        var mail = dice.Next(2) == 0 ? Channel.Mail : Channel.Portal;
        var stated = dice.Next(4) is > 0 and var s ? $"{s}" : null;
        var (by, staff) = (Doer.Customer(customer), Doer.Staff(agent));
        Write(
            by,
            new Receipt(mail, organisation, customer, stated, ReceivedBasis.Arrival, policyVersion, ticket, "en"),
            words: true
        );
        Write(Doer.Desk, new Acknowledgement(mail));
        if (dice.Next(2) == 0)
            Later(0, 3 * 60, staff, new Assignment(agent));
        if (dice.Next(8) == 0)
            Later(0, 60, staff, new SeverityChoice($"{dice.Next(1, 4)}"));
        Reply(5, 8 * 60);
        if (dice.Next(20) == 0)
        {
            Later(1, 30, Doer.Desk, new DeliveryFailure(told.Count - 1));
            Reply(5, 120);
        }
        if (dice.Next(10) == 0)
            Write(staff, new Wait(told.Count - 1));
        if (dice.Next(3) == 0)
        {
            Later(30, 40 * 60, by, new CustomerMessage(mail, ticket, Machine: false), words: true);
            Reply(5, 8 * 60);
        }
        if (dice.Next(7) > 0)
            Later(60, 5 * 24 * 60, staff, new Resolution(ResolutionOutcome.Solved));
        if (dice.Next(30) == 0)
        {
            Later(60, 5 * 24 * 60, staff, new Reopening(null, at));
            Reply(5, 8 * 60);
        }
        return told;

        void Reply(int least, int most)
        {
            Later(least, most, staff, new StaffReply(mail), words: true);
            Write(Doer.Desk, new Contact(mail, told.Count));
        }

        void Later(int least, int most, Doer who, Happening what, bool words = false)
        {
            at += Duration.FromMinutes(dice.Next(least, most)) + Duration.FromMilliseconds(dice.Next(60_000));
            Write(who, what is Reopening ? new Reopening(null, at) : what, words);
        }

        void Write(Doer who, Happening what, bool words = false) =>
            told.Add(
                Journal.Seal(
                    new(ticket, told.Count + 1, at, at, who, what, words ? content : null),
                    told.Count == 0 ? null : told[^1].Hash
                )
            );
    }
}
