using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using NodaTime;

namespace Corbel.Core.Tests.Sla;

/// <summary>A journal told in a few words, on Wednesday 15 July 2026 in UTC unless a date is given.</summary>
internal sealed class Story
{
    private static readonly Guid Anna = new("00000000-0000-0000-0000-00000000000a");
    private static readonly Guid Bob = new("00000000-0000-0000-0000-00000000000b");
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<string, CompiledPolicy> _byHolidays = [];

    private Story() { }

    public static Story Received(string at, string? stated = null) =>
        new Story().Add(
            at,
            Doer.Customer(Anna),
            new Receipt(Channel.Mail, Anna, Anna, stated, ReceivedBasis.Custody, "v1", null, "en")
        );

    public static Story HandedOver(string at, string? stated = null) =>
        new Story().Add(
            at,
            Doer.Customer(Anna),
            new Receipt(Channel.Portal, Anna, Anna, stated, ReceivedBasis.Arrival, "v1", null, "en")
            {
                HandedOverFrom = Bob,
            }
        );

    public Story StaffSets(string at, string severity) => Add(at, Doer.Staff(Bob), new SeverityChoice(severity));

    public Story CustomerSets(string at, string severity) => Add(at, Doer.Customer(Anna), new SeverityChoice(severity));

    /// <summary>A reply by a person, taken by the relay at once or later.</summary>
    public Story Reply(string at, string? taken = null) =>
        Add(at, Doer.Staff(Bob), new StaffReply(Channel.Mail))
            .Add(taken ?? at, Doer.Desk, new Contact(Channel.Mail, Last));

    public Story Bounce(int reply, string at) => Add(at, Doer.Desk, new DeliveryFailure(reply));

    public Story Reopen(string received) => Add(received, Doer.Staff(Bob), new Reopening(null, When(received)));

    /// <summary>From then on the policy goes by other holidays.</summary>
    public Story HolidaysBecome(string at, CompiledPolicy policy)
    {
        var name = $"list {_byHolidays.Count + 1}";
        _byHolidays[name] = policy;
        return Add(at, Doer.Desk, new HolidayChange(name));
    }

    public Story Add(string at, Doer by, Happening what)
    {
        _entries.Add(new(Anna, _entries.Count + 1, When(at), When(at), by, what, null));
        return this;
    }

    /// <summary>The number of the last entry.</summary>
    public int Last => _entries.Count;

    public IReadOnlyList<Entry> Entries => _entries;

    public ImmutableArray<Clock> Clocks(CompiledPolicy policy, string now) =>
        Core.Sla.Clocks.Of(Terms(policy), _entries, When(now));

    public TicketTerms Terms(CompiledPolicy policy) => TicketTerms.Of(policy, _byHolidays);

    public ImmutableArray<Clock> Cycles(CompiledPolicy policy, string now) => Clocks(policy, now).FirstResponses();

    public Clock Cycle(CompiledPolicy policy, string now = "23:59") => Cycles(policy, now).ShouldHaveSingleItem();

    private static Instant When(string at) => Instants.At(at.Length == 5 ? $"2026-07-15 {at}" : at);
}
