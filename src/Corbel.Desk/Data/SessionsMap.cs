using Corbel.Desk.People;
using Corbel.Desk.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Corbel.Desk.Data;

internal sealed class SessionsMap
    : IEntityTypeConfiguration<Proposal>,
        IEntityTypeConfiguration<ProposalLine>,
        IEntityTypeConfiguration<SessionSlot>,
        IEntityTypeConfiguration<Session>,
        IEntityTypeConfiguration<SessionAttendee>,
        IEntityTypeConfiguration<SessionEntry>,
        IEntityTypeConfiguration<Skill>
{
    public void Configure(EntityTypeBuilder<Proposal> map)
    {
        map.Property(x => x.Id).ValueGeneratedNever();
        map.HasOne<Organisation>().WithMany().HasForeignKey(x => x.OrganisationId);
        map.HasOne<Person>().WithMany().HasForeignKey(x => x.RecordedBy);
        map.HasMany(x => x.Lines).WithOne().HasForeignKey(x => x.ProposalId);
    }

    public void Configure(EntityTypeBuilder<ProposalLine> map) => map.HasKey(x => new { x.ProposalId, x.Kind });

    public void Configure(EntityTypeBuilder<SessionSlot> map)
    {
        map.Property(x => x.Id).ValueGeneratedNever();
        map.HasIndex(x => x.StartsAt);
        map.HasOne<Person>().WithMany().HasForeignKey(x => x.TrainerId);
        map.HasOne<Organisation>().WithMany().HasForeignKey(x => x.OrganisationId);
    }

    public void Configure(EntityTypeBuilder<Session> map)
    {
        map.Property(x => x.Id).ValueGeneratedNever();
        map.HasIndex(x => new { x.OrganisationId, x.StartsAt });
        map.HasIndex(x => x.StartsAt);
        map.HasOne<Organisation>().WithMany().HasForeignKey(x => x.OrganisationId);
        map.HasOne<SessionSlot>().WithMany().HasForeignKey(x => x.SlotId);
        map.HasOne<Person>().WithMany().HasForeignKey(x => x.TrainerId);
        map.HasMany(x => x.Attendees).WithOne().HasForeignKey(x => x.SessionId);
    }

    public void Configure(EntityTypeBuilder<SessionAttendee> map)
    {
        map.HasKey(x => new { x.SessionId, x.PersonId });
        map.HasOne<Person>().WithMany().HasForeignKey(x => x.PersonId);
    }

    public void Configure(EntityTypeBuilder<SessionEntry> map)
    {
        map.HasKey(x => new { x.OrganisationId, x.Number });
        map.HasOne<Session>().WithMany().HasForeignKey(x => x.SessionId);
        map.HasOne<Proposal>().WithMany().HasForeignKey(x => x.ProposalId);
    }

    public void Configure(EntityTypeBuilder<Skill> map)
    {
        map.HasKey(x => new
        {
            x.SessionId,
            x.PersonId,
            x.Tier,
            x.Duty,
            x.Entry,
        });
        map.HasIndex(x => x.OrganisationId);
        map.HasOne<Session>().WithMany().HasForeignKey(x => x.SessionId);
        map.HasOne<Person>().WithMany().HasForeignKey(x => x.PersonId);
    }
}
