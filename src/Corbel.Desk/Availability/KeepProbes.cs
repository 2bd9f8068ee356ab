using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>A probe as a form gives it.</summary>
public sealed record ProbeForm
{
    /// <summary>The component; null for a new one of the name.</summary>
    public Guid? Component { get; init; }
    public string Name { get; init; } = "";
    public string NameNl { get; init; } = "";
    public bool Counts { get; init; } = true;
    public ProbeKind Kind { get; init; }
    public string Target { get; init; } = "";
    public int Status { get; init; }
    public string Expect { get; init; } = "";
    public int CertificateDays { get; init; }
    public int IntervalSeconds { get; init; } = 60;
    public int TimeoutMilliseconds { get; init; } = 10_000;
    public int Quorum { get; init; } = 1;
    public IReadOnlyList<Guid> Places { get; init; } = [];
}

/// <summary>
/// Adds and retires probes. A probe is never changed, since its interval and quorum judge the results that are there: an edit
/// retires it and makes another in the same instant.
/// </summary>
public sealed class KeepProbes(GroupWriter writer, IClock clock)
{
    public Task<Outcome<Guid>> Add(Actor by, ProbeForm form, CancellationToken cancel = default) =>
        Run(by, (db, token) => Make(db, form, null, clock.GetCurrentInstant(), token), Wrong(form), cancel);

    /// <summary>Retires a probe and makes another instead of it.</summary>
    public Task<Outcome<Guid>> Edit(Actor by, Guid id, ProbeForm form, CancellationToken cancel = default) =>
        Run(
            by,
            async (db, token) =>
            {
                var now = clock.GetCurrentInstant();
                if (await Active(db, id, token) is not { } old)
                    return Gone;
                old.RetiredAt = now;
                return await Make(db, form with { Component = old.ComponentId }, old, now, token);
            },
            Wrong(form),
            cancel
        );

    /// <summary>Retires a probe; with its last one the component ends too. What it found stays.</summary>
    public Task<Outcome<Guid>> Retire(Actor by, Guid id, CancellationToken cancel = default) =>
        Run(
            by,
            async (db, token) =>
            {
                var now = clock.GetCurrentInstant();
                if (await Active(db, id, token) is not { } old)
                    return Gone;
                old.RetiredAt = now;
                if (
                    !await db.Probes.AnyAsync(
                        x => x.ComponentId == old.ComponentId && x.RetiredAt == null && x.Id != id,
                        token
                    )
                )
                {
                    var component = await db.Components.AsTracking().SingleAsync(x => x.Id == old.ComponentId, token);
                    component.RetiredAt = now;
                    foreach (
                        var outage in await db
                            .Outages.AsTracking()
                            .Where(x => x.ComponentId == component.Id && x.ToAt == null)
                            .ToListAsync(token)
                    )
                        outage.ToAt = now;
                }
                return id;
            },
            null,
            cancel
        );

    private async Task<Outcome<Guid>> Run(
        Actor by,
        Func<DeskDb, CancellationToken, Task<Outcome<Guid>>> work,
        Refusal? wrong,
        CancellationToken cancel
    )
    {
        if (!May.PostPolicy(by))
            return NotForYou;
        return wrong ?? await writer.Write(work, cancel);
    }

    private static Task<Probe?> Active(DeskDb db, Guid id, CancellationToken cancel) =>
        db.Probes.AsTracking().SingleOrDefaultAsync(x => x.Id == id && x.RetiredAt == null, cancel);

    private static async Task<Outcome<Guid>> Make(
        DeskDb db,
        ProbeForm form,
        Probe? old,
        Instant now,
        CancellationToken cancel
    )
    {
        var own = await Places.Own(db, now, cancel);
        var places = await db.Places.Where(x => x.RemovedAt == null).Select(x => x.Id).ToListAsync(cancel);
        if (form.Places.Any(x => x != own.Id && !places.Contains(x)))
            return NoSuchPlace;
        if (await Of(db, form, now, cancel) is not { } component)
            return Gone;
        var probe = new Probe
        {
            Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
            ComponentId = component.Id,
            Kind = old?.Kind ?? form.Kind,
            Target = form.Target.Trim(),
            Status = form.Status,
            Expect = form.Expect.Trim(),
            CertificateDays = form.CertificateDays,
            IntervalSeconds = form.IntervalSeconds,
            TimeoutMilliseconds = form.TimeoutMilliseconds,
            Quorum = form.Quorum,
            Places = string.Join(' ', form.Places.Distinct()),
            CreatedAt = now,
        };
        db.Probes.Add(probe);
        return probe.Id;
    }

    private static async Task<Component?> Of(DeskDb db, ProbeForm form, Instant now, CancellationToken cancel)
    {
        if (form.Component is { } known)
            return await db.Components.SingleOrDefaultAsync(x => x.Id == known && x.RetiredAt == null, cancel);
        var last = await db.Components.MaxAsync(x => (int?)x.Position, cancel) ?? 0;
        var component = new Component
        {
            Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
            Name = form.Name.Trim(),
            NameNl = form.NameNl.Trim().Length > 0 ? form.NameNl.Trim() : form.Name.Trim(),
            Position = last + 1,
            Counts = form.Counts,
            CreatedAt = now,
        };
        db.Components.Add(component);
        return component;
    }

    /// <summary>What is wrong with a form; null where nothing is.</summary>
    private static Refusal? Wrong(ProbeForm form) =>
        form switch
        {
            { Component: null } when form.Name.Trim().Length is 0 or > 80 => Say(
                "name",
                "Give the component a name of 1 to 80 characters, such as Web application.",
                "Geef het onderdeel een naam van 1 tot 80 tekens, zoals Webapplicatie."
            ),
            _ when !ProbeTarget.Fits(form.Kind, form.Target.Trim()) => form.Kind switch
            {
                ProbeKind.Http => Say(
                    "target",
                    $"“{form.Target}” is no web address: it begins with https:// or http:// and holds no name and password.",
                    $"“{form.Target}” is geen webadres: het begint met https:// of http:// en bevat geen naam en wachtwoord."
                ),
                ProbeKind.Tcp => Say(
                    "target",
                    $"“{form.Target}” is no host and port, such as mail.example.com:25.",
                    $"“{form.Target}” is geen host met poort, zoals mail.example.com:25."
                ),
                _ => Say(
                    "target",
                    $"“{form.Target}” is no name, such as www.example.com.",
                    $"“{form.Target}” is geen naam, zoals www.example.com."
                ),
            },
            _ when form.Status is not 0 and (< 100 or > 599) => Say(
                "status",
                "The status is a number from 100 to 599, or 0 for any of 200 to 299.",
                "De status is een getal van 100 tot 599, of 0 voor elk van 200 tot 299."
            ),
            _ when form.IntervalSeconds is < 10 or > 3600 => Say(
                "interval",
                "The interval is 10 to 3600 seconds.",
                "Het interval is 10 tot 3600 seconden."
            ),
            _ when form.TimeoutMilliseconds < 100 || form.TimeoutMilliseconds > form.IntervalSeconds * 1000 => Say(
                "timeout",
                "The timeout is at least 100 milliseconds and no longer than the interval.",
                "De tijdslimiet is ten minste 100 milliseconden en niet langer dan het interval."
            ),
            _ when form.Quorum is < 1 or > 20 || (form.Places.Count > 0 && form.Quorum > form.Places.Count) => Say(
                "quorum",
                "The quorum is at least 1 and no more than the places that look.",
                "Het quorum is ten minste 1 en niet meer dan het aantal locaties dat kijkt."
            ),
            _ when form.CertificateDays is < 0 or > 365 => Say(
                "certificate",
                "The days of the certificate are 0 to 365.",
                "De dagen van het certificaat zijn 0 tot 365."
            ),
            _ => null,
        };

    private static Refusal Say(string code, string en, string nl) => Refusal.Of($"probe-{code}", en, nl);

    private static readonly Refusal NotForYou = Say(
        "not-for-you",
        "Only a manager or the owner sets up probes.",
        "Alleen een manager of de eigenaar stelt metingen in."
    );

    private static readonly Refusal Gone = Say(
        "gone",
        "There is no such probe or component any more.",
        "Deze meting of dit onderdeel is er niet meer."
    );

    private static readonly Refusal NoSuchPlace = Say(
        "place",
        "One of the places is not there any more.",
        "Een van de locaties is er niet meer."
    );
}
