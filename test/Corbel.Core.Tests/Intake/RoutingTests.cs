using Corbel.Core.Access;
using Corbel.Core.Intake;
using Corbel.Core.Policy;

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
        DeskAgent     | own: thread   | other: stranger | none: issue
        RegisteredUser| own: thread   | other: stranger | none: issue
        PartnerUser   | own: thread   | other: stranger | none: issue
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
        foreach (var verified in (bool[])[false, true])
        {
            var thread = where == "none" ? (TicketFacts?)null : Thread;
            var route = Routing.Decide(
                new(Sender(who, where), machine, machine || quiet, verified, thread, false, null)
            );

            Route expected = outcome switch
            {
                "issue" => new Route.NewIssue(Acknowledge: !machine && !quiet && verified),
                "thread" => new Route.OnThread(machine),
                "staff" => new Route.Held(HoldReason.StaffByMail),
                "stranger" => new Route.Held(HoldReason.StrangerOnThread),
                _ => new Route.Held(HoldReason.UnknownSender),
            };
            route.ShouldBe(expected);
        }
    }

    /// <summary>What people of the desk write to a marked issue by mail is neither sent on nor left among held mail.</summary>
    [Theory]
    [InlineData(Role.Owner)]
    [InlineData(Role.Manager)]
    [InlineData(Role.Agent)]
    public void Staff_write_a_note_on_a_marked_issue_by_mail(Role role)
    {
        var marked = Thread with { Mark = "secret", NeedsList = true };
        foreach (var answers in (bool[])[false, true])
        foreach (var cleared in (bool[])[false, true])
        {
            var by = new Actor(Guid.NewGuid(), Elsewhere, role) { Opens = cleared ? ["secret"] : [] };
            Routing.Decide(new(by, false, false, true, marked, answers, null)).ShouldBe(new Route.NoteOnThread());
        }
        var reporter = new Actor(marked.Reporter, Home, Role.RegisteredUser);
        Routing
            .Decide(new(reporter, false, false, true, marked, false, null))
            .ShouldBe(new Route.OnThread(Machine: false));
    }

    [Theory, MemberData(nameof(Rows))]
    public void A_reply_that_came_back_is_a_bounce_whoever_says_so(string who, string where, string outcome)
    {
        outcome.ShouldNotBeEmpty();
        var (sender, thread) = (Sender(who, where), where == "none" ? (TicketFacts?)null : Thread);

        // Without its ticket a bounce says nothing, and goes the way of any message of that sender.
        Routing
            .Decide(new(sender, Machine: true, Quiet: true, Verified: true, thread, Answers: false, Returned: new(3)))
            .ShouldBe(
                thread is null ? Routing.Decide(new(sender, true, true, true, null, false, null)) : new Route.Bounce(3)
            );
    }

    // sender | on a thread of the own desk of "mine" (the sender's organisation) or "theirs" (another customer's), logged
    // by the sender, by a colleague, or by somebody of another organisation
    private const string OwnDeskTable = """
        Agent         | mine me: staff  | mine colleague: staff  | mine other: staff    | theirs me: staff  | theirs colleague: staff  | theirs other: staff
        Administrator | mine me: thread | mine colleague: note   | mine other: note     | theirs me: thread | theirs colleague: thread | theirs other: stranger
        DeskAgent     | mine me: thread | mine colleague: note   | mine other: note     | theirs me: thread | theirs colleague: thread | theirs other: stranger
        RegisteredUser| mine me: thread | mine colleague: thread | mine other: stranger | theirs me: thread | theirs colleague: thread | theirs other: stranger
        PartnerUser   | mine me: thread | mine colleague: thread | mine other: stranger | theirs me: thread | theirs colleague: thread | theirs other: stranger
        """;

    [Fact]
    public void What_the_people_of_an_own_desk_write_by_mail_is_a_note_there()
    {
        foreach (var line in OwnDeskTable.Split('\n'))
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            var sender = new Actor(Guid.NewGuid(), Home, Enum.Parse<Role>(cells[0]));
            foreach (var cell in cells[1..])
            {
                var ((desk, by), outcome) = (
                    cell.Split(": ")[0].Split(' ') switch
                    {
                        var x => (x[0], x[1]),
                    },
                    cell.Split(": ")[1]
                );
                if (sender.IsStaff && by == "me")
                    continue;
                var facts = new TicketFacts(
                    by == "other" ? Elsewhere : Home,
                    by == "me" ? sender.Person : Guid.Empty,
                    desk == "mine" ? Home : Elsewhere
                );
                Route expected = outcome switch
                {
                    "note" => new Route.NoteOnThread(),
                    "thread" => new Route.OnThread(Machine: false),
                    "staff" => new Route.Held(HoldReason.StaffByMail),
                    _ => new Route.Held(HoldReason.StrangerOnThread),
                };
                Routing
                    .Decide(new(sender, false, false, true, facts, false, null))
                    .ShouldBe(expected, $"{cells[0]} {cell}");
            }
        }
    }

    // role | registered users log with the provider: by default, choosing the own desk | own desk first: the same two
    private const string Desks = """
        Owner         | provider provider | provider provider
        Manager       | provider provider | provider provider
        Agent         | provider provider | provider provider
        Administrator | provider own      | provider own
        DeskAgent     | provider own      | own own
        RegisteredUser| provider own      | own own
        PartnerUser   | customer customer | customer customer
        """;

    [Fact]
    public void On_whose_desk_an_issue_opens()
    {
        var rows = Desks.Split('\n').Select(x => x.Split('|', StringSplitOptions.TrimEntries)).ToList();
        rows.Select(x => x[0]).ShouldBe(Enum.GetNames<Role>(), ignoreOrder: true);
        foreach (var row in rows)
        {
            var sender = new Actor(Guid.NewGuid(), Home, Enum.Parse<Role>(row[0]));
            var partnerOf = sender.Role == Role.PartnerUser ? Elsewhere : (Guid?)null;
            string Where(WhoMayLogReading reading, bool asks) =>
                Routing.DeskOf(sender, partnerOf, reading, asks) is not { } desk ? "provider"
                : desk == Home ? "own"
                : "customer";
            string Both(WhoMayLogReading reading) => $"{Where(reading, false)} {Where(reading, true)}";

            Both(WhoMayLogReading.RegisteredUsers).ShouldBe(row[1], row[0]);
            Both(WhoMayLogReading.OwnDeskFirst).ShouldBe(row[2], row[0]);
        }
        var nobodys = new Actor(Guid.NewGuid(), Home, Role.PartnerUser);
        Should.Throw<ArgumentException>(() =>
            Routing.DeskOf(nobodys, null, WhoMayLogReading.RegisteredUsers, asksOwnDesk: false)
        );
    }

    [Fact]
    public void The_table_names_every_role() =>
        Rows()
            .Select(x => x.Data.Item1)
            .Distinct()
            .ShouldBe(Enum.GetNames<Role>().Prepend("nobody"), ignoreOrder: true);
}
