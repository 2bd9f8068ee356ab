using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.People;
using Corbel.Desk.Telephone;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Intake;

/// <summary>An issue that came by telephone, chat or a mail outside the mailbox, as staff write it down.</summary>
/// <param name="FormKey">Made when the form was shown: sending it twice is the same as once.</param>
/// <param name="Person">Whose issue it is.</param>
/// <param name="Channel">The way it came.</param>
/// <param name="BeganAt">When it began; null for the present.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Text">What the person said.</param>
/// <param name="Severity">The severity the person stated; null where none was.</param>
/// <param name="SpokeUntil">When the call ended in which an agent spoke with the person; null where nobody did.</param>
/// <param name="Summary">What the agent said; needed where one spoke. The customer reads it.</param>
public sealed record ToldIssue(
    Guid FormKey,
    Guid Person,
    Channel Channel,
    Instant? BeganAt,
    string Subject,
    string Text,
    string? Severity,
    Instant? SpokeUntil,
    string? Summary
)
{
    /// <summary>The person's ticket that it belongs to; null for a new issue.</summary>
    public long? Ticket { get; init; }

    /// <summary>The call that a telephone system told of: it says when it began, and whether one of ours answered.</summary>
    public Guid? Call { get; init; }

    /// <summary>The id of the mark that the customer says it holds; null for none.</summary>
    public string? Mark { get; init; }
}

/// <summary>
/// Staff log an issue for a customer's person (clause 7). It takes the same way as any other: custody, journal, clock and
/// acknowledgement. Nobody is turned away: a call by somebody who may not use the telephone is logged as a courtesy call.
/// </summary>
public sealed class LogForPerson(ReceiveMessage receive, Database database, IClock clock)
{
    /// <summary>How far back a beginning may lie: an older one would be somebody's memory.</summary>
    public static readonly Duration Back = Duration.FromDays(7);

    private static readonly Channel[] Ways = [Channel.Telephone, Channel.Chat, Channel.Mail];

    /// <returns>The ticket's number.</returns>
    public async Task<Outcome<long>> Run(Actor by, ToldIssue issue, CancellationToken cancel = default)
    {
        if (!by.IsStaff)
            return Refusals.NotForYou;
        var now = Journal.Grain(clock.GetCurrentInstant());
        await using var db = database.Read();
        var told = await CallToLog.Of(db, by, issue, now, cancel);
        if (told.Refused is { } unfit)
            return unfit;
        (var call, issue) = told.Value!;
        var began = issue.BeganAt ?? now;
        if (Refuse(issue, began, now) is { } refusal)
            return refusal;
        var person = await db
            .People.AsNoTracking()
            .SingleOrDefaultAsync(x => x.Id == issue.Person && x.DeactivatedAt == null, cancel);
        if (person?.Role is not (Role.Administrator or Role.DeskAgent or Role.RegisteredUser))
            return PlaceHeld.NoSuchCustomer;
        if (issue.Ticket is { } on && !await MayJoin(db, by, person, on, cancel))
            return Refusals.NoSuchTicket;
        var form = new ArrivedForm(
            person.ToActor(),
            issue.FormKey,
            issue.Ticket,
            issue.Ticket is null ? issue.Subject.Trim() : "",
            issue.Text,
            issue.Ticket is null ? issue.Severity : null,
            [],
            began
        )
        {
            Told = new(by.Person, issue.Channel, issue.SpokeUntil, issue.Summary?.Trim()),
            Call = call is null ? null : new CameByCall(call.Id, call.From),
            Mark = issue.Mark,
        };
        if ((FormCheck.Refuse(form) ?? await receive.RefuseSeverity(form, cancel)) is { } wrong)
            return wrong;
        var received = await receive.ToldByStaff(by, form, cancel);
        // Somebody was quicker with the same call.
        if (received.State == CustodyState.Duplicate)
            return CallToLog.OnTicketAlready;
        return received.Ticket is { } number ? number : Refusals.NoSuchTicket;
    }

    /// <summary>It joins a ticket that both who writes it down and the person may see, and that goes on.</summary>
    private static Task<bool> MayJoin(DeskDb db, Actor by, Person person, long number, CancellationToken cancel) =>
        db
            .Tickets.VisibleTo(by)
            .VisibleTo(person.ToActor())
            .AnyAsync(x => x.Number == number && x.MergedInto == null, cancel);

    private static Refusal? Refuse(ToldIssue issue, Instant began, Instant now)
    {
        if (!Ways.Contains(issue.Channel))
            return Refusal.Of(
                "channel-unknown",
                "Choose telephone, chat or mail: on the pages people log for themselves.",
                "Kies telefoon, chat of e-mail: op de pagina’s doen mensen zelf hun melding."
            );
        if (began > now)
            return Refusal.Of(
                "began-in-future",
                "It cannot have begun in the future.",
                "Het kan niet in de toekomst zijn begonnen."
            );
        if (issue.Call is null && began < now - Back)
            return Refusal.Of(
                "began-too-long-ago",
                $"It began more than {Back.Days} days ago. Log it as of {Back.Days} days ago at most, and say in the text when it really began.",
                $"Het begon meer dan {Back.Days} dagen geleden. Leg het hooguit {Back.Days} dagen terug vast en zeg in de tekst wanneer het werkelijk begon."
            );
        if (issue.SpokeUntil is not { } until)
            return null;
        if (issue.Channel != Channel.Telephone)
            return Refusal.Of(
                "spoke-without-call",
                "Only on the telephone does speaking count as contact here. Answer a chat or a mail on its ticket.",
                "Alleen aan de telefoon telt spreken hier als contact. Beantwoord een chat of e-mail bij de melding."
            );
        if (string.IsNullOrWhiteSpace(issue.Summary))
            return Refusal.Of(
                "summary-missing",
                "Say in a line what you told the person.",
                "Zeg in een regel wat u de persoon verteld hebt."
            );
        return until >= began && until <= now
            ? null
            : Refusal.Of(
                "call-ended-wrongly",
                "The call ended after it began, and not in the future.",
                "Het gesprek eindigde nadat het begon, en niet in de toekomst."
            );
    }
}
