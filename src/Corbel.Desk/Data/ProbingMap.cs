using Corbel.Desk.Availability;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Corbel.Desk.Data;

internal sealed class ProbingMap
    : IEntityTypeConfiguration<Place>,
        IEntityTypeConfiguration<ProbeDay>,
        IEntityTypeConfiguration<ProbeNow>,
        IEntityTypeConfiguration<AvailabilityMonth>
{
    public void Configure(EntityTypeBuilder<Place> map)
    {
        map.Property(x => x.Id).ValueGeneratedNever();
        map.Ignore(x => x.Key);
        map.HasIndex(x => x.Name).IsUnique();
    }

    public void Configure(EntityTypeBuilder<ProbeDay> map)
    {
        map.HasKey(x => new
        {
            x.ProbeId,
            x.Day,
            x.PlaceId,
        });
        map.HasOne<Probe>().WithMany().HasForeignKey(x => x.ProbeId).OnDelete(DeleteBehavior.Restrict);
        map.HasOne<Place>().WithMany().HasForeignKey(x => x.PlaceId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ProbeNow> map)
    {
        map.ToTable("probe_now");
        map.HasKey(x => new { x.ProbeId, x.PlaceId });
        map.HasOne<Probe>().WithMany().HasForeignKey(x => x.ProbeId).OnDelete(DeleteBehavior.Restrict);
        map.HasOne<Place>().WithMany().HasForeignKey(x => x.PlaceId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<AvailabilityMonth> map) => map.HasKey(x => new { x.Month, x.Revision });
}
