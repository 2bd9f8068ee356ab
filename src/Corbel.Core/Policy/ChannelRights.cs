using Corbel.Core.Access;
using Corbel.Core.Tickets;

namespace Corbel.Core.Policy;

/// <summary>Whether somebody may use a way in.</summary>
public enum ChannelRight
{
    /// <summary>The policy does not offer that way.</summary>
    NotOffered,

    /// <summary>It is offered, and not to this person. The desk writes it down all the same and turns nobody away.</summary>
    NotForThem,

    /// <summary>Within reason and for simple questions (clause 7).</summary>
    Courtesy,

    /// <summary>They may.</summary>
    Entitled,
}

/// <summary>What the policy says of who may come by which way (clause 7).</summary>
public static class ChannelRights
{
    /// <summary>The right of a role to a way in.</summary>
    public static ChannelRight Of(PolicyDocument policy, Channel channel, Role role)
    {
        var (channels, who) = (policy.Channels, PolicyRoleOf(role));
        return channel switch
        {
            Channel.Telephone when channels.Telephone is { } telephone => telephone.For.Contains(who)
                ? ChannelRight.Entitled
            : telephone.CourtesyFor.Contains(who) ? ChannelRight.Courtesy
            : ChannelRight.NotForThem,
            Channel.Chat => Plain(channels.Chat),
            Channel.Portal => Plain(channels.Portal),
            Channel.Mail when channels.Mail is { } mail => Right(mail.For.Contains(who)),
            _ => ChannelRight.NotOffered,
        };

        ChannelRight Plain(ChannelSpec? spec) => spec is null ? ChannelRight.NotOffered : Right(spec.For.Contains(who));
    }

    /// <summary>A call by somebody who is not entitled to it is a courtesy call, and is logged as one.</summary>
    public static bool IsCourtesy(PolicyDocument policy, Channel channel, Role role) =>
        channel == Channel.Telephone && Of(policy, channel, role) is ChannelRight.Courtesy or ChannelRight.NotForThem;

    private static ChannelRight Right(bool may) => may ? ChannelRight.Entitled : ChannelRight.NotForThem;

    private static PolicyRole PolicyRoleOf(Role role) =>
        role switch
        {
            Role.Administrator => PolicyRole.CustomerAdministrator,
            Role.DeskAgent => PolicyRole.DeskAgent,
            Role.RegisteredUser => PolicyRole.RegisteredUser,
            Role.PartnerUser => PolicyRole.PartnerUser,
            _ => PolicyRole.CustomersOwnCustomer,
        };
}
