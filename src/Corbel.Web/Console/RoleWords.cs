using Corbel.Core.Access;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Console;

internal static class RoleWords
{
    public static string Of(Role role, IStringLocalizer<Texts> t) =>
        role switch
        {
            Role.Owner => t["Owner"],
            Role.Manager => t["Manager"],
            Role.Agent => t["Agent"],
            Role.Administrator => t["Administrator"],
            Role.DeskAgent => t["Desk agent"],
            Role.RegisteredUser => t["Registered user"],
            _ => t["Partner user"],
        };
}
