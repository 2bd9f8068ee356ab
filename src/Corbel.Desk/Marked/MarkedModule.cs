using Corbel.Desk.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace Corbel.Desk.Marked;

/// <summary>Marks, clearances and what they keep shut (clause 11).</summary>
internal static class MarkedModule
{
    public static IServiceCollection AddMarked(this IServiceCollection services)
    {
        services.AddSingleton<Clearances>();
        services.AddSingleton<OutboxGuard>();
        services.AddSingleton<GrantClearance>();
        services.AddSingleton<MarkMails>();
        services.AddSingleton<MarkMoment>();
        services.AddSingleton<MarkIssue>();
        services.AddSingleton<Intake.PlacementMark>();
        services.AddSingleton<LowerMark>();
        services.AddSingleton<NameForMarked>();
        services.AddSingleton<AccessLog>();
        services.AddSingleton<HeldFiles>();
        services.AddSingleton<SourceCopies>();
        services.AddSingleton<RotateKeys>();
        services.AddSingleton<WipePlain>();
        services.AddSingleton<SealMarked>();
        services.AddSingleton<CheckSealed>();
        services.AddSingleton(x => new JobKind(SealJobs.Kind, x.GetRequiredService<SealMarked>().Run));
        services.AddSingleton<UnservedMarked>();
        services.AddSingleton(x => new JobKind(UnservedMarked.Kind, x.GetRequiredService<UnservedMarked>().Run)
        {
            Standing = [UnservedMarked.Kind],
        });
        return services;
    }
}
