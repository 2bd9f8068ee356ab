using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Corbel.Desk.Data;

/// <summary>Versions and what customers made of them. They are evidence: nothing that they name can be removed under them.</summary>
internal sealed class PolicyMap
    : IEntityTypeConfiguration<PolicyVersion>,
        IEntityTypeConfiguration<Acceptance>,
        IEntityTypeConfiguration<DeskUse>,
        IEntityTypeConfiguration<Objection>,
        IEntityTypeConfiguration<HostSecret>
{
    public void Configure(EntityTypeBuilder<PolicyVersion> map)
    {
        map.HasKey(x => x.Number);
        map.Property(x => x.Number).ValueGeneratedNever();
        map.HasIndex(x => x.Sha256);
        map.HasOne<Person>().WithMany().HasForeignKey(x => x.PostedById);
    }

    public void Configure(EntityTypeBuilder<Acceptance> map)
    {
        map.Property(x => x.Id).ValueGeneratedNever();
        map.HasIndex(x => new
        {
            x.OrganisationId,
            x.VersionNumber,
            x.At,
        });
        // One event told twice at the same time: the second finds its id taken, runs again and is a replay.
        map.HasIndex(x => new { x.Host, x.EventId }).IsUnique();
        map.HasOne<Organisation>().WithMany().HasForeignKey(x => x.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        map.HasOne<PolicyVersion>().WithMany().HasForeignKey(x => x.VersionNumber).OnDelete(DeleteBehavior.Restrict);
        map.HasOne<Person>().WithMany().HasForeignKey(x => x.PersonId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<DeskUse> map)
    {
        map.ToTable("desk_uses");
        map.HasKey(x => new { x.PersonId, x.VersionNumber });
        map.HasOne<Person>().WithMany().HasForeignKey(x => x.PersonId).OnDelete(DeleteBehavior.Restrict);
        map.HasOne<PolicyVersion>().WithMany().HasForeignKey(x => x.VersionNumber).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Objection> map)
    {
        map.Property(x => x.Id).ValueGeneratedNever();
        map.HasIndex(x => new { x.OrganisationId, x.VersionNumber }).IsUnique();
        // Two managers who answer at a time: the second finds the answer there.
        map.Property(x => x.AnsweredAt).IsConcurrencyToken();
        map.HasOne(x => x.Organisation)
            .WithMany()
            .HasForeignKey(x => x.OrganisationId)
            .OnDelete(DeleteBehavior.Restrict);
        map.HasOne<PolicyVersion>().WithMany().HasForeignKey(x => x.VersionNumber).OnDelete(DeleteBehavior.Restrict);
        map.HasOne(x => x.By).WithMany().HasForeignKey(x => x.ById).OnDelete(DeleteBehavior.Restrict);
        map.HasOne(x => x.AnsweredBy).WithMany().HasForeignKey(x => x.AnsweredById);
    }

    public void Configure(EntityTypeBuilder<HostSecret> map)
    {
        map.ToTable("host_secrets");
        map.HasIndex(x => x.Host);
    }
}
