using Corbel.Core.Access;
using Corbel.Desk.Data;
using Corbel.Desk.People;
using Corbel.Web.Api;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Account;

/// <summary>A person's own language, time zone and password.</summary>
public sealed class SettingsModel(DeskDb db, SetPreferences preferences, Passwords passwords, Reader reader) : PageModel
{
    [BindProperty]
    public string Language { get; set; } = "en";

    [BindProperty]
    public string Zone { get; set; } = "";

    [BindProperty]
    public bool MailNotices { get; set; }

    [BindProperty]
    public string? Password { get; set; }

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
    }

    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var id = HttpContext.Actor().Person;
        var outcome = await preferences.Run(id, Language, Zone, MailNotices, cancel);
        if (outcome.IsDone && !string.IsNullOrEmpty(Password))
            outcome = await passwords.Set(id, Password, cancel);
        if (outcome.Refused is { } refusal)
        {
            Refused = refusal.Why.In(reader.Words);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
        // The cookie carries language, zone and the stamp that a new password changes.
        await HttpContext.SignIn(outcome.Value!);
        return RedirectToPage(new { saved = true });
    }
}
