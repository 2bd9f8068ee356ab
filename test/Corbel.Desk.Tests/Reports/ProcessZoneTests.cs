using Corbel.Core.Reports;
using Corbel.Desk.Reports;
using Corbel.Desk.Tests.Intake;

namespace Corbel.Desk.Tests.Reports;

/// <summary>These change the zone of the process: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessZone
{
    public const string Name = "The zone of the process";
}

/// <summary>The zone that a server happens to stand in changes nothing of a report.</summary>
[Collection(ProcessZone.Name)]
public sealed class ProcessZoneTests
{
    [Fact]
    public async Task The_same_quarter_is_the_same_page_and_csv_in_any_zone_of_the_server()
    {
        await using var desk = await TestDesk.Open(TestDatabase.Sqlite);
        await desk.Form(desk.Cast.Sam, "Down", "All of it.", "1");
        desk.Clock.Reset(TestDesk.At("2026-10-01T09:30:00Z"));
        var order = new ReportOrder(desk.Cast.Southbank.Id, new Quarter(2026, 3));
        var before = Environment.GetEnvironmentVariable("TZ");
        var pages = new List<(string Html, string Csv)>();
        try
        {
            foreach (var zone in (string[])["Etc/UTC", "Pacific/Apia", "America/St_Johns"])
            {
                Environment.SetEnvironmentVariable("TZ", zone);
                TimeZoneInfo.ClearCachedData();
                TimeZoneInfo.Local.Id.ShouldBe(zone, "the process is there");
                var rows = (await desk.Get<IssueReport>().Preview(order)).Value!;
                pages.Add(
                    (
                        Convert.ToHexStringLower(ReportHtml.Write(rows, new(1))),
                        Convert.ToHexStringLower(ReportFiles.Csv(rows))
                    )
                );
            }
        }
        finally
        {
            Environment.SetEnvironmentVariable("TZ", before);
            TimeZoneInfo.ClearCachedData();
        }
        pages.Distinct().ShouldHaveSingleItem();
    }
}
