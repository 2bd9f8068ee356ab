using Corbel.Desk.Outbox;
using Corbel.Desk.Policies;
using Corbel.Desk.Tests.Intake;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Tests.Policies;

/// <summary>A customer objects once, is answered once, and nothing is suspended.</summary>
public sealed class ObjectionTests
{
    [Theory, OnEveryDatabase]
    public async Task An_administrator_objects_once_the_managers_hear_of_it_and_answer_once(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (nora, max) = (desk.Cast.Nora.ToActor(), desk.Cast.Max.ToActor());

        var lodged = await desk.Get<LodgeObjection>().Run(nora, 1, "  Vier uur is te lang.  ");
        var again = await desk.Get<LodgeObjection>().Run(nora, 1, "Nog eens.");
        (await desk.Outbox()).Select(x => x.Mail.Recipient).ShouldBe(["max@isms.example", "olive@isms.example"], true);
        (await desk.Outbox()).ShouldAllBe(x =>
            x.Mail.Kind == MailKind.PolicyNotice
            && x.Message.Subject == "Northwind objects to version 1"
            && x.Message.TextBody!.Contains("Vier uur is te lang.")
        );
        var answered = await desk.Get<AnswerObjection>().Run(max, lodged.Value!.Id, "We hear you.");
        var twice = await desk.Get<AnswerObjection>().Run(max, lodged.Value.Id, "Once more.");

        (again.Refused!.Code, twice.Refused!.Code).ShouldBe(("objected-already", "answered-already"));
        answered.IsDone.ShouldBeTrue();
        var mail = (await desk.Outbox()).Single(x => x.Mail.Recipient == "nora@northwind.example").Message;
        mail.Subject.ShouldBe("Antwoord op uw bezwaar tegen versie 1");
        mail.TextBody!.ShouldContain("We hear you.");
        await using var db = desk.Read();
        var objection = await db.Objections.SingleAsync();
        (objection.Text, objection.ById, objection.Answer, objection.AnsweredById).ShouldBe(
            ("Vier uur is te lang.", desk.Cast.Nora.Id, "We hear you.", desk.Cast.Max.Id)
        );
        // Another customer's objection is its own; and the version is in force as before.
        (await desk.Get<LodgeObjection>().Run(desk.Cast.Sam.ToActor(), 1, "So do we.")).IsDone.ShouldBeTrue();
        (await desk.Get<PolicyShelf>().At(db, desk.Clock.GetCurrentInstant(), default)).Number.ShouldBe(1);
    }

    [Theory, OnEveryDatabase]
    public async Task Nobody_else_objects_or_answers_and_each_sees_their_own(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var cast = desk.Cast;
        foreach (var person in cast.Everybody.Except([cast.Nora, cast.Sam]))
            (await desk.Get<LodgeObjection>().Run(person.ToActor(), 1, "No.")).Refused!.Code.ShouldBe("not-for-you");
        var lodged = (await desk.Get<LodgeObjection>().Run(cast.Nora.ToActor(), 1, "Nee.")).Value!;
        foreach (var person in cast.Everybody.Except([cast.Max, cast.Olive]))
            (await desk.Get<AnswerObjection>().Run(person.ToActor(), lodged.Id, "Yes.")).Refused!.Code.ShouldBe(
                "not-for-you"
            );

        await using var db = desk.Read();
        var readers = new List<string>();
        foreach (var person in cast.Everybody)
            if (await db.Objections.VisibleTo(person.ToActor()).AnyAsync())
                readers.Add(person.Name.Split(' ')[0]);
        readers.ShouldBe(["Olive", "Max", "Ada", "Nora", "Rik", "Roos", "Dirk"]);
    }

    [Theory, OnEveryDatabase]
    public async Task An_empty_text_a_version_that_is_not_there_and_too_many_words_are_refused(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var lodge = desk.Get<LodgeObjection>();
        var nora = desk.Cast.Nora.ToActor();

        (await lodge.Run(nora, 1, " ")).Refused!.Code.ShouldBe("text-missing");
        (await lodge.Run(nora, 9, "Nee.")).Refused!.Code.ShouldBe("no-such-version");
        (await lodge.Run(nora, 1, new string('x', 10_001))).Refused!.Code.ShouldBe("text-too-long");
        (await desk.Get<AnswerObjection>().Run(desk.Cast.Max.ToActor(), Guid.Empty, "Yes.")).Refused!.Code.ShouldBe(
            "no-such-objection"
        );
    }
}
