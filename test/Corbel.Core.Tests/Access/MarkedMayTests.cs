using Corbel.Core.Access;
using Corbel.Core.Policy;

namespace Corbel.Core.Tests.Access;

/// <summary>
/// What a mark changes of permission, over every role, clearance and list, against a second formulation: the sentences of
/// clause 11 written out as a table.
/// </summary>
public sealed class MarkedMayTests
{
    private static readonly Guid Home = Guid.Parse("00000000-0000-0000-0000-000000000001");
    private static readonly Guid Me = Guid.Parse("00000000-0000-0000-0000-000000000003");
    private static readonly Guid Colleague = Guid.Parse("00000000-0000-0000-0000-000000000004");

    /// <summary>
    /// Of who would see a ticket without its mark, whether they see it with it. Columns: neither, cleared, listed, both; first
    /// where a list is needed, then where it is not.
    /// </summary>
    private static readonly Dictionary<Role, string> Staff = new()
    {
        [Role.Owner] = "---s -s-s",
        [Role.Manager] = "---s -s-s",
        [Role.Agent] = "---s -s-s",
    };

    /// <summary>Of the customer's people clearances say nothing. Columns: neither, listed, logged it.</summary>
    private static readonly Dictionary<Role, string> Customers = new()
    {
        [Role.Administrator] = "sss",
        [Role.DeskAgent] = "-ss",
        [Role.RegisteredUser] = "-ss",
        [Role.PartnerUser] = "-ss",
    };

    [Fact]
    public void Staff_see_a_marked_ticket_with_the_clearance_and_on_the_list()
    {
        foreach (var (role, row) in Staff)
        {
            var cells = row.Replace(" ", "", StringComparison.Ordinal);
            for (var i = 0; i < cells.Length; i++)
            {
                var (cleared, listed, needsList) = ((i & 1) != 0, (i & 2) != 0, i < 4);
                var actor = new Actor(Me, Home, role) { Opens = cleared ? ["secret"] : ["other"] };
                var ticket = Marked(new(Colleague, Colleague), needsList, listed);
                May.See(actor, ticket).ShouldBe(cells[i] == 's', $"{role} {cleared} {listed} {needsList}");
                May.Work(actor, ticket).ShouldBe(cells[i] == 's', $"{role} {cleared} {listed} {needsList}");
                May.NameForMarked(actor, ticket).ShouldBe(cells[i] == 's');
                May.SeeAccessLog(actor, ticket).ShouldBe(cells[i] == 's');
                May.LowerMark(actor, ticket, [.. Enum.GetValues<PolicyRole>()]).ShouldBeFalse("never staff");
            }
        }
    }

    [Fact]
    public void Of_the_customer_the_author_the_administrators_and_whom_they_name_see_it()
    {
        foreach (var (role, row) in Customers)
        foreach (var own in (Guid?[])[null, Home])
            for (var i = 0; i < row.Length; i++)
            {
                var actor = new Actor(Me, Home, role) { Opens = ["secret"] };
                // Each would see it without the mark: takes part in it, and an own desk handed it over.
                var facts = new TicketFacts(Home, i == 2 ? Me : Colleague, own, own is null) { Participants = [Me] };
                May.See(actor, facts).ShouldBeTrue();
                var ticket = Marked(facts, needsList: true, listed: i == 1);
                May.See(actor, ticket).ShouldBe(row[i] == 's', $"{role} {own} {i}");
                May.NameForMarked(actor, ticket).ShouldBe(role == Role.Administrator || i == 2, $"{role} {own} {i}");
                May.SeeAccessLog(actor, ticket).ShouldBe(role == Role.Administrator);
                May.LowerMark(actor, ticket, [PolicyRole.CustomerAdministrator]).ShouldBe(role == Role.Administrator);
            }
    }

    [Fact]
    public void A_mark_opens_nothing_to_who_sees_nothing_without_it()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            var actor = new Actor(Me, Home, role) { Opens = ["secret"] };
            foreach (var facts in (TicketFacts[])[new(Colleague, Colleague), new(Colleague, Colleague, Colleague)])
                if (!May.See(actor, facts))
                    May.See(actor, Marked(facts, needsList: false, listed: true)).ShouldBeFalse($"{role}");
        }
    }

    private static TicketFacts Marked(TicketFacts facts, bool needsList, bool listed) =>
        facts with
        {
            Mark = "secret",
            NeedsList = needsList,
            Listed = listed ? [Me] : [Colleague],
        };
}
