using Microsoft.Extensions.DependencyInjection;

namespace Corbel.Desk.Releases;

internal static class ReleasesModule
{
    public static IServiceCollection AddReleases(this IServiceCollection services)
    {
        services.AddSingleton<KeepOrders>();
        services.AddSingleton<PlanRelease>();
        services.AddSingleton<ReleaseMails>();
        services.AddSingleton<EditRelease>();
        services.AddSingleton<EndOrder>();
        services.AddSingleton<DeliverRelease>();
        services.AddSingleton<FixedIn>();
        services.AddSingleton<AnswerFix>();
        return services;
    }
}
