using Corbel.Desk.Intake;
using Corbel.Desk.People;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Corbel.Desk.Telephone;

internal sealed class TelephoneMap
    : IEntityTypeConfiguration<PersonNumber>,
        IEntityTypeConfiguration<OrganisationNumber>,
        IEntityTypeConfiguration<Pbx>,
        IEntityTypeConfiguration<Call>
{
    public void Configure(EntityTypeBuilder<PersonNumber> map)
    {
        map.ToTable("person_numbers");
        map.HasKey(x => new { x.PersonId, x.Number });
        map.HasIndex(x => x.Number);
        map.HasOne<Person>().WithMany().HasForeignKey(x => x.PersonId);
    }

    public void Configure(EntityTypeBuilder<OrganisationNumber> map)
    {
        map.ToTable("organisation_numbers");
        map.HasKey(x => new { x.OrganisationId, x.Number });
        map.HasIndex(x => x.Number);
        map.HasOne<Organisation>().WithMany().HasForeignKey(x => x.OrganisationId);
    }

    public void Configure(EntityTypeBuilder<Pbx> map)
    {
        map.ToTable("pbxes");
        map.Property(x => x.Id).ValueGeneratedNever();
        map.HasIndex(x => x.AddressSha256).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Call> map)
    {
        map.ToTable("calls");
        map.Property(x => x.Id).ValueGeneratedNever();
        map.Ignore(x => x.Times);
        // Two events of a new call at a time: the second finds it there and runs again.
        map.HasIndex(x => new { x.PbxId, x.Key }).IsUnique();
        map.HasIndex(x => x.StartedAt);
        map.HasIndex(x => x.From);
        map.HasIndex(x => x.TicketId);
        map.HasIndex(x => x.CustodyId);
        map.HasOne<Pbx>().WithMany().HasForeignKey(x => x.PbxId);
        map.HasOne<Person>().WithMany().HasForeignKey(x => x.PersonId);
        map.HasOne<Person>().WithMany().HasForeignKey(x => x.AnsweredBy);
        map.HasOne<Person>().WithMany().HasForeignKey(x => x.SettledBy);
        map.HasOne<Organisation>().WithMany().HasForeignKey(x => x.OrganisationId);
        map.HasOne<Ticket>().WithMany().HasForeignKey(x => x.TicketId);
        map.HasOne<Custody>().WithMany().HasForeignKey(x => x.CustodyId);
    }
}
