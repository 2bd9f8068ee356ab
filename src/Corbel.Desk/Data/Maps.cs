using Corbel.Desk.Intake;
using Corbel.Desk.Jobs;
using Corbel.Desk.Marked;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Corbel.Desk.Data;

internal sealed class PeopleMap
    : IEntityTypeConfiguration<Organisation>,
        IEntityTypeConfiguration<OrganisationDomain>,
        IEntityTypeConfiguration<Person>,
        IEntityTypeConfiguration<SignInLink>
{
    public void Configure(EntityTypeBuilder<Organisation> map)
    {
        map.Property(x => x.Id).ValueGeneratedNever();
        map.HasIndex(x => x.Name).IsUnique();
        map.HasMany(x => x.Domains).WithOne().HasForeignKey(x => x.OrganisationId);
        map.HasOne<Organisation>().WithMany().HasForeignKey(x => x.CustomerId);
    }

    public void Configure(EntityTypeBuilder<OrganisationDomain> map) => map.HasKey(x => x.Domain);

    public void Configure(EntityTypeBuilder<Person> map)
    {
        map.Property(x => x.Id).ValueGeneratedNever();
        map.HasIndex(x => x.NormalizedEmail).IsUnique();
        map.HasIndex(x => x.Extension).IsUnique();
    }

    public void Configure(EntityTypeBuilder<SignInLink> map)
    {
        map.HasKey(x => x.TokenHash);
        map.HasOne<Person>().WithMany().HasForeignKey(x => x.PersonId);
    }
}

internal sealed class TicketMap
    : IEntityTypeConfiguration<Ticket>,
        IEntityTypeConfiguration<JournalRow>,
        IEntityTypeConfiguration<Content>,
        IEntityTypeConfiguration<Attachment>,
        IEntityTypeConfiguration<ClockRow>,
        IEntityTypeConfiguration<TicketParticipant>,
        IEntityTypeConfiguration<TicketListed>,
        IEntityTypeConfiguration<WaitRow>,
        IEntityTypeConfiguration<ReadMark>
{
    public void Configure(EntityTypeBuilder<Ticket> map)
    {
        map.Property(x => x.Id).ValueGeneratedNever();
        map.Ignore(x => x.Facts);
        map.Ignore(x => x.Terms);
        map.Property(x => x.Subject).HasConversion(SealedColumns.Text);
        map.HasIndex(x => x.Number).IsUnique();
        map.HasIndex(x => new { x.Status, x.DueAt });
        // What waits for a word of ours is few among many that were answered.
        map.HasIndex(x => new { x.ContactAt, x.DueAt });
        // The queue in its order; at the start of the stretch without a due time stands what is only awaited or quiet.
        map.HasIndex(x => new { x.NextDueAt, x.Number }).HasFilter("queued");
        map.HasIndex(x => new { x.AssigneeId, x.NextDueAt }).HasFilter("queued");
        map.HasIndex(x => x.AwaitsAnswer).HasFilter("awaits_answer");
        // For the sums of the policy page. Disputes are few.
        map.HasIndex(x => x.ReceivedAt);
        map.HasIndex(x => x.DisputedAt).HasFilter("disputed_at IS NOT NULL");
        map.HasIndex(x => new
        {
            x.OrganisationId,
            x.ReporterId,
            x.ReceivedAt,
        });
        map.HasIndex(x => x.AssigneeId);
        map.HasIndex(x => new { x.Status, x.WaitsSince }).HasFilter("waits_since IS NOT NULL");
        // Two nodes that append to one ticket at a time: the second finds another head and runs again.
        map.Property(x => x.LastEntry).IsConcurrencyToken();
        map.HasOne(x => x.Organisation).WithMany().HasForeignKey(x => x.OrganisationId);
        map.HasOne(x => x.Reporter).WithMany().HasForeignKey(x => x.ReporterId);
        map.HasOne(x => x.Assignee).WithMany().HasForeignKey(x => x.AssigneeId);
        map.HasOne(x => x.Desk).WithMany().HasForeignKey(x => x.DeskId);
        // Without the filter SQLite takes "no desk of a customer", which is nearly all, for the shortest way to a queue.
        map.HasIndex(x => x.DeskId).HasFilter("desk_id IS NOT NULL");
        map.HasMany(x => x.Participants).WithOne().HasForeignKey(x => x.TicketId);
        map.HasMany(x => x.Listed).WithOne().HasForeignKey(x => x.TicketId);
        map.HasIndex(x => x.Mark).HasFilter("mark IS NOT NULL");
    }

    public void Configure(EntityTypeBuilder<TicketParticipant> map)
    {
        map.ToTable("ticket_participants");
        map.HasKey(x => new { x.TicketId, x.PersonId });
        map.HasOne<Person>().WithMany().HasForeignKey(x => x.PersonId);
    }

    public void Configure(EntityTypeBuilder<TicketListed> map)
    {
        map.ToTable("need_to_know");
        map.HasKey(x => new { x.TicketId, x.PersonId });
        map.HasOne<Person>().WithMany().HasForeignKey(x => x.PersonId);
    }

    public void Configure(EntityTypeBuilder<WaitRow> map)
    {
        map.ToTable("ticket_waits");
        map.HasKey(x => new { x.TicketId, x.Number });
        map.HasOne<Ticket>().WithMany().HasForeignKey(x => x.TicketId);
        map.HasIndex(x => new { x.OrganisationId, x.FromAt });
        map.HasIndex(x => x.FromAt);
    }

    public void Configure(EntityTypeBuilder<JournalRow> map)
    {
        map.ToTable("journal");
        map.HasKey(x => new { x.TicketId, x.Number });
        map.HasOne<Ticket>().WithMany().HasForeignKey(x => x.TicketId);
        map.HasOne(x => x.Content).WithMany().HasForeignKey(x => x.ContentId);
    }

    public void Configure(EntityTypeBuilder<Content> map)
    {
        map.Property(x => x.Id).ValueGeneratedNever();
        map.Property(x => x.Bytes).HasConversion(SealedColumns.Content);
    }

    public void Configure(EntityTypeBuilder<Attachment> map)
    {
        map.Property(x => x.Id).ValueGeneratedNever();
        map.Ignore(x => x.Stored);
        map.Property(x => x.Name).HasConversion(SealedColumns.Text);
        map.HasIndex(x => new { x.TicketId, x.EntryNumber });
        map.HasIndex(x => x.Sha256);
        map.HasOne<JournalRow>().WithMany().HasForeignKey(x => new { x.TicketId, x.EntryNumber });
    }

    public void Configure(EntityTypeBuilder<ClockRow> map)
    {
        map.ToTable("clocks");
        map.HasKey(x => new
        {
            x.TicketId,
            x.Kind,
            x.Number,
        });
        map.HasOne<Ticket>().WithMany().HasForeignKey(x => x.TicketId);
        map.HasIndex(x => new { x.OrganisationId, x.ReceivedAt });
        map.HasIndex(x => x.ReceivedAt);
    }

    public void Configure(EntityTypeBuilder<ReadMark> map)
    {
        map.HasKey(x => new { x.PersonId, x.TicketId });
        map.HasOne<Person>().WithMany().HasForeignKey(x => x.PersonId);
        map.HasOne<Ticket>().WithMany().HasForeignKey(x => x.TicketId);
    }
}

internal sealed class RunningMap
    : IEntityTypeConfiguration<Custody>,
        IEntityTypeConfiguration<OutgoingMail>,
        IEntityTypeConfiguration<Job>,
        IEntityTypeConfiguration<DeskPolicy>,
        IEntityTypeConfiguration<ClauseRecord>,
        IEntityTypeConfiguration<Secret>,
        IEntityTypeConfiguration<StoredFile>
{
    public void Configure(EntityTypeBuilder<Custody> map)
    {
        map.ToTable("custody");
        map.Property(x => x.Id).ValueGeneratedNever();
        map.Ignore(x => x.IsMail);
        map.Ignore(x => x.Stored);
        map.Property(x => x.Subject).HasConversion(SealedColumns.Text!);
        map.HasIndex(x => x.CustodyKey).IsUnique();
        // Two deliveries of one message at a time: the second finds the key taken, runs again and becomes a duplicate.
        map.HasIndex(x => x.MessageKey).IsUnique().HasFilter("same_as IS NULL");
        map.HasIndex(x => x.State);
        map.HasIndex(x => new { x.TicketId, x.EntryNumber });
    }

    public void Configure(EntityTypeBuilder<OutgoingMail> map)
    {
        map.ToTable("outbox");
        map.Property(x => x.Id).ValueGeneratedNever();
        map.HasIndex(x => new { x.State, x.NextAttemptAt });
        map.HasIndex(x => x.MessageId);
        map.HasIndex(x => new { x.TicketId, x.EntryNumber });
        map.HasIndex(x => new { x.Recipient, x.CreatedAt });
    }

    public void Configure(EntityTypeBuilder<Job> map)
    {
        map.Property(x => x.Id).ValueGeneratedNever();
        map.HasIndex(x => x.Key).IsUnique();
        map.HasIndex(x => x.DueAt);
    }

    public void Configure(EntityTypeBuilder<DeskPolicy> map)
    {
        map.HasKey(x => new { x.DeskId, x.Number });
        map.HasIndex(x => x.Sha256);
        map.HasOne<Organisation>().WithMany().HasForeignKey(x => x.DeskId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ClauseRecord> map)
    {
        map.Property(x => x.Id).ValueGeneratedNever();
        map.HasIndex(x => new { x.Fact, x.FromAt });
        map.HasIndex(x => x.Corrects).IsUnique();
        map.HasOne<Organisation>().WithMany().HasForeignKey(x => x.OrganisationId);
        map.HasOne<Person>().WithMany().HasForeignKey(x => x.RecordedBy);
        map.HasOne<ClauseRecord>().WithMany().HasForeignKey(x => x.Corrects);
    }

    public void Configure(EntityTypeBuilder<Secret> map) => map.HasKey(x => x.Name);

    public void Configure(EntityTypeBuilder<StoredFile> map) => map.HasKey(x => x.Sha256);
}
