using Corbel.Desk.People;
using Corbel.Desk.Releases;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Corbel.Desk.Data;

internal sealed class ReleasesMap
    : IEntityTypeConfiguration<Product>,
        IEntityTypeConfiguration<OrderForm>,
        IEntityTypeConfiguration<OrderLine>,
        IEntityTypeConfiguration<Ring>,
        IEntityTypeConfiguration<RingMember>,
        IEntityTypeConfiguration<Release>,
        IEntityTypeConfiguration<ReleaseDelivery>,
        IEntityTypeConfiguration<ReleaseReach>,
        IEntityTypeConfiguration<TicketFix>,
        IEntityTypeConfiguration<FixAsk>
{
    public void Configure(EntityTypeBuilder<Product> map)
    {
        map.Property(x => x.Id).ValueGeneratedNever();
        map.HasIndex(x => x.Key).IsUnique();
    }

    public void Configure(EntityTypeBuilder<OrderForm> map)
    {
        map.Property(x => x.Id).ValueGeneratedNever();
        map.HasOne<Organisation>().WithMany().HasForeignKey(x => x.OrganisationId);
        map.HasMany(x => x.Lines).WithOne().HasForeignKey(x => x.OrderFormId);
    }

    public void Configure(EntityTypeBuilder<OrderLine> map)
    {
        map.HasKey(x => new { x.OrderFormId, x.ProductId });
        map.HasOne<Product>().WithMany().HasForeignKey(x => x.ProductId);
    }

    public void Configure(EntityTypeBuilder<Ring> map)
    {
        map.Property(x => x.Id).ValueGeneratedNever();
        map.HasIndex(x => x.Name).IsUnique();
    }

    public void Configure(EntityTypeBuilder<RingMember> map)
    {
        map.HasKey(x => new { x.RingId, x.OrganisationId });
        map.HasOne<Ring>().WithMany().HasForeignKey(x => x.RingId);
        map.HasOne<Organisation>().WithMany().HasForeignKey(x => x.OrganisationId);
    }

    public void Configure(EntityTypeBuilder<Release> map)
    {
        map.Property(x => x.Id).ValueGeneratedNever();
        map.HasIndex(x => new { x.ProductId, x.Number }).IsUnique();
        map.HasOne<Product>().WithMany().HasForeignKey(x => x.ProductId);
        map.HasOne<Person>().WithMany().HasForeignKey(x => x.CreatedBy);
    }

    public void Configure(EntityTypeBuilder<ReleaseDelivery> map)
    {
        map.Property(x => x.Id).ValueGeneratedNever();
        map.HasOne<Release>().WithMany().HasForeignKey(x => x.ReleaseId);
        map.HasOne<Ring>().WithMany().HasForeignKey(x => x.RingId);
    }

    public void Configure(EntityTypeBuilder<ReleaseReach> map)
    {
        map.HasKey(x => new { x.ReleaseId, x.OrganisationId });
        map.HasIndex(x => new { x.OrganisationId, x.At });
        map.HasOne<Release>().WithMany().HasForeignKey(x => x.ReleaseId);
        map.HasOne<ReleaseDelivery>().WithMany().HasForeignKey(x => x.DeliveryId);
    }

    public void Configure(EntityTypeBuilder<TicketFix> map)
    {
        map.HasKey(x => new { x.TicketId, x.ReleaseId });
        map.HasOne<Ticket>().WithMany().HasForeignKey(x => x.TicketId);
        map.HasOne<Release>().WithMany().HasForeignKey(x => x.ReleaseId);
    }

    public void Configure(EntityTypeBuilder<FixAsk> map)
    {
        map.HasKey(x => new
        {
            x.TicketId,
            x.ReleaseId,
            x.PersonId,
        });
        map.HasOne<TicketFix>().WithMany().HasForeignKey(x => new { x.TicketId, x.ReleaseId });
        map.HasOne<Person>().WithMany().HasForeignKey(x => x.PersonId);
    }
}
