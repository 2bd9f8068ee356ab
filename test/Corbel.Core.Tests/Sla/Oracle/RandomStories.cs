using Corbel.Core.Tickets;
using CsCheck;
using NodaTime;

namespace Corbel.Core.Tests.Sla.Oracle;

/// <summary>One thing that somebody does, so many minutes after the one before.</summary>
internal readonly record struct Act(int What, int Minutes, int Choice);

/// <summary>
/// Random journals such as the desk could write, on whole minutes. What people do lies on every third minute, what was
/// delivered late on the one after, what the relay took late on the one after that: so no two things happen at once that
/// nobody could put in order.
/// </summary>
internal sealed class RandomStories
{
    private static readonly Guid Anna = new("00000000-0000-0000-0000-00000000000a");
    private static readonly Guid Bob = new("00000000-0000-0000-0000-00000000000b");
    private readonly List<Entry> _entries = [];
    private readonly PriorityQueue<(Happening What, Instant At), Instant> _later = new();
    private readonly List<int> _replies = [];
    private Instant _now;

    private static readonly Gen<Act> Acts = Gen.Select(
        Gen.Int[0, 41],
        Gen.Frequency((3, Gen.Int[1, 40]), (4, Gen.Int[1, 300]), (2, Gen.Int[1, 900])),
        Gen.Int[0, 11],
        (what, minutes, choice) => new Act(what, minutes * 3, choice)
    );

    /// <summary>A journal and the instant at which it is looked at.</summary>
    public static Gen<(IReadOnlyList<Entry> Journal, Instant Now)> From(LocalDate start) =>
        Gen.Select(
            Gen.Int[0, 4 * 480],
            Gen.Int[0, 7],
            Acts.Array[0, 14],
            Gen.Frequency((3, Gen.Int[0, 500]), (1, Gen.Int[0, 6000])),
            (minutes, stated, acts, after) => new RandomStories().Tell(start, minutes, stated, acts, after)
        );

    private (IReadOnlyList<Entry>, Instant) Tell(LocalDate start, int minutes, int stated, Act[] acts, int after)
    {
        _now = start.AtMidnight().InUtc().ToInstant() + Duration.FromMinutes(3L * minutes);
        var receipt = new Receipt(
            (Channel)(stated % 4),
            Anna,
            Anna,
            stated is >= 1 and <= 4 ? $"{stated}" : null,
            ReceivedBasis.Custody,
            "v1",
            null,
            "en"
        );
        var handedOver = minutes % 5 == 0 ? receipt with { HandedOverFrom = Bob } : receipt;
        Write(Doer.Customer(Anna), stated > 5 ? handedOver with { Customer = "Acme" } : handedOver);
        foreach (var act in acts)
        {
            Pass(_now + Duration.FromMinutes(act.Minutes));
            Do(act);
        }
        Pass(Instant.Max(_now, _later.Count == 0 ? _now : _later.UnorderedItems.Max(l => l.Priority)));
        return (_entries, _now + Duration.FromMinutes(after));
    }

    private void Do(Act act)
    {
        var (staff, customer, choice) = (Doer.Staff(Bob), Doer.Customer(Anna), act.Choice);
        switch (act.What)
        {
            case < 7:
                Write(customer, new CustomerMessage(Channel.Mail, null, Machine: choice == 0));
                break;
            case < 14:
                Reply(choice, asks: act.What < 9, marked: act.What == 13, taken: choice % 4);
                break;
            case < 16 when _replies.Count > 0:
                Write(Doer.Desk, new DeliveryFailure(_replies[choice % _replies.Count]));
                break;
            case < 18 when _replies.Count > 0:
                Write(staff, new Wait(_replies[^1]));
                break;
            case 18:
                Write(staff, new WaitEnd());
                break;
            case < 22:
                Write(staff, new SeverityChoice($"{(choice % 3) + 1}"));
                break;
            case < 25:
                Write(customer, new SeverityChoice($"{(choice % 3) + 1}"));
                break;
            case 25:
                Write(customer, new SeverityObjection());
                break;
            case 26:
                Write(staff, new SeverityDecision($"{(choice % 3) + 1}"));
                break;
            case < 30:
                Write(staff, new Resolution(ResolutionOutcome.Solved));
                break;
            case < 32:
                Write(staff, new Reopening(null, _now));
                break;
            case < 34 when _entries.FindLast(e => e.What is CustomerMessage { Machine: false }) is { } message:
                Write(staff, new Reopening(message.Number, message.HappenedAt));
                break;
            case 34:
                Write(staff, new Merge(Anna));
                break;
            case 35:
                Write(Doer.Desk, new ContactElsewhere(Channel.Mail, Bob, 2));
                break;
            case < 38:
                Write(Doer.Desk, new HolidayChange($"h{(choice % 3) + 1}"));
                break;
            case 38:
                var late = _now - Duration.FromMinutes((choice * 60) + 2);
                if (late > _entries[0].HappenedAt)
                {
                    Write(customer, new CustomerMessage(Channel.Mail, null, Machine: false), late);
                }
                break;
            case 39:
                Write(Doer.Desk, new DeliveryFailure(2) { Ticket = Bob });
                break;
            case 40 when _entries.FindLast(e => e.What is CustomerMessage { Machine: false }) is { } message:
                Write(staff, new Split(Bob, message.Number) { LeavesNothing = choice < 8 });
                break;
            default:
                Write(Doer.Desk, new Acknowledgement(Channel.Mail));
                Write(staff, new StaffNote());
                break;
        }
    }

    /// <summary>A reply that the relay takes at once, later or never; perhaps it asks for something.</summary>
    private void Reply(int choice, bool asks, bool marked, int taken)
    {
        Write(choice == 11 ? Doer.Desk : Doer.Staff(Bob), new StaffReply(Channel.Mail) { Report = marked });
        var reply = _entries.Count;
        _replies.Add(reply);
        var contact = new Contact(Channel.Mail, reply);
        if (taken < 2)
        {
            Write(Doer.Desk, contact);
        }
        else if (taken == 2)
        {
            var at = _now + Duration.FromMinutes((choice * 90) + 2);
            _later.Enqueue((contact, at), at);
        }
        if (asks)
        {
            Write(Doer.Staff(Bob), new Wait(reply));
        }
    }

    private void Pass(Instant until)
    {
        while (_later.TryPeek(out var next, out var at) && at <= until)
        {
            _later.Dequeue();
            Write(Doer.Desk, next.What, at);
        }
        _now = until;
    }

    private void Write(Doer by, Happening what, Instant? at = null) =>
        _entries.Add(new(Anna, _entries.Count + 1, at ?? _now, _now, by, what, null));
}
