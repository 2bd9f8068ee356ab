using System.Collections.Immutable;
using Corbel.Core.Access;
using Corbel.Core.Policy;

namespace Corbel.Core.Tests.Access;

/// <summary>Clause 11 over every combination of role, clearance and list, against tables written out by hand.</summary>
public sealed class MarkedMayTests
{
    private const string Mark = "official-sensitive";
    private static readonly Guid Home = Guid.Parse("00000000-0000-0000-0000-000000000001");
    private static readonly Guid Provider = Guid.Parse("00000000-0000-0000-0000-000000000002");
    private static readonly Guid Me = Guid.Parse("00000000-0000-0000-0000-000000000003");
    private static readonly Guid Colleague = Guid.Parse("00000000-0000-0000-0000-000000000004");
    private static readonly ImmutableArray<PolicyRole> Everybody = [.. Enum.GetValues<PolicyRole>()];

    private static TicketFacts Ticket(bool mine = false, bool listed = false, bool needsList = true) =>
        new(Home, mine ? Me : Colleague)
        {
            Mark = Mark,
            NeedsList = needsList,
            Listed = listed ? [Me] : [],
            Participants = listed ? [Me] : [],
        };

    [Theory]
    // clearance opens | on the list | a list is needed -> sees
    [InlineData(false, false, false, false)]
    [InlineData(false, false, true, false)]
    [InlineData(false, true, false, false)]
    [InlineData(false, true, true, false)]
    [InlineData(true, false, false, true)]
    [InlineData(true, false, true, false)]
    [InlineData(true, true, false, true)]
    [InlineData(true, true, true, true)]
    public void Staff_need_the_clearance_and_the_list_where_the_policy_asks_for_it(
        bool cleared,
        bool listed,
        bool needsList,
        bool sees
    )
    {
        foreach (var role in (Role[])[Role.Owner, Role.Manager, Role.Agent])
        {
            var actor = new Actor(Me, Provider, role) { Opens = cleared ? [Mark] : ["another"] };
            var ticket = Ticket(listed: listed, needsList: needsList);
            May.See(actor, ticket).ShouldBe(sees, role.ToString());
            May.Work(actor, ticket).ShouldBe(sees, role.ToString());
            May.RaiseMark(actor, ticket, []).ShouldBe(sees, role.ToString());
            May.NameForMarked(actor, ticket).ShouldBe(sees, role.ToString());
            May.SeeAccessLog(actor, ticket).ShouldBe(sees, role.ToString());
            // Never staff: it is for the customer to say so.
            May.LowerMark(actor, ticket, Everybody).ShouldBeFalse(role.ToString());
            May.See(actor, ticket with { Mark = null }).ShouldBeTrue(role.ToString());
        }
    }

    [Theory]
    // role | a colleague's | mine | named: s sees, n names others too, l lowers too
    [InlineData(Role.Administrator, "snl", "snl", "snl")]
    [InlineData(Role.DeskAgent, "", "sn", "s")]
    [InlineData(Role.RegisteredUser, "", "sn", "s")]
    [InlineData(Role.PartnerUser, "", "sn", "s")]
    public void Of_the_customer_the_author_the_administrators_and_whom_they_name_see_it(
        Role role,
        string colleagues,
        string mine,
        string named
    )
    {
        // A clearance is a matter of the provider's staff.
        foreach (
            var opens in (string[][])
                [
                    [],
                    [Mark],
                ]
        )
        {
            var actor = new Actor(Me, Home, role) { Opens = opens };
            Say(actor, Ticket()).ShouldBe(colleagues);
            Say(actor, Ticket(mine: true)).ShouldBe(mine);
            Say(actor, Ticket(listed: true)).ShouldBe(named);
            Say(actor with { Organisation = Provider }, Ticket()).ShouldBe("");
            May.RaiseMark(actor, Ticket(mine: true), Everybody).ShouldBeTrue();
            May.RaiseMark(actor, Ticket(mine: true), []).ShouldBeFalse();
        }
    }

    [Fact]
    public void On_a_customers_own_desk_its_agents_see_a_marked_issue_only_where_they_are_named()
    {
        var agent = new Actor(Me, Home, Role.DeskAgent);
        var ticket = Ticket() with { Desk = Home };
        May.Work(agent, ticket with { Mark = null }).ShouldBeTrue();
        May.Work(agent, ticket).ShouldBeFalse();
        May.Work(agent, ticket with { Listed = [Me] }).ShouldBeTrue();
        May.Work(new Actor(Me, Home, Role.Administrator), ticket).ShouldBeTrue();
        May.See(new Actor(Me, Provider, Role.Owner) { Opens = [Mark] }, ticket with { Listed = [Me] }).ShouldBeFalse();
    }

    [Fact]
    public void Only_managers_and_the_owner_grant_clearances()
    {
        var may = Enum.GetValues<Role>().Where(x => May.GrantClearance(new(Me, Provider, x)));
        may.ShouldBe([Role.Owner, Role.Manager]);
    }

    private static string Say(Actor actor, TicketFacts ticket) =>
        (May.See(actor, ticket) ? "s" : "")
        + (May.NameForMarked(actor, ticket) ? "n" : "")
        + (May.LowerMark(actor, ticket, [PolicyRole.CustomerAdministrator]) ? "l" : "");
}
