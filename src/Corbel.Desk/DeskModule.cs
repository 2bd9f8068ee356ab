using Corbel.Desk.Availability;
using Corbel.Desk.Backups;
using Corbel.Desk.Chats;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Corbel.Desk.Holidays;
using Corbel.Desk.Intake;
using Corbel.Desk.Intake.Mailboxes;
using Corbel.Desk.Intake.Seals;
using Corbel.Desk.Jobs;
using Corbel.Desk.Live;
using Corbel.Desk.Marked;
using Corbel.Desk.Outbound;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Corbel.Desk.Releases;
using Corbel.Desk.Reports;
using Corbel.Desk.Sessions;
using Corbel.Desk.Telephone;
using Corbel.Desk.Tickets;
using Corbel.Desk.Variations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;

namespace Corbel.Desk;

/// <summary>Puts the desk's use cases into a host.</summary>
public static class DeskModule
{
    /// <summary>The use cases, without anything that runs by itself: what a command line needs.</summary>
    public static IServiceCollection AddDesk(this IServiceCollection services, DeskOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(options.Mail);
        services.AddSingleton<IClock>(SystemClock.Instance);
        services.AddSingleton(_ => new MasterKeys(options));
        services.AddSingleton(x => Open(options, x.GetRequiredService<MasterKeys>()));
        services.AddSingleton<GroupWriter>();
        services.AddSingleton(x => new FileStore(
            x.GetRequiredService<Database>(),
            x.GetRequiredService<GroupWriter>(),
            options.Data
        ));
        // Keys and policy are read once, when the first use case asks; by then the tables exist.
        services.AddSingleton(x => DeskKeys.Load(x.GetRequiredService<GroupWriter>()).GetAwaiter().GetResult());
        services.AddSingleton<PolicyShelf>();
        services.AddSingleton<PolicyMails>();
        services.AddSingleton<PostPolicy>();
        services.AddSingleton<ReplayPolicy>();
        services.AddSingleton<PostDeskPolicy>();
        services.AddSingleton<PreviewPolicy>();
        services.AddSingleton<PreviewDeskPolicy>();
        services.AddSingleton<RecordUsage>();
        services.AddSingleton<RecordDeskUse>();
        services.AddSingleton<Hosts>();
        services.AddSingleton<LodgeObjection>();
        services.AddSingleton<AnswerObjection>();
        services.AddSingleton<RecordClause>();
        services.AddSingleton(x =>
            DeskAddress.Of(
                options,
                x.GetRequiredService<Database>(),
                x.GetRequiredService<PolicyShelf>(),
                x.GetRequiredService<IClock>()
            )
        );
        services.AddSingleton<TicketNumbers>();
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<Acknowledging>();
        services.AddSingleton<DeskChoice>();
        services.AddSingleton<Placement>();
        services.AddSingleton(_ => MailKeys.Load(options.Mail.Keys, options.Data));
        services.AddSingleton<ReceiveMessage>();
        services.AddSingleton<PlaceHeld>();
        services.AddSingleton<LogForPerson>();
        services.AddSingleton<ReadHeld>();
        services.AddSingleton<TicketWork>();
        services.AddSingleton<ReplyMail>();
        services.AddSingleton<Reply>();
        services.AddSingleton<EndWait>();
        services.AddSingleton<ObjectToSeverity>();
        services.AddSingleton<DecideSeverity>();
        services.AddSingleton<TicketNotice>();
        services.AddSingleton<MergeInto>();
        services.AddSingleton<SplitOff>();
        services.AddSingleton<HandOverIssue>();
        services.AddSingleton<SendBack>();
        services.AddSingleton<PassOn>();
        services.AddSingleton<HandedOver>();
        services.AddSingleton<AcceptSender>();
        services.AddSingleton<AddNote>();
        services.AddSingleton<SetSeverity>();
        services.AddSingleton<ClaimSeverity>();
        services.AddSingleton<Assign>();
        services.AddSingleton<Resolve>();
        services.AddSingleton<Reopen>();
        services.AddSingleton<ReadTicket>();
        services.AddSingleton<MarkRead>();
        services.AddSingleton<CheckJournal>();
        services.AddSingleton<TakeBackup>();
        services.AddSingleton<Register>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<SetPreferences>();
        services.AddSingleton<SignInLinks>();
        services.AddSingleton(x => MailTransport.For(options, x.GetRequiredService<IClock>()));
        services.AddSingleton<MailSender>();
        services.AddSingleton<DeadLetters>();
        services.AddSingleton<DiskWatch>();
        services.AddSingleton<MaildirSource>();
        services.AddSingleton<MailboxSource>();
        services.AddSingleton<Warnings>();
        services.AddSingleton<StaffNotices>();
        services.AddSingleton<RecordVariation>();
        services.AddSingleton<WithdrawVariation>();
        services.AddSingleton(_ => new OutboundClient(options.Outbound));
        services.AddSingleton<JobLease>();
        services.AddHolidays(options);
        services.AddTelephone();
        services.AddChats();
        services.AddProbing();
        services.AddMarked();
        services.AddReports();
        services.AddStatusPage();
        services.AddSessions();
        services.AddReleases();
        services.AddSingleton<JobRunner>();
        services.AddScoped(x => x.GetRequiredService<Database>().Read());
        return services;
    }

    /// <summary>What runs by itself while the desk serves: taking mail, sending it, due work, the live feed.</summary>
    public static IServiceCollection AddDeskWork(this IServiceCollection services)
    {
        services.AddSingleton<IHostedService>(x => x.GetRequiredService<LiveFeed>());
        services.AddSingleton<IHostedService>(x => x.GetRequiredService<DiskWatch>());
        services.AddSingleton<IHostedService>(x => x.GetRequiredService<MaildirSource>());
        services.AddSingleton<IHostedService>(x => x.GetRequiredService<MailboxSource>());
        services.AddSingleton<IHostedService>(x => x.GetRequiredService<MailSender>());
        services.AddSingleton<IHostedService>(x => x.GetRequiredService<WebhookSender>());
        services.AddSingleton<IHostedService>(x => x.GetRequiredService<JobRunner>());
        services.AddSingleton<IHostedService>(x => x.GetRequiredService<Prober>());
        return services;
    }

    private static Database Open(DeskOptions options, MasterKeys masters)
    {
        if (!string.IsNullOrEmpty(options.Database))
            return Database.Postgres(options.Database, masters);
        DurableFile.MakeFolder(Path.GetFullPath(options.Data));
        return Database.Sqlite(Path.Combine(options.Data, "corbel.db"), masters);
    }
}
