using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Tickets;

namespace Corbel.Core.Tests.Policy;

/// <summary>Who may come by which way (clause 7).</summary>
public sealed class ChannelRightsTests
{
    private static readonly PolicyDocument Policy = TestPolicy.Document with
    {
        Channels = new()
        {
            Portal = new() { Clause = "7", For = [PolicyRole.CustomerAdministrator] },
            Telephone = new()
            {
                Clause = "7",
                For = [PolicyRole.CustomerAdministrator],
                CourtesyFor = [PolicyRole.RegisteredUser],
                Number = "1",
                Hours = "business-hour",
            },
        },
    };

    [Theory]
    [InlineData(Channel.Telephone, Role.Administrator, ChannelRight.Entitled, false)]
    [InlineData(Channel.Telephone, Role.RegisteredUser, ChannelRight.Courtesy, true)]
    [InlineData(Channel.Telephone, Role.PartnerUser, ChannelRight.NotForThem, true)]
    [InlineData(Channel.Portal, Role.RegisteredUser, ChannelRight.NotForThem, false)]
    [InlineData(Channel.Portal, Role.Administrator, ChannelRight.Entitled, false)]
    [InlineData(Channel.Chat, Role.Administrator, ChannelRight.NotOffered, false)]
    [InlineData(Channel.Mail, Role.Administrator, ChannelRight.NotOffered, false)]
    public void A_call_without_a_right_to_it_is_a_courtesy(
        Channel channel,
        Role role,
        ChannelRight right,
        bool courtesy
    )
    {
        ChannelRights.Of(Policy, channel, role).ShouldBe(right);
        ChannelRights.IsCourtesy(Policy, channel, role).ShouldBe(courtesy);
    }

    [Fact]
    public void Without_a_telephone_desk_no_call_is_a_courtesy() =>
        ChannelRights
            .IsCourtesy(TestPolicy.Document with { Channels = new() }, Channel.Telephone, Role.PartnerUser)
            .ShouldBeFalse();
}
