using Microsoft.Extensions.DependencyInjection;

namespace Corbel.Desk.Availability;

/// <summary>Probes, their results, the outages found and the months.</summary>
internal static class ProbingModule
{
    public static IServiceCollection AddProbing(this IServiceCollection services)
    {
        services.AddSingleton<ReadMonth>();
        return services;
    }
}
