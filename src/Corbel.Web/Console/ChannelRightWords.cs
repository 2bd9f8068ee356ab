using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Console;

/// <summary>What the policy says of a person and a way, in words for staff. It stops nobody.</summary>
internal static class ChannelRightWords
{
    public static (Ui.Promise Look, string Words) Of(
        PolicyDocument policy,
        Channel channel,
        Role role,
        IStringLocalizer<Texts> t
    ) =>
        ChannelRights.Of(policy, channel, role) switch
        {
            ChannelRight.Entitled => (Ui.Promise.Kept, t["offered to them by the policy"]),
            ChannelRight.Courtesy => (
                Ui.Promise.Calm,
                t["by courtesy, for simple questions: logged as a courtesy call"]
            ),
            ChannelRight.NotOffered => (
                Ui.Promise.Closed,
                t["the policy does not offer it; it is logged all the same"]
            ),
            _ when channel == Channel.Telephone => (
                Ui.Promise.Calm,
                t["not offered to them: logged as a courtesy call"]
            ),
            _ => (Ui.Promise.Closed, t["not offered to them; it is logged all the same"]),
        };
}
