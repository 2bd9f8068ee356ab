using System.Net;
using Corbel.Desk.Releases;
using Corbel.Desk.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Tests.Console;

/// <summary>Every form of the pages of sessions and releases, filled in as people do.</summary>
public sealed class ServicePagesTests
{
    [Fact]
    public async Task Sessions_are_bought_offered_booked_changed_and_written_down_on_the_pages()
    {
        await using var desk = await WebDesk.Open();
        var cast = desk.Cast;
        using var max = await desk.SignedIn(cast.Max);
        using var ada = await desk.SignedIn(cast.Ada);
        using var nora = await desk.SignedIn(cast.Nora);
        var bought = $"/console/sessions/{cast.Northwind.Id}";
        var proposal = new Dictionary<string, string>
        {
            ["Reference"] = "P-7",
            ["Counts[training]"] = "2",
            ["Counts[coaching]"] = "",
            ["From"] = "2026-07-01",
            ["Until"] = "2026-09-30",
            ["Notice"] = "24",
        };
        (await Send(max, bought, "Record", proposal)).ShouldBe(HttpStatusCode.SeeOther);
        (await Send(max, bought, "Record", proposal)).ShouldBe(HttpStatusCode.UnprocessableEntity);
        await using (var db = desk.Read())
        {
            var recorded = await db.Proposals.Include(x => x.Lines).SingleAsync();
            (recorded.Reference, recorded.NoticeHours).ShouldBe(("P-7", 24));
            recorded.FromAt.ShouldBe(WebDesk.At("2026-06-30T23:00:00Z"));
            recorded.UntilAt.ShouldBe(WebDesk.At("2026-09-30T23:00:00Z"));
            recorded.Lines.ShouldHaveSingleItem().Count.ShouldBe(2);
        }
        foreach (var day in (int[])[20, 21, 22])
            (await Send(ada, "/console/sessions", "Offer", Slot(day, cast.Ada.Id))).ShouldBe(HttpStatusCode.SeeOther);
        List<SessionSlot> slots;
        await using (var db = desk.Read())
            slots = await db.SessionSlots.OrderBy(x => x.StartsAt).ToListAsync();
        slots[0].StartsAt.ShouldBe(WebDesk.At("2026-07-20T09:00:00Z"));
        (slots[0].Place, slots[0].Seats, slots[0].TrainerId).ShouldBe(("Room 4", 2, cast.Ada.Id));

        (await Send(nora, "/sessions", "Book", Booking(slots[0].Id))).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Send(nora, "/sessions", "Book", Booking(slots[0].Id, cast.Rik.Id, cast.Roos.Id))).ShouldBe(
            HttpStatusCode.SeeOther
        );
        var session = await Single(desk);
        session.Attendees.Count.ShouldBe(2);
        var own = new KeyValuePair<string, string>("Session", session.Id.ToString());
        (await Send(nora, "/sessions", "Invite", [own, new("People", cast.Rik.Id.ToString())])).ShouldBe(
            HttpStatusCode.SeeOther
        );
        (await Single(desk)).Attendees.ShouldHaveSingleItem().PersonId.ShouldBe(cast.Rik.Id);
        (await Send(nora, "/sessions", "Move", [own, new("Slot", slots[1].Id.ToString())])).ShouldBe(
            HttpStatusCode.SeeOther
        );
        (await Single(desk)).StartsAt.ShouldBe(WebDesk.At("2026-07-21T09:00:00Z"));
        using var rik = await desk.SignedIn(cast.Rik);
        (await rik.GetStringAsync(new Uri("/sessions", UriKind.Relative))).ShouldNotContain("handler=Book");
        (await Send(rik, "/account", "Cancel", [own], "/sessions")).ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var pia = await desk.SignedIn(cast.Pia);
        (await pia.GetAsync(new Uri("/sessions", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        desk.Clock.Reset(WebDesk.At("2026-07-21T10:30:00Z"));
        KeyValuePair<string, string>[] held =
        [
            own,
            new("Attended", cast.Rik.Id.ToString()),
            new("Duties", $"{cast.Rik.Id}:1:diagnosis"),
            new("Topics", "Roles"),
            new("Reached", "Adds users"),
        ];
        (await Send(ada, "/console/sessions", "Hold", held)).ShouldBe(HttpStatusCode.SeeOther);
        session = await Single(desk);
        (session.State, session.Topics, session.Reached).ShouldBe((SessionState.Held, "Roles", "Adds users"));
        session.Attendees[0].Attended.ShouldBe(true);
        (await Send(ada, "/console/sessions", "Correct", [own, new("Why", "")])).ShouldBe(
            HttpStatusCode.UnprocessableEntity
        );
        (await Send(ada, "/console/sessions", "Correct", [own, new("Why", "Not yet")])).ShouldBe(
            HttpStatusCode.SeeOther
        );
        (await Send(ada, "/console/sessions", "Cancel", [own, new("Why", "Nobody")])).ShouldBe(HttpStatusCode.SeeOther);
        (await Single(desk)).CancelReason.ShouldBe("Nobody");
        (await Send(ada, "/console/sessions", "TakeBack", [new("Slot", slots[2].Id.ToString())])).ShouldBe(
            HttpStatusCode.SeeOther
        );
        await using var last = desk.Read();
        (await last.SessionSlots.CountAsync(x => x.WithdrawnAt != null)).ShouldBe(1);
    }

    [Fact]
    public async Task Releases_are_planned_and_delivered_on_the_page_and_only_those_they_reach_read_them()
    {
        await using var desk = await WebDesk.Open();
        var cast = desk.Cast;
        using var max = await desk.SignedIn(cast.Max);
        const string page = "/console/releases";
        (await Send(max, page, "Product", [new("Key", "isms-online"), new("Name", "ISMS.online")])).ShouldBe(
            HttpStatusCode.SeeOther
        );
        string product;
        await using (var db = desk.Read())
            product = (await db.Products.SingleAsync()).Id.ToString();
        KeyValuePair<string, string>[] order =
        [
            new("Customer", cast.Northwind.Id.ToString()),
            new("Product", product),
            new("Reference", "OF-1"),
            new("From", "2026-01-01"),
            new("Until", "2026-12-31"),
        ];
        (await Send(max, page, "Order", order)).ShouldBe(HttpStatusCode.SeeOther);
        (
            await Send(max, page, "Ring", [new("Name", "Early"), new("Customers", cast.Northwind.Id.ToString())])
        ).ShouldBe(HttpStatusCode.SeeOther);
        KeyValuePair<string, string>[] plan =
        [
            new("Product", product),
            new("Number", "2026.7"),
            new("TitleEn", "Faster search"),
            new("TitleNl", "Sneller zoeken"),
            new("NotesEn", "* **Search** <script>alert(1)</script>"),
            new("NotesNl", "* **Zoeken**"),
        ];
        (await Send(max, page, "Plan", plan)).ShouldBe(HttpStatusCode.SeeOther);
        Guid release;
        Guid ring;
        await using (var db = desk.Read())
        {
            var order1 = await db.OrderLines.SingleAsync();
            order1.UntilAt.ShouldBe(WebDesk.At("2027-01-01T00:00:00Z"));
            (release, ring) = ((await db.Releases.SingleAsync()).Id, (await db.Rings.SingleAsync()).Id);
        }
        using var nora = await desk.SignedIn(cast.Nora);
        using var sam = await desk.SignedIn(cast.Sam);
        (await nora.GetStringAsync(new Uri("/releases", UriKind.Relative))).ShouldNotContain("Sneller");
        using var ada = await desk.SignedIn(cast.Ada);
        KeyValuePair<string, string>[] deliver = [new("Release", release.ToString()), new("Ring", ring.ToString())];
        (await Send(ada, page, "Deliver", deliver)).ShouldBe(HttpStatusCode.UnprocessableEntity);

        (await Send(max, page, "Deliver", deliver)).ShouldBe(HttpStatusCode.SeeOther);

        var read = await nora.GetStringAsync(new Uri("/releases", UriKind.Relative));
        read.ShouldContain("Sneller zoeken");
        read.ShouldContain("<strong>Zoeken</strong>");
        (await sam.GetStringAsync(new Uri("/releases", UriKind.Relative))).ShouldNotContain("Faster search");
        (await max.GetStringAsync(new Uri(page, UriKind.Relative))).ShouldNotContain("<script>alert");
        (await Send(max, page, "Fix", [new("Release", release.ToString()), new("Ticket", "999999")])).ShouldBe(
            HttpStatusCode.UnprocessableEntity
        );
        await using var last = desk.Read();
        (await last.ReleaseReaches.SingleAsync()).OrganisationId.ShouldBe(cast.Northwind.Id);
        (await last.Releases.SingleAsync()).State.ShouldBe(ReleaseState.InRings);
    }

    private static Dictionary<string, string> Slot(int day, Guid trainer) =>
        new()
        {
            ["Kind"] = "training",
            ["StartsAt"] = $"2026-07-{day}T10:00",
            ["Minutes"] = "90",
            ["Place"] = "Room 4",
            ["Trainer"] = trainer.ToString(),
            ["Customer"] = "",
            ["Seats"] = "2",
        };

    private static IEnumerable<KeyValuePair<string, string>> Booking(Guid slot, params Guid[] people) =>
        people
            .Select(x => new KeyValuePair<string, string>("People", x.ToString()))
            .Append(new("Slot", slot.ToString()));

    private static async Task<HttpStatusCode> Send(
        HttpClient client,
        string page,
        string handler,
        IEnumerable<KeyValuePair<string, string>> fields,
        string? to = null
    )
    {
        using var response = await WebDesk.Post(client, page, fields, $"{to ?? page}?handler={handler}");
        return response.StatusCode;
    }

    private static async Task<Session> Single(WebDesk desk)
    {
        await using var db = desk.Read();
        return await db.Sessions.Include(x => x.Attendees).SingleAsync();
    }
}
