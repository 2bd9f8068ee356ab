using Corbel.Desk.Availability;
using Corbel.Desk.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Corbel.Desk.Data;

internal sealed class AvailabilityMap
    : IEntityTypeConfiguration<Component>,
        IEntityTypeConfiguration<Probe>,
        IEntityTypeConfiguration<Outage>,
        IEntityTypeConfiguration<Incident>,
        IEntityTypeConfiguration<IncidentUpdate>,
        IEntityTypeConfiguration<MaintenanceWindow>,
        IEntityTypeConfiguration<Exclusion>
{
    public void Configure(EntityTypeBuilder<Component> map) => map.Property(x => x.Id).ValueGeneratedNever();

    public void Configure(EntityTypeBuilder<Probe> map)
    {
        map.Property(x => x.Id).ValueGeneratedNever();
        map.HasOne<Component>().WithMany().HasForeignKey(x => x.ComponentId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Outage> map)
    {
        map.Property(x => x.Id).ValueGeneratedNever();
        map.HasIndex(x => new { x.ComponentId, x.FromAt });
        map.HasOne<Component>().WithMany().HasForeignKey(x => x.ComponentId).OnDelete(DeleteBehavior.Restrict);
        map.HasOne<Incident>().WithMany().HasForeignKey(x => x.IncidentId);
    }

    public void Configure(EntityTypeBuilder<Incident> map)
    {
        map.Property(x => x.Id).ValueGeneratedNever();
        map.HasIndex(x => x.Number).IsUnique();
    }

    public void Configure(EntityTypeBuilder<IncidentUpdate> map)
    {
        map.HasKey(x => new { x.IncidentId, x.Number });
        map.HasOne<Incident>().WithMany().HasForeignKey(x => x.IncidentId);
    }

    public void Configure(EntityTypeBuilder<MaintenanceWindow> map)
    {
        map.Property(x => x.Id).ValueGeneratedNever();
        map.Ignore(x => x.Planned);
        map.HasIndex(x => x.FromAt);
        map.HasOne<Person>().WithMany().HasForeignKey(x => x.PlannedBy);
    }

    public void Configure(EntityTypeBuilder<Exclusion> map)
    {
        map.Property(x => x.Id).ValueGeneratedNever();
        map.HasIndex(x => x.FromAt);
        map.HasOne<Person>().WithMany().HasForeignKey(x => x.ProposedBy);
        map.HasOne<Person>().WithMany().HasForeignKey(x => x.DecidedBy);
    }
}
