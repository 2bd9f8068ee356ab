using Corbel.Core.Access;
using Corbel.Core.Availability;
using Corbel.Desk;
using Corbel.Desk.Availability;
using Corbel.Desk.Data;
using Corbel.Web.Api;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.Console;

/// <summary>What the probes find: components now, places, outages, and the months against the expectation.</summary>
public sealed class AvailabilityModel(DeskDb db, ReadMonth months, DeskOptions options, Reader reader) : PageModel
{
    private const int MostMonths = 6;
    private const int MostOutages = 20;

    internal bool MayKeep { get; private set; }
    internal IReadOnlyList<ComponentRow> Components { get; private set; } = [];
    internal IReadOnlyList<Place> Places { get; private set; } = [];
    internal IReadOnlyList<(Outage Outage, Component Component, long? Incident)> Outages { get; private set; } = [];
    internal IReadOnlyList<MonthReading> Months { get; private set; } = [];
    internal IReadOnlyList<AvailabilityMonth> Issued { get; private set; } = [];

    /// <summary>Whether the desk's own place has nothing to check its way out by.</summary>
    internal bool NoReference { get; private set; }

    [TempData]
    public string? Notice { get; set; }

    public async Task OnGet(CancellationToken cancel)
    {
        ViewData["View"] = "availability";
        MayKeep = May.PostPolicy(HttpContext.Actor());
        Places = await db.Places.Where(x => x.RemovedAt == null).OrderBy(x => x.AddedAt).ToListAsync(cancel);
        NoReference = options.Availability.Reference.Count == 0 && Places.Any(x => x.Name == Place.Desk);
        await LoadComponents(cancel);
        await LoadOutages(cancel);
        var read = new List<MonthReading>();
        foreach (var month in (await months.Measured(db, cancel)).Take(MostMonths))
            if (await months.Run(db, month, cancel) is { } reading)
                read.Add(reading);
        Months = read;
        var names = read.ConvertAll(x => IssueMonth.NameOf(x.Month));
        Issued = await db
            .AvailabilityMonths.Where(x => names.Contains(x.Month))
            .OrderBy(x => x.Revision)
            .ToListAsync(cancel);
    }

    private async Task LoadComponents(CancellationToken cancel)
    {
        var now = reader.Now.ToUnixTimeMilliseconds();
        var seen = await ReadSight.Components(db, new(now, now + 1), cancel);
        var probes = await db.Probes.Where(x => x.RetiredAt == null).OrderBy(x => x.CreatedAt).ToListAsync(cancel);
        var latest = await db.ProbeNow.ToListAsync(cancel);
        Components =
        [
            .. seen.Where(x => x.Component.RetiredAt is null)
                .Select(x => new ComponentRow(
                    x.Component,
                    x.Sight.Down.Length > 0 ? Standing.Down
                        : x.Sight.Unknown.Length > 0 ? Standing.Unknown
                        : Standing.Up,
                    [
                        .. probes
                            .Where(p => p.ComponentId == x.Component.Id)
                            .Select(p => new ProbeRow(p, [.. Places.Where(p.Asks).Select(place => Seen(place, p))])),
                    ]
                )),
        ];
        (string, ProbeNow?) Seen(Place place, Probe probe) =>
            (place.Name, latest.Find(x => x.ProbeId == probe.Id && x.PlaceId == place.Id));
    }

    private async Task LoadOutages(CancellationToken cancel)
    {
        var rows = await (
            from outage in db.Outages
            join component in db.Components on outage.ComponentId equals component.Id
            join incident in db.Incidents on outage.IncidentId equals incident.Id into incidents
            from incident in incidents.DefaultIfEmpty()
            orderby outage.FromAt descending
            select new
            {
                outage,
                component,
                Number = (long?)incident!.Number,
            }
        )
            .Take(MostOutages)
            .ToListAsync(cancel);
        Outages = rows.ConvertAll(x => (x.outage, x.component, x.Number));
    }
}

/// <summary>What is known of a component now.</summary>
internal enum Standing
{
    Up,
    Down,
    Unknown,
}

/// <summary>A component with its probes.</summary>
internal sealed record ComponentRow(Component Component, Standing Standing, IReadOnlyList<ProbeRow> Probes);

/// <summary>A probe and what each place last found.</summary>
internal sealed record ProbeRow(Probe Probe, IReadOnlyList<(string Place, ProbeNow? Now)> Seen)
{
    /// <summary>The certificate that ends first, where it ends sooner than the probe wants; it is told of and no downtime.</summary>
    public Instant? EndsSoon(Instant now) =>
        Seen.Select(x => x.Now?.CertificateUntil).Min() is { } until
        && until < now + Duration.FromDays(Probe.CertificateDays)
            ? until
            : null;
}
