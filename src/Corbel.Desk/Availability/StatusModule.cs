using Corbel.Desk.Data;
using Corbel.Desk.Outbound;
using Corbel.Desk.Outbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Corbel.Desk.Availability;

internal static class StatusModule
{
    public static IServiceCollection AddStatusPage(this IServiceCollection services)
    {
        services.AddSingleton<ReadWindows>();
        services.AddSingleton<SubscriberLinks>();
        services.AddSingleton<WebhookNews>();
        services.AddSingleton<StatusNotices>();
        services.AddSingleton<PlanMaintenance>();
        services.AddSingleton<Exclude>();
        services.AddSingleton<RunIncident>();
        services.AddSingleton<LinkTicket>();
        services.AddSingleton<TellAffected>();
        services.AddSingleton<Subscribe>();
        services.AddSingleton<KeepWebhooks>();
        services.AddSingleton(x => new WebhookSender(
            x.GetRequiredService<Database>(),
            x.GetRequiredService<GroupWriter>(),
            new OutboundClient(x.GetRequiredService<DeskOptions>().Webhooks),
            x.GetRequiredService<DeskAddress>(),
            x.GetRequiredService<IClock>(),
            x.GetRequiredService<ILogger<WebhookSender>>()
        ));
        return services;
    }
}
