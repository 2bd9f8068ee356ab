using Corbel.Core.Tickets;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Console;

internal static class ChannelWords
{
    public static string Icon(this Channel channel) =>
        channel switch
        {
            Channel.Mail => "mail",
            Channel.Portal => "globe",
            Channel.Chat => "message-square",
            _ => "phone",
        };

    public static string Words(this Channel channel, IStringLocalizer<Texts> t) =>
        channel switch
        {
            Channel.Mail => t["by e-mail"],
            Channel.Portal => t["by the portal"],
            Channel.Chat => t["by chat"],
            _ => t["by telephone"],
        };
}
