using Corbel.Desk.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace Corbel.Desk.Availability;

/// <summary>Probes, their results, the outages found and the months.</summary>
internal static class ProbingModule
{
    public static IServiceCollection AddProbing(this IServiceCollection services)
    {
        services.AddSingleton<ReadMonth>();
        services.AddSingleton<KeptMonths>();
        services.AddSingleton<OpenIncident>();
        services.AddSingleton<OutageMails>();
        services.AddSingleton<FindOutages>();
        services.AddSingleton<TakeResults>();
        services.AddSingleton<Places>();
        services.AddSingleton<KeepProbes>();
        services.AddSingleton<RunCheck>();
        services.AddSingleton<IssueMonth>();
        services.AddSingleton<LookAgain>();
        services.AddSingleton<Prober>();
        services.AddSingleton(x => new JobKind(IssueMonth.Kind, x.GetRequiredService<IssueMonth>().Run)
        {
            Standing = [IssueMonth.Kind],
        });
        services.AddSingleton(x => new JobKind(LookAgain.Kind, x.GetRequiredService<LookAgain>().Run)
        {
            Standing = [LookAgain.Kind],
        });
        return services;
    }
}
