using Corbel.Desk.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace Corbel.Desk.Chats;

internal static class ChatModule
{
    public static IServiceCollection AddChats(this IServiceCollection services)
    {
        services.AddSingleton<HostKeys>();
        services.AddSingleton<ChatToken>();
        services.AddSingleton<OpenChat>();
        services.AddSingleton<ReadChat>();
        services.AddSingleton<ChatPresence>();
        services.AddSingleton<ChatMails>();
        services.AddSingleton<LeaveChat>();
        services.AddSingleton<Macros>();
        services.AddSingleton<FollowUpChats>();
        services.AddSingleton(x => new JobKind(FollowUpChats.Kind, x.GetRequiredService<FollowUpChats>().Run)
        {
            Standing = [FollowUpChats.Kind],
        });
        return services;
    }
}
