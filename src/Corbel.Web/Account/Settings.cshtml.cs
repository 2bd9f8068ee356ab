using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Desk.Data;
using Corbel.Desk.People;
using Corbel.Web.Api;
using Corbel.Web.Console;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Web.Account;

/// <summary>A person's own language, time zone and password.</summary>
public sealed class SettingsModel(
    DeskDb db,
    SetPreferences preferences,
    Passwords passwords,
    MarkFaces faces,
    Reader reader
) : PageModel
{
    [BindProperty]
    public string Language { get; set; } = "en";

    [BindProperty]
    public string Zone { get; set; } = "";

    [BindProperty]
    public bool MailNotices { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    /// <summary>Of staff: the day on which they are there again; empty where they are not away.</summary>
    [BindProperty]
    public string? Back { get; set; }

    /// <summary>Of staff: their own clearances, what runs out next first.</summary>
    internal IReadOnlyList<ClearanceRow> Clearances { get; private set; } = [];

    public bool IsStaff => HttpContext.Actor().IsStaff;

    /// <summary>Who answers customers may do so by mail.</summary>
    public bool WorksOnADesk => HttpContext.Actor().WorksOnADesk;

    public bool KeepsWebhooks => May.KeepWebhooks(HttpContext.Actor());

    public bool Saved { get; private set; }
    public string? Refused { get; private set; }

    public async Task OnGet(bool saved, CancellationToken cancel)
    {
        var id = HttpContext.Actor().Person;
        var person = await db.People.SingleAsync(x => x.Id == id, cancel);
        (Language, Zone, MailNotices, Saved) = (person.Language, person.Zone, person.MailNotices, saved);
        if (person.AwayUntil is { } back && back > reader.Now)
            Back = LocalDatePattern.Iso.Format(back.InZone(reader.Zone).Date);
        await ReadClearances(cancel);
    }

    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var id = HttpContext.Actor().Person;
        var away = AwayUntil();
        var outcome = away.IsDone
            ? await preferences.Run(id, Language, Zone, MailNotices, away.Value, cancel)
            : away.Refused!;
        if (outcome.IsDone && !string.IsNullOrEmpty(Password))
            outcome = await passwords.Set(id, Password, cancel);
        if (outcome.Refused is { } refusal)
        {
            Refused = refusal.Why.In(reader.Words);
            await ReadClearances(cancel);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
        // The cookie carries language, zone and the stamp that a new password changes.
        await HttpContext.SignIn(outcome.Value!);
        return RedirectToPage(new { saved = true });
    }

    /// <summary>The beginning of the day on which they are back, where they live.</summary>
    private Outcome<Instant?> AwayUntil()
    {
        if (!IsStaff || string.IsNullOrWhiteSpace(Back))
            return (Instant?)null;
        if (LocalDatePattern.Iso.Parse(Back) is not { Success: true, Value: var day })
            return Refusal.Of("no-day", "Give a day, such as 2026-08-03.", "Geef een dag, zoals 2026-08-03.");
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(Zone) ?? reader.Zone;
        return (Instant?)day.AtStartOfDayInZone(zone).ToInstant();
    }

    private async Task ReadClearances(CancellationToken cancel)
    {
        if (!IsStaff)
            return;
        var (id, kinds) = (HttpContext.Actor().Person, (await faces.Spec(cancel))?.Clearances);
        var now = reader.Now;
        Clearances = await ClearanceRow.Read(
            db,
            db.Clearances.Where(x => x.PersonId == id && x.EndedAt == null && x.UntilAt > now),
            kinds ?? Named<NamedText>.None,
            reader,
            cancel
        );
    }
}
