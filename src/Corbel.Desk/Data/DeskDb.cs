using Corbel.Desk.Availability;
using Corbel.Desk.Chats;
using Corbel.Desk.Holidays;
using Corbel.Desk.Intake;
using Corbel.Desk.Intake.Mailboxes;
using Corbel.Desk.Jobs;
using Corbel.Desk.Marked;
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
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Desk.Data;

/// <summary>The desk's tables. The same model on both databases; only migrations and the ticket number differ.</summary>
public abstract class DeskDb(DbContextOptions options) : DbContext(options)
{
    public DbSet<Organisation> Organisations => Set<Organisation>();
    public DbSet<OrganisationDomain> OrganisationDomains => Set<OrganisationDomain>();
    public DbSet<Person> People => Set<Person>();
    public DbSet<PersonNumber> PersonNumbers => Set<PersonNumber>();
    public DbSet<OrganisationNumber> OrganisationNumbers => Set<OrganisationNumber>();
    public DbSet<Pbx> Pbxes => Set<Pbx>();
    public DbSet<Call> Calls => Set<Call>();
    public DbSet<Chat> Chats => Set<Chat>();
    public DbSet<ChatPass> ChatPasses => Set<ChatPass>();
    public DbSet<UsedToken> UsedTokens => Set<UsedToken>();
    public DbSet<ChatAgent> ChatAgents => Set<ChatAgent>();
    public DbSet<HostKey> HostKeys => Set<HostKey>();
    public DbSet<HostOrigin> HostOrigins => Set<HostOrigin>();
    public DbSet<Macro> Macros => Set<Macro>();
    public DbSet<SignInLink> SignInLinks => Set<SignInLink>();
    public DbSet<Ticket> Tickets => Set<Ticket>();
    public DbSet<JournalRow> Journal => Set<JournalRow>();
    public DbSet<AccessRow> AccessLog => Set<AccessRow>();
    public DbSet<SourceCopy> SourceCopies => Set<SourceCopy>();
    public DbSet<OwnerKey> OwnerKeys => Set<OwnerKey>();
    public DbSet<Clearance> Clearances => Set<Clearance>();
    public DbSet<LeftBefore> LeftBefore => Set<LeftBefore>();
    public DbSet<Content> Contents => Set<Content>();
    public DbSet<Attachment> Attachments => Set<Attachment>();
    public DbSet<ClockRow> Clocks => Set<ClockRow>();
    public DbSet<TicketParticipant> Participants => Set<TicketParticipant>();
    public DbSet<TicketListed> Listed => Set<TicketListed>();
    public DbSet<WaitRow> Waits => Set<WaitRow>();
    public DbSet<ReadMark> ReadMarks => Set<ReadMark>();
    public DbSet<Custody> Custodies => Set<Custody>();
    public DbSet<Mailbox> Mailboxes => Set<Mailbox>();
    public DbSet<OutgoingMail> Outbox => Set<OutgoingMail>();
    public DbSet<Job> Jobs => Set<Job>();
    public DbSet<PolicyVersion> PolicyVersions => Set<PolicyVersion>();
    public DbSet<HolidaySet> HolidaySets => Set<HolidaySet>();
    public DbSet<Variation> Variations => Set<Variation>();
    public DbSet<DeskPolicy> DeskPolicies => Set<DeskPolicy>();
    public DbSet<Acceptance> Acceptances => Set<Acceptance>();
    public DbSet<DeskUse> DeskUses => Set<DeskUse>();
    public DbSet<Objection> Objections => Set<Objection>();
    public DbSet<HostSecret> HostSecrets => Set<HostSecret>();
    public DbSet<ClauseRecord> ClauseRecords => Set<ClauseRecord>();
    public DbSet<Component> Components => Set<Component>();
    public DbSet<Probe> Probes => Set<Probe>();
    public DbSet<Place> Places => Set<Place>();
    public DbSet<ProbeDay> ProbeDays => Set<ProbeDay>();
    public DbSet<ProbeNow> ProbeNow => Set<ProbeNow>();
    public DbSet<AvailabilityMonth> AvailabilityMonths => Set<AvailabilityMonth>();
    public DbSet<Outage> Outages => Set<Outage>();
    public DbSet<Incident> Incidents => Set<Incident>();
    public DbSet<IncidentUpdate> IncidentUpdates => Set<IncidentUpdate>();
    public DbSet<MaintenanceWindow> MaintenanceWindows => Set<MaintenanceWindow>();
    public DbSet<Exclusion> Exclusions => Set<Exclusion>();
    public DbSet<IssuedReport> IssuedReports => Set<IssuedReport>();
    public DbSet<ReportRun> ReportRuns => Set<ReportRun>();
    public DbSet<ExclusionWithdrawal> ExclusionWithdrawals => Set<ExclusionWithdrawal>();
    public DbSet<IncidentTicket> IncidentTickets => Set<IncidentTicket>();
    public DbSet<IncidentTelling> IncidentTellings => Set<IncidentTelling>();
    public DbSet<Subscriber> Subscribers => Set<Subscriber>();
    public DbSet<Webhook> Webhooks => Set<Webhook>();
    public DbSet<WebhookCall> WebhookCalls => Set<WebhookCall>();
    public DbSet<Proposal> Proposals => Set<Proposal>();
    public DbSet<ProposalLine> ProposalLines => Set<ProposalLine>();
    public DbSet<SessionSlot> SessionSlots => Set<SessionSlot>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<SessionAttendee> SessionAttendees => Set<SessionAttendee>();
    public DbSet<SessionEntry> SessionEntries => Set<SessionEntry>();
    public DbSet<Skill> Skills => Set<Skill>();
    public DbSet<Product> Products => Set<Product>();
    public DbSet<OrderForm> OrderForms => Set<OrderForm>();
    public DbSet<OrderLine> OrderLines => Set<OrderLine>();
    public DbSet<Ring> Rings => Set<Ring>();
    public DbSet<RingMember> RingMembers => Set<RingMember>();
    public DbSet<Release> Releases => Set<Release>();
    public DbSet<ReleaseDelivery> ReleaseDeliveries => Set<ReleaseDelivery>();
    public DbSet<ReleaseReach> ReleaseReaches => Set<ReleaseReach>();
    public DbSet<TicketFix> TicketFixes => Set<TicketFix>();
    public DbSet<FixAsk> FixAsks => Set<FixAsk>();
    public DbSet<Secret> Secrets => Set<Secret>();
    public DbSet<StoredFile> StoredFiles => Set<StoredFile>();

    /// <summary>New rows of the busy tables, which <see cref="RowInserts"/> writes when the work is done.</summary>
    internal List<object> Inserted { get; } = [];

    /// <summary>The master keys of marked text; null where the context was made without the desk's settings.</summary>
    internal MasterKeys? Masters => Home?.Masters;

    /// <summary>Where the context is of; null where a tool made it.</summary>
    internal Database? Home { get; set; }

    /// <summary>Keys of tickets whose new rows are sealed when this work is written.</summary>
    internal Dictionary<Guid, byte[]> Seals { get; } = [];

    /// <summary>What is done once this work is committed, and not before.</summary>
    internal List<Action> OnceCommitted { get; } = [];

    /// <summary>Whether the transaction is one work's own, so that it may wait for a lock that another one holds.</summary>
    internal bool MayWait { get; set; }

    /// <summary>
    /// Takes the ticket for this transaction, so that two nodes append to its journal one after the other. Before anything
    /// of it is read.
    /// </summary>
    /// <exception cref="TicketBusyException">Another writer has it, and this transaction is shared.</exception>
    internal abstract Task Take(long ticket, CancellationToken cancel);

    /// <summary>
    /// The same for what has a name: a stranger's address, so that two nodes do not write to it at once, or
    /// <see cref="ThePolicy" /> or <see cref="TheRecords" />.
    /// </summary>
    /// <exception cref="TicketBusyException">Another writer has it, and this transaction is shared.</exception>
    internal abstract Task Take(string name, CancellationToken cancel);

    /// <summary>What is taken to post a version: one after the other.</summary>
    internal const string ThePolicy = "the policy";

    /// <summary>What is taken to write a record: whether one stands already is asked and answered in one go.</summary>
    internal const string TheRecords = "the records";

    /// <summary>
    /// What is taken to issue a report, to begin, cancel or resume a run of them, and to mark an issue: a report is frozen either
    /// before the mark, and sealed for it, or after it.
    /// </summary>
    internal const string TheReports = "the reports";

    /// <summary>The mails of a ticket, kept from anybody else's hands until this transaction ends.</summary>
    internal abstract IQueryable<OutgoingMail> MailsOf(Guid ticket);

    protected override void OnModelCreating(ModelBuilder model) =>
        model.ApplyConfigurationsFromAssembly(typeof(DeskDb).Assembly);

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<Instant>().HaveConversion<InstantAsMicroseconds>();
        conventions.Properties<LocalDate>().HaveConversion<LocalDateAsText>().HaveMaxLength(10);
        conventions.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }

    /// <summary>Instants are whole microseconds since 1970, on both databases: they order, index and compare alike.</summary>
    private sealed class InstantAsMicroseconds()
        : ValueConverter<Instant, long>(
            instant => instant.ToUnixTimeTicks() / 10,
            micros => Instant.FromUnixTimeTicks(micros * 10)
        );

    /// <summary>Dates as 2026-12-31, which order as text.</summary>
    private sealed class LocalDateAsText()
        : ValueConverter<LocalDate, string>(
            date => LocalDatePattern.Iso.Format(date),
            text => LocalDatePattern.Iso.Parse(text).GetValueOrThrow()
        );
}

/// <summary>Another writer has the ticket; the work runs again alone, where it can wait.</summary>
internal sealed class TicketBusyException() : Exception("Another writer has this ticket");
