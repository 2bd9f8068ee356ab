using Corbel.Desk.People;
using Corbel.Desk.Reports;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Corbel.Desk.Data;

internal sealed class ReportMap : IEntityTypeConfiguration<IssuedReport>, IEntityTypeConfiguration<ReportRun>
{
    public void Configure(EntityTypeBuilder<IssuedReport> map)
    {
        map.ToTable("issued_reports");
        map.Property(x => x.Id).ValueGeneratedNever();
        map.Property(x => x.Quarter).HasMaxLength(7);
        map.HasIndex(x => new
            {
                x.OrganisationId,
                x.Quarter,
                x.Number,
            })
            .IsUnique();
        map.HasIndex(x => x.Quarter);
        map.HasOne<Organisation>().WithMany().HasForeignKey(x => x.OrganisationId);
        map.HasOne<Person>().WithMany().HasForeignKey(x => x.IssuedBy);
    }

    public void Configure(EntityTypeBuilder<ReportRun> map)
    {
        map.ToTable("report_runs");
        map.Ignore(x => x.FailedOnes);
        map.Property(x => x.Id).ValueGeneratedNever();
        map.Property(x => x.Quarter).HasMaxLength(7);
        map.HasIndex(x => x.StartedAt);
        map.HasOne<Person>().WithMany().HasForeignKey(x => x.StartedBy);
    }
}
