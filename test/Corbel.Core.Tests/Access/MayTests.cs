using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Tickets;

namespace Corbel.Core.Tests.Access;

/// <summary>Permission over every combination, against a second formulation: a table written out by hand.</summary>
public sealed class MayTests
{
    private static readonly Guid Home = Guid.Parse("00000000-0000-0000-0000-000000000001");
    private static readonly Guid Elsewhere = Guid.Parse("00000000-0000-0000-0000-000000000002");
    private static readonly Guid Me = Guid.Parse("00000000-0000-0000-0000-000000000003");
    private static readonly Guid Colleague = Guid.Parse("00000000-0000-0000-0000-000000000004");

    /// <summary>role: own organisation and own ticket; own organisation, another's; another organisation; the person moved.</summary>
    private static readonly Dictionary<Role, string> Sees = new()
    {
        [Role.Owner] = "yes yes yes yes",
        [Role.Manager] = "yes yes yes yes",
        [Role.Agent] = "yes yes yes yes",
        [Role.Administrator] = "yes yes no no",
        [Role.RegisteredUser] = "yes no no no",
        [Role.PartnerUser] = "yes no no no",
    };

    [Fact]
    public void Who_takes_part_sees_a_ticket_of_the_own_organisation()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            var actor = new Actor(Me, Home, role);
            var staff = role is Role.Owner or Role.Manager or Role.Agent;
            May.See(actor, new(Home, Colleague) { Participants = [Me] }).ShouldBeTrue(role.ToString());
            May.See(actor, new(Elsewhere, Colleague) { Participants = [Me] }).ShouldBe(staff, role.ToString());
        }
    }

    [Fact]
    public void Who_sees_which_ticket()
    {
        Sees.Keys.ShouldBe(Enum.GetValues<Role>(), ignoreOrder: true);
        foreach (var (role, row) in Sees)
        {
            var actor = new Actor(Me, Home, role);
            TicketFacts[] tickets =
            [
                new(Home, Me),
                new(Home, Colleague),
                new(Elsewhere, Colleague),
                new(Elsewhere, Me),
            ];
            var answers = tickets.Select(x => May.See(actor, x) ? "yes" : "no");
            string.Join(' ', answers).ShouldBe(row, role.ToString());
        }
    }

    [Fact]
    public void Notes_assignments_and_warnings_are_for_staff_alone()
    {
        Happening[] inside =
        [
            new StaffNote(),
            new Assignment(Me),
            new Warning(TargetKind.FirstResponse, 1, default, 0),
        ];
        Happening[] open =
        [
            new CustomerMessage(Channel.Mail, null, false),
            new StaffReply(Channel.Mail),
            new Acknowledgement(Channel.Mail),
            new Contact(Channel.Mail, 2),
            new DeliveryFailure(2),
            new ContactElsewhere(Channel.Mail, Me, 2),
            new SeverityChoice("1"),
            new SeverityObjection(),
            new SeverityDecision("1"),
            new Wait(2),
            new WaitEnd(),
            new HolidayChange(""),
            new Merge(Me),
            new MergedIn(Me),
            new Participation(Me),
            new Split(Me, 2),
            new HandOver(Me),
            new Resolution(ResolutionOutcome.Solved),
            new Reopening(null, default),
            new Receipt(Channel.Mail, Home, Me, null, ReceivedBasis.Custody, "", null, "en"),
        ];
        var kinds = typeof(Happening).Assembly.GetTypes().Count(x => x.BaseType == typeof(Happening));
        (inside.Length + open.Length).ShouldBe(kinds, "a new kind of entry must be sorted in here");
        foreach (var role in Enum.GetValues<Role>())
        {
            var actor = new Actor(Me, Home, role);
            inside.ShouldAllBe(x => May.SeeEntry(actor, x) == actor.IsStaff);
            open.ShouldAllBe(x => May.SeeEntry(actor, x));
        }
    }

    [Fact]
    public void Who_logs_and_who_works()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            var actor = new Actor(Me, Home, role);
            var staff = role is Role.Owner or Role.Manager or Role.Agent;
            May.Work(actor).ShouldBe(staff);
            May.SeeHeld(actor).ShouldBe(staff);
            May.SeeWholeDesk(actor).ShouldBe(staff);
            May.Log(actor).ShouldBe(!staff);
            May.Vary(actor).ShouldBe(actor.Role is Role.Owner or Role.Manager);
            May.SeeVariation(actor, actor.Organisation).ShouldBe(actor.Role != Role.PartnerUser);
            May.SeeVariation(actor, Guid.NewGuid()).ShouldBe(staff);
        }
    }
}
