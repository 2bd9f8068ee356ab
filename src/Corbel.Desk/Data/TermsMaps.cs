using Corbel.Desk.Holidays;
using Corbel.Desk.People;
using Corbel.Desk.Variations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Corbel.Desk.Data;

internal sealed class TermsMap : IEntityTypeConfiguration<HolidaySet>, IEntityTypeConfiguration<Variation>
{
    public void Configure(EntityTypeBuilder<HolidaySet> map)
    {
        map.HasKey(x => x.Number);
        map.Property(x => x.Number).ValueGeneratedNever();
        map.HasIndex(x => x.Sha256);
        map.HasIndex(x => x.TakenAt);
    }

    public void Configure(EntityTypeBuilder<Variation> map)
    {
        map.Property(x => x.Id).ValueGeneratedNever();
        map.HasOne(x => x.Organisation).WithMany().HasForeignKey(x => x.OrganisationId);
        map.HasOne<Person>().WithMany().HasForeignKey(x => x.RecordedBy);
        map.HasOne<Person>().WithMany().HasForeignKey(x => x.WithdrawnBy);
        map.HasIndex(x => x.OrganisationId);
    }
}
