using System.Globalization;
using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using Corbel.Web.Api;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Promise = Corbel.Web.Ui.Promise;

namespace Corbel.Web.Console;

/// <summary>Puts the views and the person around every page of the console, once the page has done its own work.</summary>
internal sealed class Surroundings(
    DeskDb db,
    PolicyShelf policies,
    CallCards calls,
    Reader reader,
    IStringLocalizer<Texts> t
) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        var executed = await next();
        if (executed.Result is not PageResult || context.HandlerInstance is not PageModel page)
            return;
        page.ViewData["Live"] = "/live";
        if (!Fragment.IsAsked(context.HttpContext))
            page.ViewData["Frame"] = await Frame(context.HttpContext, page.ViewData["View"] as string);
    }

    private async Task<ConsoleFrame> Frame(HttpContext http, string? current)
    {
        var actor = http.Actor();
        var desk = actor.IsStaff ? await ChatDesk.Read(db, actor, reader.Now, http.RequestAborted) : null;
        var counts = await QueueCounts.Read(db, actor, reader.Now, http.RequestAborted);
        var policy = await policies.On(db, actor.OwnDesk, actor.Organisation, reader.Now, http.RequestAborted);
        var name = http.User.Identity?.Name ?? "";
        var (look, hours) = Hours(policy.Policy);
        ViewLink Link(string icon, string text, QueueView view, int? count, string? key) =>
            new(icon, text, view.Address(), count, key, view.Key() == current);
        return new ConsoleFrame(
            [
                Link("circle-dot", t["Open"], QueueView.Open, counts.Open, "g o"),
                Link("user-round", t["Mine"], QueueView.Mine, counts.Mine, "g m"),
                Link("circle-dashed", t["Unassigned"], QueueView.Unassigned, counts.Unassigned, "g u"),
                Link("message-square", t["Awaiting us"], QueueView.Awaiting, counts.Awaiting, "g a"),
                Link("circle-pause", t["Waiting"], QueueView.Waiting, counts.Waiting, "g w"),
                Link("check", t["Resolved"], QueueView.Resolved, null, "g r"),
            ],
            [.. Rooms(actor, counts, desk, current), new("settings", t["My settings"], "/account")],
            name,
            Monogram.Of(name),
            RoleWords.Of(actor.Role, t),
            look,
            hours
        )
        {
            Service = actor.IsStaff ? [.. ServiceRooms.Of(current, t)] : [],
            Calls = actor.IsStaff ? await calls.Read(actor, http.RequestAborted) : null,
            Chats = desk is { TakesChats: true } ? desk.Waiting.Count : null,
        };
    }

    /// <summary>Staff of the provider have the held mail and the customers; a customer's own desk has the provider.</summary>
    private IEnumerable<ViewLink> Rooms(Actor actor, QueueCounts counts, ChatDesk? chats, string? current) =>
        actor.IsStaff
            ?
            [
                new("square-pen", t["Log an issue"], "/console/new", null, "c", current == "new"),
                new(
                    "message-square",
                    t["Chats"],
                    "/console/chats",
                    chats?.Concerning,
                    "g y",
                    current is "chats" or "macros"
                ),
                new("phone", t["Calls"], "/console/calls", null, "g t", current == "calls"),
                new("mail-question-mark", t["Held mail"], "/console/held", counts.Held, "g h", current == "held"),
                new("mail", t["Mail"], "/console/mail", counts.MailTrouble, "g l", current == "mail"),
                new("building-2", t["Customers"], "/console/customers", null, "g c", current == "customers"),
                new("file-text", t["Records"], "/console/records", null, "g e", current == "records"),
                new("scale", t["Policy"], "/console/policy", null, "g p", current == "policy"),
                .. May.GrantClearance(actor)
                    ? [new ViewLink("shield", t["Clearances"], "/console/clearances", Current: current == "clearances")]
                    : Array.Empty<ViewLink>(),
            ]
            : [new("globe", t["With the provider"], "/issues"), new("scale", t["Policy"], "/policy", null, "g p")];

    /// <summary>Whether the calendar of the strictest promise is open, and until or from when.</summary>
    private (Promise Look, string Words) Hours(CompiledPolicy policy)
    {
        var severity = policy.Document.Severities.Items.FirstOrDefault(x =>
            policy.FirstResponseTarget(x.Id) is not null
        );
        if (severity is null)
            return (Promise.Calm, t["The policy promises no response time"]);
        var calendar = policy.Calendars[policy.FirstResponseTarget(severity.Id)!.Calendar].Zones[0];
        var (open, close) = calendar.OpeningAtOrAfter(reader.Now);
        var isOpen = open <= reader.Now;
        var at = isOpen ? close : open;
        var day = reader.NearDay(at);
        var when = string.Create(CultureInfo.InvariantCulture, $"{day} {reader.Clock(at)} {reader.ZoneName(at)}")
            .Trim();
        return isOpen ? (Promise.Calm, t["Open until {0}", when]) : (Promise.Closed, t["Closed until {0}", when]);
    }
}
