using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tickets;
using NodaTime;

namespace Corbel.Desk.Tests.Reports;

/// <summary>The draft of a status report (clause 2.1): from what the customer may see, in its language, sent by nobody.</summary>
public sealed class StatusReportDraftTests
{
    [Theory, OnEveryDatabase]
    public async Task It_tells_what_was_done_since_the_last_one_and_no_word_of_staff_alone(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (ada, reply) = (desk.Cast.Ada.ToActor(), desk.Get<Reply>());
        var number = (await desk.Form(desk.Cast.Nora, "Alles ligt stil", "Niets werkt.", "1")).Value!.Ticket!.Value;
        await desk.Get<AddNote>().Run(ada, number, "SECRET: their fault, I think.");
        await desk.Get<Assign>().Run(ada, number, desk.Cast.Max.Id);
        await reply.Run(ada, number, "Wij zoeken het uit.", new ReplyMarks());
        desk.Clock.Advance(Duration.FromMinutes(30));

        var first = (await Draft(desk))!;
        first.ShouldContain("Wat er tot nu toe is gedaan:");
        first.ShouldContain("- wo 15 jul: wij schreven: “Wij zoeken het uit.”");
        first.ShouldContain("- op niets van u");
        first.ShouldNotContain("SECRET");
        first.ShouldNotContain(desk.Cast.Max.Name);

        await reply.Run(ada, number, "Voortgang: het is de database.", new ReplyMarks(Report: true));
        desk.Clock.Advance(Duration.FromHours(2));
        await reply.Run(ada, number, "Welke browser gebruikt u?", new ReplyMarks(Asks: true));
        desk.Clock.Advance(Duration.FromHours(1));

        var second = (await Draft(desk))!;
        second.ShouldContain("Wat er sinds ons bericht van wo 15 jul is gedaan:");
        second.ShouldNotContain("Wij zoeken het uit");
        second.ShouldContain("- op uw antwoord op onze vraag van wo 15 jul");
        var entries = (await desk.View(number)).Entries.Count;
        await Draft(desk);
        (await desk.View(number)).Entries.Count.ShouldBe(entries, "a draft writes nothing");

        async Task<string?> Draft(TestDesk open)
        {
            await using var db = open.Read();
            return await open.Get<DraftStatusReport>().Run(db, ada, number);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Who_does_not_work_on_the_ticket_gets_none(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var number = (await desk.Form(desk.Cast.Sam, "Down", "All of it.", "1")).Value!.Ticket!.Value;
        await using var db = desk.Read();

        (await desk.Get<DraftStatusReport>().Run(db, desk.Cast.Sam.ToActor(), number)).ShouldBeNull();
        (await desk.Get<DraftStatusReport>().Run(db, desk.Cast.Nora.ToActor(), number)).ShouldBeNull();
    }
}
