using System.Collections.Immutable;
using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Tickets;

namespace Corbel.Core.Tests.Access;

/// <summary>Permission over every combination, against a second formulation: tables written out by hand.</summary>
public sealed class MayTests
{
    private static readonly Guid Home = Guid.Parse("00000000-0000-0000-0000-000000000001");
    private static readonly Guid Elsewhere = Guid.Parse("00000000-0000-0000-0000-000000000002");
    private static readonly Guid Me = Guid.Parse("00000000-0000-0000-0000-000000000003");
    private static readonly Guid Colleague = Guid.Parse("00000000-0000-0000-0000-000000000004");

    /// <summary>The tickets of the tables, in the order of their columns.</summary>
    private static readonly TicketFacts[] Tickets =
    [
        // On the provider's desk: mine, a colleague's, one that our own desk handed over; another organisation's, one that
        // its desk handed over, and one that I logged before I moved here.
        new(Home, Me),
        new(Home, Colleague),
        new(Home, Colleague, HandedOver: true),
        new(Elsewhere, Colleague),
        new(Elsewhere, Colleague, HandedOver: true),
        new(Elsewhere, Me),
        // On my organisation's own desk: mine, a colleague's, a partner's.
        new(Home, Me, Home),
        new(Home, Colleague, Home),
        new(Elsewhere, Colleague, Home),
        // On another customer's own desk: mine, a colleague's, a stranger's.
        new(Home, Me, Elsewhere),
        new(Home, Colleague, Elsewhere),
        new(Elsewhere, Colleague, Elsewhere),
    ];

    /// <summary>s: sees it; w: sees it and works on it; -: neither.</summary>
    private static readonly Dictionary<Role, string> Table = new()
    {
        [Role.Owner] = "wwwwww --- ---",
        [Role.Manager] = "wwwwww --- ---",
        [Role.Agent] = "wwwwww --- ---",
        [Role.Administrator] = "sss--- www ---",
        [Role.DeskAgent] = "s-s--- www s--",
        [Role.RegisteredUser] = "s----- s-- s--",
        [Role.PartnerUser] = "s----- s-- s--",
    };

    private static IEnumerable<(Actor Actor, TicketFacts Ticket, char Cell)> Cells() =>
        Table.SelectMany(row =>
            row.Value.Replace(" ", "", StringComparison.Ordinal)
                .Zip(Tickets, (cell, ticket) => (new Actor(Me, Home, row.Key), ticket, cell))
        );

    [Fact]
    public void Who_takes_part_sees_a_ticket_of_the_own_organisation()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            var actor = new Actor(Me, Home, role);
            var staff = role is Role.Owner or Role.Manager or Role.Agent;
            May.See(actor, new(Home, Colleague) { Participants = [Me] }).ShouldBeTrue(role.ToString());
            May.See(actor, new(Elsewhere, Colleague) { Participants = [Me] }).ShouldBe(staff, role.ToString());
            May.Write(actor, new(Home, Colleague) { Participants = [Me] }).ShouldBeTrue(role.ToString());
            May.Write(actor, new(Home, Colleague, Home) { Participants = [Me] }).ShouldBe(!staff, role.ToString());
        }
    }

    [Fact]
    public void Who_sees_and_works_on_which_ticket()
    {
        Table.Keys.ShouldBe(Enum.GetValues<Role>(), ignoreOrder: true);
        Cells().Count().ShouldBe(Table.Count * Tickets.Length);
        foreach (var (actor, ticket, cell) in Cells())
        {
            May.See(actor, ticket).ShouldBe(cell is 's' or 'w', $"{actor.Role} sees {ticket}");
            May.Work(actor, ticket).ShouldBe(cell is 'w', $"{actor.Role} works on {ticket}");
        }
    }

    /// <summary>role: writes; reads of all customers, the own one, another; opens the documents of the same three.</summary>
    private static readonly Dictionary<Role, string> Records = new()
    {
        [Role.Owner] = "yes, yes yes yes, yes yes yes",
        [Role.Manager] = "yes, yes yes yes, yes yes yes",
        [Role.Agent] = "no, yes yes yes, yes yes yes",
        [Role.Administrator] = "no, yes yes no, yes yes no",
        [Role.DeskAgent] = "no, yes yes no, yes no no",
        [Role.RegisteredUser] = "no, yes yes no, yes no no",
        [Role.PartnerUser] = "no, yes yes no, yes no no",
    };

    [Fact]
    public void Who_writes_reads_and_opens_records_of_clauses()
    {
        Records.Keys.ShouldBe(Enum.GetValues<Role>(), ignoreOrder: true);
        static string Say(bool may) => may ? "yes" : "no";
        foreach (var (role, row) in Records)
        {
            var actor = new Actor(Me, Home, role);
            Guid?[] about = [null, Home, Elsewhere];
            string[] parts =
            [
                Say(May.Record(actor)),
                string.Join(' ', about.Select(x => Say(May.SeeRecord(actor, x)))),
                string.Join(' ', about.Select(x => Say(May.OpenRecord(actor, x)))),
            ];
            string.Join(", ", parts).ShouldBe(row, role.ToString());
        }
    }

    [Fact]
    public void Who_works_on_a_ticket_writes_as_its_customer_only_on_what_they_logged()
    {
        foreach (var (actor, ticket, cell) in Cells())
            May.Write(actor, ticket)
                .ShouldBe(cell is 's' || (cell is 'w' && ticket.Reporter == Me), $"{actor} {ticket}");
    }

    [Fact]
    public void What_passes_inside_a_desk_is_for_its_people_alone()
    {
        Happening[] inside =
        [
            new StaffNote(),
            new Assignment(Me),
            new Warning(TargetKind.FirstResponse, 1, default, 0),
            new HandOver(Me),
            new HandBack(Me),
            // Of the customer's side it is told.
            new NeedToKnow(Me, true) { Staff = true },
        ];
        Happening[] open =
        [
            new CustomerMessage(Channel.Mail, null, false),
            new StaffReply(Channel.Mail),
            new Acknowledgement(Channel.Mail),
            new SenderAcceptance(1),
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
            new Resolution(ResolutionOutcome.Solved),
            new Reopening(null, default),
            new Marking("a", "a"),
            new MarkLowering(null, null),
            new MarkNotice(MarkNews.MayPass),
            new Receipt(Channel.Mail, Home, Me, null, ReceivedBasis.Custody, "", null, "en"),
        ];
        var kinds = typeof(Happening).Assembly.GetTypes().Count(x => x.BaseType == typeof(Happening));
        (inside.Length + open.Length).ShouldBe(kinds, "a new kind of entry must be sorted in here");
        May.IsInternal(new NeedToKnow(Me, true)).ShouldBeFalse();
        foreach (var (actor, ticket, cell) in Cells())
        {
            inside.ShouldAllBe(x => May.SeeEntry(actor, ticket, x) == (cell == 'w'));
            open.ShouldAllBe(x => May.SeeEntry(actor, ticket, x));
        }
    }

    [Fact]
    public void Administrators_hand_over_from_their_own_desk_and_whom_the_policy_names_besides()
    {
        ImmutableArray<PolicyRole> byAgents = [PolicyRole.CustomerAdministrator, PolicyRole.DeskAgent];
        ImmutableArray<PolicyRole> byAdministrators = [PolicyRole.CustomerAdministrator];
        ImmutableArray<PolicyRole> others = [.. Enum.GetValues<PolicyRole>().Except(byAgents)];
        foreach (var (actor, ticket, cell) in Cells())
        {
            var onOwnDesk = cell == 'w' && ticket.Desk == Home;
            May.HandOver(actor, ticket, byAdministrators).ShouldBe(onOwnDesk && actor.Role == Role.Administrator);
            May.HandOver(actor, ticket, byAgents).ShouldBe(onOwnDesk);
            May.HandOver(actor, ticket, others).ShouldBeFalse();
        }
    }

    [Fact]
    public void Who_logs_and_who_sees_the_whole_desk()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            var actor = new Actor(Me, Home, role);
            var staff = role is Role.Owner or Role.Manager or Role.Agent;
            var own = role is Role.Administrator or Role.DeskAgent;
            actor.OwnDesk.ShouldBe(own ? Home : null);
            actor.WorksOnADesk.ShouldBe(staff || own);
            May.SeeHeld(actor).ShouldBe(staff);
            May.SeeWholeDesk(actor).ShouldBe(staff);
            May.Log(actor).ShouldBe(!staff);
            May.Vary(actor).ShouldBe(actor.Role is Role.Owner or Role.Manager);
            May.SeeVariation(actor, actor.Organisation).ShouldBe(actor.Role != Role.PartnerUser);
            May.SeeVariation(actor, Guid.NewGuid()).ShouldBe(staff);
        }
    }

    [Fact]
    public void Managers_post_the_policy_and_administrators_object_to_it()
    {
        Role[] post = [Role.Owner, Role.Manager];
        foreach (var role in Enum.GetValues<Role>())
        {
            var actor = new Actor(Me, Home, role);
            May.PostPolicy(actor).ShouldBe(post.Contains(role), role.ToString());
            May.Object(actor).ShouldBe(role == Role.Administrator, role.ToString());
            May.SeeContract(actor, Home).ShouldBeTrue();
            May.SeeContract(actor, Elsewhere).ShouldBe(actor.IsStaff, role.ToString());
        }
    }
}
