using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Corbel.Desk.Intake;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Corbel.Bench.Load;

/// <summary>Makes a desk with tickets through the real use cases.</summary>
internal sealed class Seeding(IServiceProvider services, Person customer)
{
    public const string Agent = "agent@bench.example";

    public static async Task<Seeding> Begin(IServiceProvider services)
    {
        await services.GetRequiredService<PostPolicy>().Run("isms-online.yaml", PolicyFile.Shipped);
        var register = services.GetRequiredService<Register>();
        var provider = (await register.Organisation("Provider", OrganisationKind.Provider, [])).Value!;
        var home = (await register.Organisation("Customer", OrganisationKind.Customer, [])).Value!;
        await register.Person(provider.Id, "Agent", Agent, Role.Agent);
        await register.Person(provider.Id, "Owner", "owner@bench.example", Role.Owner);
        var customer = await register.Person(home.Id, "Customer", "customer@bench.example", Role.Administrator);
        return new Seeding(services, customer.Value!);
    }

    /// <summary>Logs so many issues by the portal's use case, so many at a time.</summary>
    public Task<Figures> Through(int tickets, int atATime, string before = "")
    {
        var receive = services.GetRequiredService<ReceiveMessage>();
        return Figures.Of(
            atATime,
            tickets,
            TimeSpan.FromMinutes(10),
            async number =>
            {
                var form = Form(number);
                var received = await receive.Form(form with { Subject = before + form.Subject });
                if (!received.IsDone || received.Value!.State != CustodyState.Taken)
                    throw new InvalidOperationException(received.Refused?.Why.En ?? "not taken");
            }
        );
    }

    /// <summary>Composes so many tickets, then hands their rows to the writer, so many at a time.</summary>
    public async Task<Figures> Written(int tickets, int atATime)
    {
        var (placement, writer) = (
            services.GetRequiredService<Placement>(),
            services.GetRequiredService<GroupWriter>()
        );
        var composed = new List<IReadOnlyList<object>>(tickets);
        for (var number = 0; number < tickets; number++)
            composed.Add((await placement.Open(Composed(number), default))!.Rows);
        return await Figures.Of(atATime, tickets, TimeSpan.FromMinutes(10), number => writer.Insert(composed[number]));
    }

    private Message Composed(int number)
    {
        var form = Form(number);
        return new Message
        {
            Id = Guid.CreateVersion7(),
            CustodyKey = $"portal:{customer.Id:n}:{form.FormKey:n}",
            Channel = Corbel.Core.Tickets.Channel.Portal,
            Sha256 = FileStore.NameOf(form.FormKey.ToByteArray()),
            Size = form.Text.Length,
            ReceivedAt = form.ReceivedAt,
            Basis = ReceivedBasis.Arrival,
            TakenAt = form.ReceivedAt,
            Files = [],
            Form = form,
        };
    }

    private ArrivedForm Form(int number)
    {
        var text = $"Issue {number}: the page of control {number % 93} shows an error when it is saved.";
        var severity = (1 + (number % 3)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var now = Journal.Grain(services.GetRequiredService<IClock>().GetCurrentInstant());
        return new(customer.ToActor(), Guid.NewGuid(), null, $"Issue {number}", text, severity, [], now);
    }
}
