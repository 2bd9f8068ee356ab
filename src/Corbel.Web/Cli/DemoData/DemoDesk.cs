using Corbel.Desk;
using Corbel.Desk.Data;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.Cli.DemoData;

/// <summary>A desk to try out: made once, then served again as it was left.</summary>
internal static class DemoDesk
{
    private static readonly Duration LinkLifetime = Duration.FromHours(12);

    public static async Task Prepare(DeskOptions options)
    {
        await using var services = Seeding(options, out var clock);
        var database = services.GetRequiredService<Database>();
        var pending = await Migrator.Pending(database);
        if (pending.Count > 0)
            await Migrator.Apply(database);
        switch (await DeskHost.IsDemo(database))
        {
            case false:
                throw new RefusedException(
                    $"{options.Data} holds a real desk. Make the demo elsewhere with --data DIR."
                );
            case true when !await Unfinished(database):
                return;
        }
        Terminal.WriteLine($"Making a demo desk in {options.Data} …");
        var now = SystemClock.Instance.GetCurrentInstant();
        clock.Now = now - Duration.FromDays(120);
        await Mark(services, "making");
        await services.GetRequiredService<PostPolicy>().Run("isms-online.yaml", DemoPolicy.First);
        var cast = await DemoCast.Enter(services.GetRequiredService<Register>());
        await new DemoHistory(services, clock, cast).Play(now);
        await Mark(services, "made");
    }

    public static async Task Greet(IServiceProvider services, string data)
    {
        var agent = await Link(services, DemoCast.Agent);
        var customer = await Link(services, DemoCast.Administrator);
        var desk = await Link(services, DemoCast.DeskAgent);
        var council = await Link(services, DemoMarked.Council);
        var manager = await Link(services, "margaret@alliantist.example");
        var folder = data == "data" ? "" : $" --data {data}";
        Terminal.WriteLine(
            $"""

            The desk is open at {services.GetRequiredService<DeskOptions>().Url}

              As an agent:                      {agent}
              As a customer's administrator:    {customer}
              On a customer's own desk:         {desk}
              With a marked issue (clause 11):  {council}
              As the manager of clearances:     {manager}

            Each link signs in once. With the agent's queue open, try next:

              bin/corbel mail{folder} samples/mailbox/outage.eml

            Stop it with Ctrl+C. `bin/corbel demo` again goes on where you left.

            """
        );
    }

    private static ServiceProvider Seeding(DeskOptions options, out DemoClock clock)
    {
        clock = new DemoClock();
        var past = new DeskOptions
        {
            Data = options.Data,
            Url = options.Url,
            Demo = true,
            Mail = { TrustSenders = true },
        };
        // The past's mails stay out of the visitor's way.
        past.Mail.Outgoing = "mail/past";
        return new ServiceCollection().AddLogging().AddDesk(past).AddSingleton<IClock>(clock).BuildServiceProvider();
    }

    private static async Task<string> Link(IServiceProvider services, string email)
    {
        await using var db = services.GetRequiredService<Database>().Read();
        var normalized = Person.Normalize(email);
        var id = await db.People.Where(x => x.NormalizedEmail == normalized).Select(x => x.Id).SingleAsync();
        return await services.GetRequiredService<SignInLinks>().Make(id, LinkLifetime);
    }

    private static async Task<bool> Unfinished(Database database)
    {
        await using var db = database.Read();
        var mark = await db.Secrets.Where(x => x.Name == DeskHost.DemoMark).Select(x => x.Value).SingleAsync();
        if (!mark.AsSpan().SequenceEqual("making"u8))
            return false;
        throw new RefusedException("The demo was interrupted while it was made. Remove the folder and start again.");
    }

    private static Task Mark(IServiceProvider services, string state) =>
        services
            .GetRequiredService<GroupWriter>()
            .Write(
                async (db, cancel) =>
                {
                    var mark = await db.Secrets.SingleOrDefaultAsync(x => x.Name == DeskHost.DemoMark, cancel);
                    if (mark is null)
                        db.Secrets.Add(mark = new Secret { Name = DeskHost.DemoMark, Value = [] });
                    mark.Value = System.Text.Encoding.UTF8.GetBytes(state);
                }
            );
}
