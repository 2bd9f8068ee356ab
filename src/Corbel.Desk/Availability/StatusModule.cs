using Microsoft.Extensions.DependencyInjection;

namespace Corbel.Desk.Availability;

internal static class StatusModule
{
    public static IServiceCollection AddStatusPage(this IServiceCollection services)
    {
        services.AddSingleton<ReadWindows>();
        services.AddSingleton<SubscriberLinks>();
        services.AddSingleton<StatusNotices>();
        services.AddSingleton<PlanMaintenance>();
        services.AddSingleton<Exclude>();
        services.AddSingleton<RunIncident>();
        services.AddSingleton<LinkTicket>();
        services.AddSingleton<TellAffected>();
        services.AddSingleton<Subscribe>();
        return services;
    }
}
