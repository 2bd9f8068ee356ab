using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Corbel.Web.Api;
using Corbel.Web.Portal;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Corbel.Web.Console;

/// <summary>
/// Staff log an issue for a customer's person: first who it is, then what was said. Whether the policy gives that person the
/// way is shown, and stops nobody.
/// </summary>
public sealed class LogIssueModel(
    DeskDb db,
    PolicyShelf policies,
    LogForPerson log,
    Reader reader,
    IStringLocalizer<Texts> t
) : PageModel
{
    private const int MostFound = 20;

    /// <summary>Words that stand in a name, an address or the name of an organisation.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? Person { get; set; }

    [BindProperty]
    public Channel Channel { get; set; } = Channel.Telephone;

    [BindProperty]
    public string? Began { get; set; }

    [BindProperty]
    public string? Subject { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    /// <summary>The id of a severity; empty where none was stated.</summary>
    [BindProperty]
    public string? Severity { get; set; }

    /// <summary>An agent spoke with the person on the telephone.</summary>
    [BindProperty]
    public bool Spoke { get; set; }

    /// <summary>When the call ended; empty for the present.</summary>
    [BindProperty]
    public string? Until { get; set; }

    [BindProperty]
    public string? Summary { get; set; }

    [BindProperty]
    public Guid FormKey { get; set; }

    public CompiledPolicy Policy { get; private set; } = null!;
    public Person? Chosen { get; private set; }
    public IReadOnlyList<Person> Found { get; private set; } = [];
    public Refusal? Refused { get; private set; }

    /// <summary>Until when the telephone desk is open, or from when; null where the policy has none.</summary>
    public (bool IsOpen, Instant At)? Telephone { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken cancel)
    {
        await Show(cancel);
        if (Person is not null && Chosen is null)
            return NotFound();
        (FormKey, Began) = (Guid.NewGuid(), reader.ForForm(reader.Now));
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        await Show(cancel);
        if (Chosen is null)
            return NotFound();
        var (began, until) = (reader.FromForm(Began), Spoke ? reader.FromForm(Until) ?? reader.Now : (Instant?)null);
        var issue = new ToldIssue(
            FormKey == Guid.Empty ? Guid.NewGuid() : FormKey,
            Chosen.Id,
            Channel,
            began,
            Subject ?? "",
            Text ?? "",
            string.IsNullOrEmpty(Severity) ? null : Severity,
            until,
            Summary
        );
        var outcome = await log.Run(HttpContext.Actor(), issue, cancel);
        if (outcome.Refused is { } refusal)
        {
            Refused = refusal;
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
        return this.SeeOther($"/console/tickets/{outcome.Value}");
    }

    /// <summary>What the policy says of this person and a way, for the choice of the way.</summary>
    public (Ui.Promise Look, string Words) Right(Channel channel) =>
        ChannelRights.Of(Policy.Document, channel, Chosen!.Role) switch
        {
            ChannelRight.Entitled => (Ui.Promise.Kept, t["offered to them by the policy"]),
            ChannelRight.Courtesy => (
                Ui.Promise.Calm,
                t["by courtesy, for simple questions: logged as a courtesy call"]
            ),
            ChannelRight.NotOffered => (
                Ui.Promise.Closed,
                t["the policy does not offer it; it is logged all the same"]
            ),
            _ when channel == Channel.Telephone => (
                Ui.Promise.Calm,
                t["not offered to them: logged as a courtesy call"]
            ),
            _ => (Ui.Promise.Closed, t["not offered to them; it is logged all the same"]),
        };

    private async Task Show(CancellationToken cancel)
    {
        ViewData["View"] = "new";
        Policy = (await policies.At(db, reader.Now, cancel)).Policy;
        Telephone = TelephoneHours();
        var people = db
            .People.Include(x => x.Organisation)
            .Where(x => x.DeactivatedAt == null)
            .Where(x => x.Role == Role.Administrator || x.Role == Role.DeskAgent || x.Role == Role.RegisteredUser);
        if (Person is { } id)
            Chosen = await people.SingleOrDefaultAsync(x => x.Id == id, cancel);
        else if (!string.IsNullOrWhiteSpace(Q))
            Found = await Matching(people, Q).OrderBy(x => x.Name).Take(MostFound).ToListAsync(cancel);
    }

    private static IQueryable<Person> Matching(IQueryable<Person> people, string words)
    {
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var text = word.ToLowerInvariant();
            people = people.Where(x =>
                x.Name.ToLower().Contains(text)
                || x.Email.ToLower().Contains(text)
                || x.Organisation!.Name.ToLower().Contains(text)
            );
        }
        return people;
    }

    private (bool, Instant)? TelephoneHours()
    {
        if (Policy.Document.Channels.Telephone is not { } telephone)
            return null;
        var (open, close) = Policy.Calendars[telephone.Hours].Zones[0].OpeningAtOrAfter(reader.Now);
        return open <= reader.Now ? (true, close) : (false, open);
    }
}
