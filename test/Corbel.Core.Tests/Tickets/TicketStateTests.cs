using Corbel.Core.Tickets;
using CsCheck;
using NodaTime;

namespace Corbel.Core.Tests.Tickets;

/// <summary>The fold against a second formulation that asks the whole journal one question a field.</summary>
public sealed class TicketStateTests
{
    private static TicketState Ask(IReadOnlyList<Entry> journal)
    {
        var receipt = (Receipt)journal[0].What;
        T? Last<T>()
            where T : Happening => (T?)journal.LastOrDefault(x => x.What is T)?.What;
        int At(Func<Happening, bool> kind) => journal.LastOrDefault(x => kind(x.What))?.Number ?? 0;
        var customerSpoke = At(x => x is Receipt or CustomerMessage { Machine: false });
        bool IsClaim(Entry x) => x is { What: SeverityChoice, By.Party: Party.Customer };
        var claim = journal.LastOrDefault(IsClaim);
        var waits = Waits(journal, At(x => x is CustomerMessage { Machine: false } or WaitEnd or Resolution or Merge));
        return new TicketState
        {
            Ticket = journal[0].Ticket,
            Organisation = receipt.Organisation,
            Reporter = receipt.Reporter,
            Channel = receipt.Channel,
            Language = receipt.Language,
            PolicyVersion = receipt.PolicyVersion,
            Variations = receipt.Variations,
            Holidays = Last<HolidayChange>()?.Holidays ?? receipt.Holidays,
            Desk = receipt.Desk,
            Product = receipt.Product,
            Basis = receipt.Basis,
            Courtesy = receipt.Courtesy,
            HandedOverFrom = receipt.HandedOverFrom,
            HandedOverTo = Last<HandOver>()?.To,
            MergedInto = Last<Merge>()?.Into,
            Claimed = (claim?.What as SeverityChoice)?.Severity ?? receipt.StatedSeverity,
            Objected = At(x => x is SeverityObjection) > At(x => x is SeverityDecision or SeverityChoice),
            WaitsSince = waits?.HappenedAt,
            WaitsFor = (waits?.What as Wait)?.Asked,
            ReceivedAt = journal[0].HappenedAt,
            Status = journal.LastOrDefault(x => x.What is Resolution or Reopening or Merge)?.What switch
            {
                Resolution => TicketStatus.Resolved,
                Merge => TicketStatus.Merged,
                _ => TicketStatus.Open,
            },
            Outcome = (Last<Resolution>(), At(x => x is Resolution) > At(x => x is Reopening)) is ({ } ended, true)
                ? ended.Outcome
                : null,
            Severity = journal
                .Select(x => (x.What as SeverityChoice)?.Severity ?? (x.What as SeverityDecision)?.Severity)
                .LastOrDefault(x => x is not null, receipt.StatedSeverity),
            Mark = journal.LastOrDefault(x => x.What is Marking or MarkLowering)?.What switch
            {
                Marking marking => marking.Stands,
                MarkLowering lowering => lowering.Stands,
                _ => null,
            },
            NeedsList = Last<Marking>()?.NeedsList ?? false,
            Assignee = Last<Assignment>()?.Assignee,
            Cycle = 1 + journal.Count(x => x.What is Reopening),
            LastEntry = journal.Count,
            LastEntryAt = journal.Max(x => x.HappenedAt),
            LastCustomerAt = journal
                .Where(x => x.What is Receipt or CustomerMessage { Machine: false })
                .Max(x => x.HappenedAt),
            AwaitsAnswer =
                Math.Max(
                    customerSpoke,
                    At(x => x is DeliveryFailure or Reopening or HandBack or MergedIn { AwaitsAnswer: true })
                )
                > At(x => x is StaffReply or Resolution or ContactElsewhere or Merge or Split { LeavesNothing: true }),
        };
    }

    /// <summary>The first wait after an entry whose question did not come back later.</summary>
    private static Entry? Waits(IReadOnlyList<Entry> journal, int after)
    {
        var wait = journal.Skip(after).FirstOrDefault(x => x.What is Wait);
        var back = wait is null
            ? null
            : journal
                .Skip(wait.Number)
                .FirstOrDefault(x =>
                    x.What is DeliveryFailure { Ticket: null } failure && failure.Reply == ((Wait)wait.What).Asked
                );
        return back is null ? wait : Waits(journal, back.Number);
    }

    [Fact]
    public void The_fold_says_what_the_whole_journal_says() =>
        RandomJournals.Journal.Sample(journal => TicketState.Fold(journal).ShouldBe(Ask(journal)), iter: 2_000);

    [Fact]
    public void Folding_in_two_parts_is_folding_once() =>
        RandomJournals.Journal.Sample(journal =>
        {
            var state = TicketState.Begin(journal[0]);
            foreach (var entry in journal.Skip(1))
                state = state.After(entry);
            state.ShouldBe(TicketState.Fold(journal));
        });

    [Fact]
    public void An_answer_to_a_resolved_issue_shows_as_awaiting_and_reopens_nothing()
    {
        var state = Fold(
            new Resolution(ResolutionOutcome.Solved),
            new CustomerMessage(Channel.Mail, null, Machine: false)
        );

        (state.Status, state.AwaitsAnswer, state.Cycle).ShouldBe((TicketStatus.Resolved, true, 1));
    }

    [Fact]
    public void A_machine_awaits_no_answer()
    {
        var state = Fold(new StaffReply(Channel.Mail), new CustomerMessage(Channel.Mail, null, Machine: true));

        (state.AwaitsAnswer, state.LastCustomerAt).ShouldBe((false, At(1)));
    }

    [Fact]
    public void An_acknowledgement_and_a_note_are_no_answer() =>
        Fold(new Acknowledgement(Channel.Mail), new StaffNote(), new Assignment(null)).AwaitsAnswer.ShouldBeTrue();

    [Fact]
    public void A_journal_that_is_none_is_refused()
    {
        var first = new Entry(Guid.Empty, 1, At(1), At(1), Doer.Desk, Received, null);
        var note = new Entry(Guid.Empty, 2, At(2), At(2), Doer.Desk, new StaffNote(), null);

        Should.Throw<InvalidOperationException>(() => TicketState.Fold([]));
        Should.Throw<InvalidOperationException>(() => TicketState.Fold([note]));
        Should.Throw<InvalidOperationException>(() => TicketState.Fold([note with { Number = 1 }]));
        Should.Throw<InvalidOperationException>(() => TicketState.Fold([first with { Number = 2 }]));
        Should.Throw<InvalidOperationException>(() => TicketState.Fold([first, note with { Number = 3 }]));
        Should.Throw<InvalidOperationException>(() => TicketState.Fold([first, note, note]));
        Should.Throw<InvalidOperationException>(() => TicketState.Fold([first, note with { Ticket = Guid.NewGuid() }]));
    }

    private static readonly Receipt Received = new(
        Channel.Mail,
        Guid.Empty,
        Guid.Empty,
        null,
        ReceivedBasis.Custody,
        "v1",
        null,
        "en"
    );

    private static Instant At(int minute) => Instant.FromUtc(2026, 7, 15, 9, minute);

    private static TicketState Fold(params Happening[] later) =>
        TicketState.Fold(
            later
                .Prepend(Received)
                .Select((what, i) => new Entry(Guid.Empty, i + 1, At(i + 1), At(i + 1), Doer.Desk, what, null))
        );
}
