using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Tickets;
using NodaTime;

namespace Corbel.Web.Ui;

/// <summary>A severity in dispute: whose it is, by when it would be due, and how it stands by it so far.</summary>
internal sealed record DisputeSide(SeveritySpec Severity, Party By, Instant? Due, PromiseFace? Face);

/// <summary>The two severities of a dispute, each with its due time and verdict so far (reading "severity in dispute").</summary>
internal sealed record Dispute(
    DisputeSide Customer,
    DisputeSide Provider,
    TimelineEntry? Reason,
    TimelineEntry? Objection
)
{
    /// <summary>The sides in the order in which they spoke.</summary>
    public ImmutableArray<DisputeSide> Sides => [Customer, Provider];

    /// <summary>Null where nothing is in dispute. The present cycle's first response says how it stands by each.</summary>
    public static Dispute? Of(TicketView view, PromiseWords words)
    {
        var (talk, clock, policy) = (view.Talk, view.Current, view.Policy.Policy);
        if (talk is not { Claimed: { } claimed, Against: { } against })
            return null;
        var scope = new TargetScope(
            view.Ticket.Organisation!.Name,
            view.Ticket.Product,
            (PolicyChannel)view.Ticket.Channel
        );
        var ours = clock.InDispute;
        var other = new KeptClock(
            clock.Kind,
            against,
            scope,
            clock.Received,
            ours?.Due,
            clock.EndedAt,
            ours?.Verdict ?? Verdict.NoTarget
        );
        return new(
            new(policy.Document.Severities[claimed], Party.Customer, clock.Due, words.Of(clock)),
            new(policy.Document.Severities[against], Party.Provider, ours?.Due, words.Of(policy, other)),
            view.Entries.LastOrDefault(x =>
                x.Entry is { What: SeverityChoice, By.Party: Party.Provider } && x.Words is not null
            ),
            talk.HasObjected ? view.Entries.LastOrDefault(x => x.Entry.What is SeverityObjection) : null
        );
    }
}
