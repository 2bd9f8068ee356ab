using Corbel.Desk.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Corbel.Desk.Marked;

internal sealed class MarkedMap
    : IEntityTypeConfiguration<Clearance>,
        IEntityTypeConfiguration<LeftBefore>,
        IEntityTypeConfiguration<OwnerKey>,
        IEntityTypeConfiguration<AccessRow>,
        IEntityTypeConfiguration<SourceCopy>
{
    public void Configure(EntityTypeBuilder<AccessRow> map)
    {
        map.ToTable("access_log");
        map.HasKey(x => x.Number);
        map.Property(x => x.Number).ValueGeneratedNever();
        map.HasIndex(x => new { x.TicketId, x.Number });
    }

    public void Configure(EntityTypeBuilder<SourceCopy> map)
    {
        map.HasKey(x => x.CustodyId);
        map.HasIndex(x => x.RemovedAt).HasFilter("removed_at IS NULL");
    }

    public void Configure(EntityTypeBuilder<OwnerKey> map)
    {
        map.ToTable("ticket_keys");
        map.HasKey(x => x.OwnerId);
        map.HasIndex(x => x.MasterId);
    }

    public void Configure(EntityTypeBuilder<Clearance> map)
    {
        map.Property(x => x.Id).ValueGeneratedNever();
        map.HasOne(x => x.Person).WithMany().HasForeignKey(x => x.PersonId);
        map.HasOne<Person>().WithMany().HasForeignKey(x => x.ProposedBy);
        map.HasOne<Person>().WithMany().HasForeignKey(x => x.GrantedBy);
        map.HasOne<Person>().WithMany().HasForeignKey(x => x.EndedBy);
        map.HasIndex(x => x.PersonId);
        map.HasIndex(x => x.UntilAt);
    }

    public void Configure(EntityTypeBuilder<LeftBefore> map)
    {
        map.ToTable("left_before");
        map.HasKey(x => x.MailId);
        map.HasIndex(x => x.TicketId);
    }
}
