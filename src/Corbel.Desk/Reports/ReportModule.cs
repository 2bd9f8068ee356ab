using Corbel.Desk.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace Corbel.Desk.Reports;

/// <summary>Quarterly reports: read, issued, printed, and begun by themselves after each quarter.</summary>
internal static class ReportModule
{
    public static IServiceCollection AddReports(this IServiceCollection services)
    {
        services.AddSingleton<QuarterlyReport>();
        services.AddSingleton<ReportMails>();
        services.AddSingleton<IssueReport>();
        services.AddSingleton<ReportRuns>();
        services.AddSingleton<QuarterEnds>();
        services.AddSingleton<PrintReport>();
        services.AddSingleton<Tickets.DraftStatusReport>();
        services.AddSingleton(x => new JobKind(ReportRuns.Kind, x.GetRequiredService<ReportRuns>().Run));
        services.AddSingleton(x => new JobKind(QuarterEnds.Kind, x.GetRequiredService<QuarterEnds>().Run)
        {
            Standing = [QuarterEnds.Kind],
        });
        return services;
    }
}
