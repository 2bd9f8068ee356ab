using Corbel.Desk.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace Corbel.Desk.Telephone;

internal static class TelephoneModule
{
    public static IServiceCollection AddTelephone(this IServiceCollection services)
    {
        services.AddSingleton<NumberPlan>();
        services.AddSingleton<KeepNumbers>();
        services.AddSingleton<ReadVoicemail>();
        services.AddSingleton<Pbxes>();
        services.AddSingleton<TakeCallEvent>();
        services.AddSingleton<PutCallAside>();
        services.AddSingleton<CallerLanguage>();
        services.AddSingleton<CallJobs>();
        services.AddSingleton<MissedCalls>();
        services.AddSingleton<UnwrittenCalls>();
        services.AddSingleton(x => new JobKind(MissedCalls.Kind, x.GetRequiredService<MissedCalls>().Run));
        services.AddSingleton(x => new JobKind(UnwrittenCalls.Kind, x.GetRequiredService<UnwrittenCalls>().Run));
        return services;
    }
}
