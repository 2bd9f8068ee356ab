using Corbel.Desk.Intake;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tickets;

namespace Corbel.Desk.Tests.Marked;

/// <summary>What somebody sends to a marked ticket that they do not see is refused, and nothing of it lies anywhere.</summary>
public sealed class RefusedFilesTests
{
    [Theory, OnEveryDatabase]
    public async Task Nothing_of_a_refused_answer_is_kept(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var cast = desk.Cast;
        var number = await desk.Issue(cast.Rik);
        (await desk.Marked(cast.Rik, number)).IsDone.ShouldBeTrue();
        var file = new IncomingFile("canaryname.txt", "text/plain", "canarybytes"u8.ToArray());

        var staff = await desk.Get<Reply>().Run(await desk.ActorOf(cast.Max), number, "canarytext", files: [file]);
        var colleague = await desk.Form(cast.Roos, "", "canarytext", null, number, null, file);

        staff.Refused!.Code.ShouldBe("no-such-ticket");
        colleague.Refused!.Code.ShouldBe("no-such-ticket");
        (await desk.InPlain("canaryname", "canarybytes", "canarytext")).ShouldBeEmpty();
        (await desk.Check()).ShouldBeEmpty();
    }
}
