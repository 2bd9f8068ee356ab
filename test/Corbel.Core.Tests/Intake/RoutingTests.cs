using Corbel.Core.Access;
using Corbel.Core.Intake;

namespace Corbel.Core.Tests.Intake;

/// <summary>Every combination of what is known of a message, against a table written by hand from clause 7 and the readings.</summary>
public sealed class RoutingTests
{
    private static readonly Guid Home = new("00000000-0000-0000-0000-000000000001");
    private static readonly Guid Elsewhere = new("00000000-0000-0000-0000-000000000002");
    private static readonly TicketFacts Thread = new(Home, Guid.Empty);

    // sender | on a thread of | without a thread ("own" is the sender's own organisation, "other" another's)
    private const string Table = """
        nobody        | own: stranger | other: stranger | none: unknown
        Owner         | own: staff    | other: staff    | none: staff
        Manager       | own: staff    | other: staff    | none: staff
        Agent         | own: staff    | other: staff    | none: staff
        Administrator | own: thread   | other: stranger | none: issue
        RegisteredUser| own: thread   | other: stranger | none: issue
        PartnerUser   | own: thread   | other: stranger | none: partner
        """;

    public static TheoryData<string, string, string> Rows()
    {
        var rows = new TheoryData<string, string, string>();
        foreach (var line in Table.Split('\n'))
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            foreach (var cell in cells[1..])
                rows.Add(cells[0], cell.Split(": ")[0], cell.Split(": ")[1].Trim());
        }
        return rows;
    }

    private static Actor? Sender(string who, string where) =>
        who == "nobody" ? null : new Actor(Guid.NewGuid(), where == "other" ? Elsewhere : Home, Enum.Parse<Role>(who));

    [Theory, MemberData(nameof(Rows))]
    public void Each_combination_goes_where_the_table_says(string who, string where, string outcome)
    {
        foreach (var machine in (bool[])[false, true])
        foreach (var quiet in (bool[])[false, true])
        {
            var thread = where == "none" ? (TicketFacts?)null : Thread;
            var route = Routing.Decide(new(Sender(who, where), machine, machine || quiet, thread, null));

            Route expected = outcome switch
            {
                "issue" => new Route.NewIssue(Acknowledge: !machine && !quiet),
                "thread" => new Route.OnThread(machine),
                "staff" => new Route.Held(HoldReason.StaffByMail),
                "stranger" => new Route.Held(HoldReason.StrangerOnThread),
                "partner" => new Route.Held(HoldReason.PartnerUser),
                _ => new Route.Held(HoldReason.UnknownSender),
            };
            route.ShouldBe(expected);
        }
    }

    [Theory, MemberData(nameof(Rows))]
    public void A_reply_that_came_back_is_a_bounce_whoever_says_so(string who, string where, string outcome)
    {
        outcome.ShouldNotBeEmpty();
        var (sender, thread) = (Sender(who, where), where == "none" ? (TicketFacts?)null : Thread);

        // Without its ticket a bounce says nothing, and goes the way of any message of that sender.
        Routing
            .Decide(new(sender, Machine: true, Quiet: true, thread, BouncedReply: 3))
            .ShouldBe(thread is null ? Routing.Decide(new(sender, true, true, null, null)) : new Route.Bounce(3));
    }

    [Fact]
    public void The_table_names_every_role() =>
        Rows()
            .Select(x => x.Data.Item1)
            .Distinct()
            .ShouldBe(Enum.GetNames<Role>().Prepend("nobody"), ignoreOrder: true);
}
