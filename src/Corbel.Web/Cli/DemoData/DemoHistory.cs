using Corbel.Core.Tickets;
using Corbel.Desk.Chats;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Corbel.Desk.Tickets;
using NodaTime;

namespace Corbel.Web.Cli.DemoData;

/// <summary>Plays a few months of issues through the real use cases, with the clock put back.</summary>
internal sealed class DemoHistory(IServiceProvider services, DemoClock clock, DemoCast cast)
{
    private static readonly string[] Customers =
    [
        DemoCast.Administrator,
        "sanne@noordzee.example",
        "tom@harbourbank.example",
        "helen@wessex.example",
        "joris@noordzee.example",
    ];
    private readonly Random dice = new(20260715);

    public async Task Play(Instant now)
    {
        var policy = new DemoPolicy(services, clock, cast);
        await policy.Begin();
        var opening = now - Duration.FromDays(100);
        var change = DemoPolicy.ChangedAt(now);
        for (var (i, changed) = (0, false); i < 48; i++)
        {
            var at = opening + Duration.FromDays(2 * i) + Duration.FromMinutes(dice.Next(7 * 60, 18 * 60));
            if (at > change && !changed)
            {
                await policy.Change(change);
                changed = true;
            }
            await Tell(DemoStory.All[i % DemoStory.All.Length], cast[Customers[i % Customers.Length]], at, Ending(i));
        }
        var records = new DemoRecords(services, clock, cast);
        await records.Call(now);
        // What lies open when the visitor comes.
        await Tell(DemoStory.All[1], cast[DemoCast.Administrator], now - Duration.FromMinutes(25), "open");
        await Tell(DemoStory.All[4], cast["sanne@noordzee.example"], now - Duration.FromHours(3), "open");
        await Tell(DemoStory.All[3], cast["helen@wessex.example"], now - Duration.FromMinutes(70), "open");
        await Tell(DemoStory.All[6], cast["joris@noordzee.example"], now - Duration.FromDays(1), "waiting");
        await Tell(DemoStory.All[5], cast["tom@harbourbank.example"], now - Duration.FromHours(20), "open");
        await new DemoTalks(services, clock, cast, Send).Play(now);
        await new DemoTiers(services, clock, cast).Play(now);
        await new DemoMarked(services, clock, cast).Play(now);
        await Send();
        await new DemoCalls(services, clock, cast).Play(now);
        await Hold(now - Duration.FromHours(2));
        await Macros();
        var reports = new DemoReports(services, clock, cast);
        await reports.First(now);
        await records.Write(now);
        await new DemoMeasuring(services, clock, cast).Play(now);
        await reports.Again(now);
        await new DemoStatus(services, clock, cast).Play(now);
        await new DemoSessions(services, clock, cast).Play(now);
        await new DemoReleases(services, clock, cast).Play(now);
        clock.Now = now;
    }

    /// <summary>What the agents of the demo write again and again.</summary>
    private async Task Macros()
    {
        var (macros, agent) = (services.GetRequiredService<Macros>(), cast[DemoCast.Agent].ToActor());
        await macros.Write(
            agent,
            "greeting",
            "Hello {customer}, {agent} here. I am looking into it; your ticket is {ticket}.",
            "Dag {customer}, met {agent}. Ik kijk ernaar; uw melding is {ticket}."
        );
        await macros.Write(
            agent,
            "steps",
            "Could you tell me what you did, what you saw, and what you expected to see?",
            "Kunt u vertellen wat u deed, wat u zag en wat u had verwacht?"
        );
    }

    /// <summary>One in sixteen is late, one in sixteen comes back.</summary>
    private static string Ending(int i) =>
        (i % 16) switch
        {
            5 => "late",
            11 => "again",
            _ => "solved",
        };

    private async Task Tell(DemoStory story, Person by, Instant at, string ending)
    {
        clock.Now = at;
        var dutch = by.Language == "nl";
        var (subject, text) = dutch ? story.Dutch : story.English;
        var number =
            dice.Next(2) == 0
                ? await ByForm(by, subject, text, story.Severity)
                : await ByMail(by, subject, text, story.Severity);
        await Send();
        if (ending == "open")
            return;
        var agent = cast[dice.Next(3) == 0 ? "ben@alliantist.example" : DemoCast.Agent].ToActor();
        await Later(at, ending == "late" ? 700 : story.Minutes);
        await services.GetRequiredService<Assign>().Run(agent, number, agent.Person);
        if (story.Severity is null)
            await services.GetRequiredService<SetSeverity>().Run(agent, number, "3", null);
        await services.GetRequiredService<Reply>().Run(agent, number, dutch ? story.Antwoord : story.Answer);
        await Send();
        if (ending == "waiting")
            return;
        await services
            .GetRequiredService<AddNote>()
            .Run(agent, number, "Checked with engineering; nothing further to do.");
        await Later(clock.Now, 120 + dice.Next(600));
        await services.GetRequiredService<Resolve>().Run(agent, number, ResolutionOutcome.Solved);
        if (ending != "again")
            return;
        await Later(clock.Now, 500);
        await services
            .GetRequiredService<Reopen>()
            .Run(by.ToActor(), number, dutch ? "Het is er weer." : "It is back again.");
        await Later(clock.Now, 45);
        await services
            .GetRequiredService<Reply>()
            .Run(agent, number, dutch ? "We kijken er opnieuw naar." : "We are looking at it again.");
        await Send();
        await Later(clock.Now, 90);
        await services.GetRequiredService<Resolve>().Run(agent, number, ResolutionOutcome.Solved);
    }

    private async Task<long> ByForm(Person by, string subject, string text, string? severity)
    {
        var form = new ArrivedForm(by.ToActor(), Guid.NewGuid(), null, subject, text, severity, [], clock.Now);
        return (await services.GetRequiredService<ReceiveMessage>().Form(form)).Value!.Ticket!.Value;
    }

    private async Task<long> ByMail(Person by, string subject, string text, string? severity)
    {
        var stated = severity is null ? text : $"{(by.Language == "nl" ? "Ernst" : "Severity")} {severity}\n\n{text}";
        var received = await Mail($"{by.Name} <{by.Email}>", subject, stated);
        return received.Ticket!.Value;
    }

    private async Task Hold(Instant at)
    {
        clock.Now = at;
        await Mail(
            "Nina Veld <nina@noordzee.example>",
            "Toegang voor een nieuwe collega",
            "Kunt u mij toegang geven? Ik ben nieuw bij Noordzee."
        );
    }

    private async Task<Received> Mail(string from, string subject, string text)
    {
        using var message = new MimeKit.MimeMessage();
        message.From.Add(MimeKit.MailboxAddress.Parse(from));
        message.To.Add(MimeKit.MailboxAddress.Parse("support@isms.online"));
        message.Subject = subject;
        message.Date = clock.Now.ToDateTimeOffset();
        message.MessageId = $"{Guid.NewGuid():n}@demo.example";
        message.Body = new MimeKit.TextPart("plain") { Text = text };
        using var raw = new MemoryStream();
        message.WriteTo(raw);
        return await services
            .GetRequiredService<ReceiveMessage>()
            .Mail(new ArrivedMail($"demo:{message.MessageId}", raw.ToArray(), clock.Now, ReceivedBasis.FileTime));
    }

    private Task Send() => services.GetRequiredService<MailSender>().SendDue(CancellationToken.None);

    /// <summary>Moves the clock on by open minutes of the desk.</summary>
    private async Task Later(Instant from, int minutes)
    {
        await using var db = services.GetRequiredService<Database>().Read();
        var policy = (await services.GetRequiredService<PolicyShelf>().At(db, from, CancellationToken.None)).Policy;
        var target = policy.FirstResponseTarget("1")!;
        clock.Now = policy.Calendars[target.Calendar].Add(from, minutes * 60L);
    }
}
