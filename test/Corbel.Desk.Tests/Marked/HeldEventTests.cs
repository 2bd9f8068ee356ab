using Corbel.Desk.Live;
using Corbel.Desk.Tests.Intake;

namespace Corbel.Desk.Tests.Marked;

/// <summary>That a held message came is told to those who may see it, and to nobody else.</summary>
public sealed class HeldEventTests
{
    [Theory]
    [InlineData("[OFFICIAL-SENSITIVE] A list", false)]
    [InlineData("A list", true)]
    public async Task Only_the_cleared_hear_of_one_that_bears_a_mark(string subject, bool heardByAll)
    {
        await using var desk = await TestDesk.Open(TestDatabase.Sqlite);
        await desk.Clear(desk.Cast.Ada);
        using var feed = desk.Get<LiveFeed>().Listen();

        await desk.Mail(
            $"""
            From: Nina Veld <nina@northwind.example>
            To: support@isms.online
            Subject: {subject}
            Message-ID: <held-1@northwind.example>
            Content-Type: text/plain; charset=utf-8

            See the list.
            """
        );

        feed.Changes.TryRead(out var change).ShouldBeTrue();
        change!.VisibleTo(await desk.ActorOf(desk.Cast.Ada)).ShouldBeTrue();
        change.VisibleTo(await desk.ActorOf(desk.Cast.Max)).ShouldBe(heardByAll);
        change.VisibleTo(desk.Cast.Nora.ToActor()).ShouldBeFalse();
    }
}
