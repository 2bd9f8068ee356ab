using System.Net;
using Corbel.Core.Availability;
using Corbel.Desk.Availability;
using Corbel.Desk.People;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.Tests.Availability;

/// <summary>The console's room of availability and its form.</summary>
public sealed class ProbePagesTests
{
    [Fact]
    public async Task Every_field_of_the_form_arrives_and_a_refusal_keeps_them()
    {
        await using var desk = await WebDesk.Open();
        using var max = await desk.SignedIn(desk.Cast.Max);
        KeyValuePair<string, string>[] fields =
        [
            new("Name", "Web application"),
            new("NameNl", "Webapplicatie"),
            new("Counts", "true"),
            new("Kind", "Tcp"),
            new("Target", "not a host"),
            new("Status", "0"),
            new("Expect", ""),
            new("CertificateDays", "9"),
            new("Interval", "45"),
            new("Timeout", "1234"),
            new("Quorum", "1"),
        ];
        var refused = await WebDesk.Post(max, "/console/availability/probe", fields);
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync());
        html.ShouldContain("“not a host” is no host and port, such as mail.example.com:25.");
        html.ShouldContain("value=\"1234\"");

        fields[4] = new("Target", "product.example:443");
        (await WebDesk.Post(max, "/console/availability/probe", fields)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        await using var db = desk.Read();
        var probe = await db.Probes.SingleAsync();
        (probe.Kind, probe.Target, probe.CertificateDays, probe.IntervalSeconds, probe.TimeoutMilliseconds).ShouldBe(
            (ProbeKind.Tcp, "product.example:443", 9, 45, 1234)
        );
        var component = await db.Components.SingleAsync();
        (component.Name, component.NameNl, component.Counts).ShouldBe(("Web application", "Webapplicatie", true));
        var room = await max.GetStringAsync("/console/availability");
        room.ShouldContain("product.example:443");

        fields[8] = new("Interval", "50");
        var edited = await WebDesk.Post(max, $"/console/availability/probe/{probe.Id}", fields);
        edited.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await using var after = desk.Read();
        (await after.Probes.CountAsync(x => x.RetiredAt == null && x.IntervalSeconds == 50)).ShouldBe(1);
        using var ada = await desk.SignedIn(desk.Cast.Ada);
        (await ada.GetAsync("/console/availability/probe")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ada.GetAsync("/console/availability")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var nora = await desk.SignedIn(desk.Cast.Nora);
        (await nora.GetAsync("/console/availability/2026-07.csv")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_measured_month_stands_on_the_policy_page_before_what_somebody_wrote_down()
    {
        await using var desk = await WebDesk.Open(at: "2026-06-01T00:00:00Z");
        var place = (await desk.Get<Places>().Add("london", [])).Value!;
        var form = new ProbeForm
        {
            Name = "App",
            Target = "https://product.example",
            IntervalSeconds = 3600,
            Places = [place.Id],
        };
        var probe = (await desk.Get<KeepProbes>().Add(desk.Cast.Max.ToActor(), form)).Value;
        var (begin, day) = (desk.Clock.GetCurrentInstant().ToUnixTimeMilliseconds(), 86_400_000L);
        await desk.Get<Corbel.Desk.Data.GroupWriter>()
            .Write(
                (db, _) =>
                {
                    for (var i = 0; i < 30; i++)
                        db.ProbeDays.Add(
                            ProbeDay.Of(
                                probe,
                                place.Id,
                                new LocalDate(2026, 6, 1 + i),
                                Enumerable
                                    .Range(0, 24)
                                    // Three hours down on the tenth.
                                    .Select(h => new Check(
                                        (i * 24) + h + 1,
                                        begin + (i * day) + (h * 3_600_000L),
                                        i == 9 && h is > 3 and < 7 ? CheckOutcome.Failed : CheckOutcome.Good
                                    ))
                            )
                        );
                    return Task.CompletedTask;
                }
            );
        desk.Clock.Reset(WebDesk.At("2026-07-15T09:00:00Z"));
        (await desk.Get<IssueMonth>().Issue(3)).ShouldBe(1);

        using var max = await desk.SignedIn(desk.Cast.Max);
        var page = await max.GetStringAsync("/policy");
        // 717 of 720 hours: 99.58333… %, cut off.
        page.ShouldContain("99.583");
        var csv = await max.GetStringAsync("/console/availability/2026-06.csv");
        csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(721);
        var room = await max.GetStringAsync("/console/availability");
        room.ShouldContain("3:00:00");
        room.ShouldContain("issued, revision 1");
    }
}
