using Corbel.Desk.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace Corbel.Desk.Sessions;

internal static class SessionsModule
{
    public static IServiceCollection AddSessions(this IServiceCollection services)
    {
        services.AddSingleton<SessionWork>();
        services.AddSingleton<SessionMails>();
        services.AddSingleton<RecordProposal>();
        services.AddSingleton<OfferSlot>();
        services.AddSingleton<BookSession>();
        services.AddSingleton<ChangeSession>();
        services.AddSingleton<CancelSession>();
        services.AddSingleton<HoldSession>();
        services.AddSingleton<SessionReminders>();
        services.AddSingleton(x => new JobKind(SessionReminders.Kind, x.GetRequiredService<SessionReminders>().Run));
        return services;
    }
}
