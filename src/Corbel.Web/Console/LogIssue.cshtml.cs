using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Telephone;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Corbel.Desk.Telephone;
using Corbel.Desk.Tickets;
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
/// Staff log an issue for a customer's person: first who it is, by name or telephone number, then what was said; it becomes
/// a ticket or joins one. Whether the policy gives that person the way is shown, and stops nobody.
/// </summary>
public sealed class LogIssueModel(
    DeskDb db,
    PolicyShelf policies,
    LogForPerson log,
    KeepNumbers numbers,
    NumberPlan plan,
    MarkFaces faces,
    Reader reader,
    IStringLocalizer<Texts> t
) : PageModel
{
    private const int MostFound = 20;

    /// <summary>Words that stand in a name, an address or the name of an organisation; or a telephone number.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? Person { get; set; }

    /// <summary>The call that a telephone system told of.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Call { get; set; }

    /// <summary>The number that was typed, where nobody was known by it.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Number { get; set; }

    /// <summary>The person is known by that number from now on.</summary>
    [BindProperty]
    public bool KeepNumber { get; set; }

    /// <summary>The ticket that it belongs to; null for a new issue.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Ticket { get; set; }

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

    /// <summary>The id of the mark that the customer says it holds; empty for none.</summary>
    [BindProperty]
    public string? Mark { get; set; }

    [TempData]
    public string? Notice { get; set; }

    /// <summary>The marks of the policy.</summary>
    public Named<MarkSpec> Marks { get; private set; } = Named<MarkSpec>.None;

    public CompiledPolicy Policy { get; private set; } = null!;
    public Person? Chosen { get; private set; }
    public IReadOnlyList<Person> Found { get; private set; } = [];
    public Refusal? Refused { get; private set; }

    /// <summary>Open tickets that it may be about.</summary>
    public IReadOnlyList<OpenTicket> Tickets { get; private set; } = [];

    /// <summary>The call; null where it is logged by hand.</summary>
    public Call? Told { get; private set; }

    /// <summary>Who of staff answered the call.</summary>
    public string? AnsweredBy { get; private set; }

    /// <summary>Who may be behind the number; null where none was given.</summary>
    public Caller? Caller { get; private set; }

    /// <summary>Until when the telephone desk is open, or from when; null where the policy has none.</summary>
    public TelephoneHours? Telephone { get; private set; }

    /// <summary>The number as people write it.</summary>
    public string? Shown => Caller?.Number is { } number ? plan.Show(number) : null;

    /// <summary>Nobody is known by the number: it can be kept with the person.</summary>
    public bool IsNewNumber => Caller is { Number: not null, People.Count: 0 };

    /// <summary>
    /// Whether somebody can have spoken: by hand always; of a call only who answered it, and while it rings who may yet.
    /// </summary>
    public bool MaySpeak => Told is not { } call || IsMine || call.Times.Stage == CallStage.Ringing;

    /// <summary>The reader's own telephone answered the call.</summary>
    public bool IsMine => Told?.AnsweredBy == HttpContext.Actor().Person;

    /// <summary>Where the reader logs the same by hand, as their own call: then it is their word.</summary>
    public string ByHand =>
        $"/console/new?person={Chosen!.Id}{(Caller?.Number is { } of ? $"&number={Uri.EscapeDataString(of)}" : "")}";

    /// <summary>What stays in the address while a person is looked for.</summary>
    public string Kept =>
        (Call is { } call ? $"&call={call}" : "")
        + (Caller?.Number is { } of ? $"&number={Uri.EscapeDataString(of)}" : "");

    public async Task<IActionResult> OnGet(CancellationToken cancel)
    {
        if (!await Show(cancel))
            return NotFound();
        if (Told?.TicketId is not null)
            return this.SeeOther("/console/calls");
        (FormKey, Began, Spoke) = (Guid.NewGuid(), reader.ForForm(Told?.StartedAt ?? reader.Now), IsMine);
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        if (!await Show(cancel) || Chosen is null)
            return NotFound();
        // The button pressed twice.
        if (Told?.TicketId is { } there && Told.SettledBy == HttpContext.Actor().Person)
            return this.SeeOther($"/console/tickets/{await NumberOf(there, cancel)}");
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
        )
        {
            Ticket = Ticket,
            Call = Call,
            Mark = string.IsNullOrEmpty(Mark) ? null : Mark,
        };
        var chosen = MarkFaces.Chosen(await faces.Spec(cancel), Mark);
        var outcome = chosen.Refused is { } unknown ? unknown : await log.Run(HttpContext.Actor(), issue, cancel);
        if (outcome.Refused is { } refusal)
        {
            Refused = refusal;
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
        if (KeepNumber && IsNewNumber)
            await numbers.AddToPerson(Chosen.Id, Caller!.Number!, cancel);
        var number = outcome.Value;
        if (await db.Tickets.VisibleTo(HttpContext.Actor()).AnyAsync(x => x.Number == number, cancel))
            return this.SeeOther($"/console/tickets/{number}");
        Notice = t["Logged. It is marked: cleared staff have it now, and the customer was told."];
        return this.SeeOther("/console/new");
    }

    /// <summary>What the policy says of this person and a way, for the choice of the way.</summary>
    public (Ui.Promise Look, string Words) Right(Channel channel) =>
        ChannelRightWords.Of(Policy.Document, channel, Chosen!.Role, t);

    /// <returns>False where a person or a call is named that does not exist.</returns>
    private async Task<bool> Show(CancellationToken cancel)
    {
        ViewData["View"] = "new";
        var actor = HttpContext.Actor();
        if (Call is { } call)
        {
            Told = await db.Calls.VisibleTo(actor).SingleOrDefaultAsync(x => x.Id == call, cancel);
            if (Told is null)
                return false;
            var by = Told.AnsweredBy;
            AnsweredBy = await db.People.Where(x => x.Id == by).Select(x => x.Name).SingleOrDefaultAsync(cancel);
        }
        if ((Told?.From ?? plan.Parse(Number) ?? plan.Parse(Q)) is { } number)
            Caller = await Caller.Of(db, number, cancel);
        await Find(cancel);
        var policy = Chosen is { } person
            ? await policies.For(db, person.OrganisationId, reader.Now, cancel)
            : await policies.At(db, reader.Now, cancel);
        (Policy, Telephone) = (policy.Policy, TelephoneHours.Of(policy.Policy, reader.Now));
        Marks = (await faces.Spec(cancel))?.Marks ?? Marks;
        if (Chosen is not null)
            Tickets = await OpenTickets.Of(db, actor, Chosen, cancel);
        return Person is null || Chosen is not null;
    }

    private async Task Find(CancellationToken cancel)
    {
        var people = db
            .People.Include(x => x.Organisation)
            .Where(x => x.DeactivatedAt == null)
            .Where(x => x.Role == Role.Administrator || x.Role == Role.DeskAgent || x.Role == Role.RegisteredUser);
        var byNumber = Caller is not null && (string.IsNullOrWhiteSpace(Q) || plan.Parse(Q) is not null);
        if (Person is { } id)
            Chosen = await people.SingleOrDefaultAsync(x => x.Id == id, cancel);
        else if (byNumber && Caller!.Person is { Role: not Role.PartnerUser } only)
            Chosen = only;
        else if (byNumber)
            Found = await AtNumber(people).OrderBy(x => x.Name).Take(MostFound).ToListAsync(cancel);
        else if (!string.IsNullOrWhiteSpace(Q))
            Found = await Matching(people, Q).OrderBy(x => x.Name).Take(MostFound).ToListAsync(cancel);
    }

    /// <summary>The people who share the number; else everybody of the organisation whose number it is.</summary>
    private IQueryable<Person> AtNumber(IQueryable<Person> people)
    {
        var ids = Caller!.People.Select(x => x.Id).ToList();
        var homes = Caller.Organisations.Select(x => x.Id).ToList();
        return ids.Count > 0
            ? people.Where(x => ids.Contains(x.Id))
            : people.Where(x => homes.Contains(x.OrganisationId));
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

    private Task<long> NumberOf(Guid ticket, CancellationToken cancel) =>
        db
            .Tickets.VisibleTo(HttpContext.Actor())
            .Where(x => x.Id == ticket)
            .Select(x => x.Number)
            .SingleOrDefaultAsync(cancel);
}
