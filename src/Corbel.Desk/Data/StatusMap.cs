using Corbel.Desk.Availability;
using Corbel.Desk.People;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Corbel.Desk.Data;

/// <summary>What hangs on the incidents and the status page.</summary>
internal sealed class StatusMap
    : IEntityTypeConfiguration<ExclusionWithdrawal>,
        IEntityTypeConfiguration<IncidentTicket>,
        IEntityTypeConfiguration<IncidentTelling>,
        IEntityTypeConfiguration<Subscriber>,
        IEntityTypeConfiguration<Webhook>,
        IEntityTypeConfiguration<WebhookCall>
{
    public void Configure(EntityTypeBuilder<ExclusionWithdrawal> map)
    {
        map.Property(x => x.Id).ValueGeneratedNever();
        map.HasIndex(x => x.ExclusionId);
        map.HasOne<Exclusion>().WithMany().HasForeignKey(x => x.ExclusionId);
        map.HasOne<Person>().WithMany().HasForeignKey(x => x.ProposedBy);
        map.HasOne<Person>().WithMany().HasForeignKey(x => x.DecidedBy);
    }

    public void Configure(EntityTypeBuilder<IncidentTicket> map)
    {
        map.HasKey(x => x.TicketId);
        map.HasIndex(x => x.IncidentId);
        map.HasOne<Ticket>().WithMany().HasForeignKey(x => x.TicketId);
        map.HasOne<Incident>().WithMany().HasForeignKey(x => x.IncidentId);
    }

    public void Configure(EntityTypeBuilder<IncidentTelling> map)
    {
        map.HasKey(x => new
        {
            x.IncidentId,
            x.UpdateNumber,
            x.TicketId,
        });
        map.HasOne<IncidentUpdate>().WithMany().HasForeignKey(x => new { x.IncidentId, x.UpdateNumber });
        map.HasOne<Ticket>().WithMany().HasForeignKey(x => x.TicketId);
    }

    public void Configure(EntityTypeBuilder<Subscriber> map)
    {
        map.Property(x => x.Id).ValueGeneratedNever();
        map.HasIndex(x => x.NormalizedEmail).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Webhook> map)
    {
        map.Property(x => x.Id).ValueGeneratedNever();
        map.HasIndex(x => new { x.OrganisationId, x.Address }).IsUnique();
        map.HasOne<Organisation>().WithMany().HasForeignKey(x => x.OrganisationId);
    }

    public void Configure(EntityTypeBuilder<WebhookCall> map)
    {
        map.Property(x => x.Id).ValueGeneratedNever();
        map.HasIndex(x => x.NextAttemptAt);
        map.HasIndex(x => new { x.WebhookId, x.CreatedAt });
        map.HasOne<Webhook>().WithMany().HasForeignKey(x => x.WebhookId);
    }
}
