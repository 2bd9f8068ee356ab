using System.CommandLine;
using System.Text.Json;
using Corbel.Core.Access;
using Corbel.Desk.Data;
using Corbel.Desk.People;
using Corbel.Web.Ui;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.Cli;

/// <summary><c>corbel user</c>: people of this installation.</summary>
internal static class UserVerbs
{
    private static readonly Duration FirstLink = Duration.FromDays(2);

    public static Command User() =>
        new("user", "People of this installation.")
        {
            Add(),
            Link(),
            List(),
            NumberVerbs.Phone(),
            NumberVerbs.Extension(),
        };

    private static Command Add()
    {
        var (data, config) = (CommonOptions.Data(), CommonOptions.Config());
        var name = new Option<string>("--name") { Description = "The person's name.", Required = true };
        var email = new Option<string>("--email") { Description = "The person's mail address.", Required = true };
        var role = new Option<string>("--role") { Description = "What the person is.", Required = true };
        role.AcceptOnlyFromAmong(
            "owner",
            "manager",
            "agent",
            "administrator",
            "desk-agent",
            "registered-user",
            "partner-user"
        );
        var organisation = new Option<string>("--organisation")
        {
            Description = "The organisation by name; made where it is new. Staff belong to the policy's provider.",
        };
        var customer = new Option<string>("--customer")
        {
            Description = "For a new partner: the customer by name, on whose desk its issues arrive.",
        };
        var verb = new Command("add", "Add a person and print a link that signs them in.")
        {
            name,
            email,
            role,
            organisation,
            customer,
            data,
            config,
        };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                var options = Settings.Read(parsed.GetValue(config)!, parsed.GetValue(data)!);
                await using var services = DeskHost.UseCases(options);
                await DeskHost.RequireMigrated(options, services.GetRequiredService<Database>());
                var chosen = Enum.Parse<Role>(
                    parsed.GetValue(role)!.Replace("-", "", StringComparison.Ordinal),
                    ignoreCase: true
                );
                var home = await Home(services, chosen, parsed.GetValue(organisation), parsed.GetValue(customer));
                var person = await services
                    .GetRequiredService<Register>()
                    .Person(home, parsed.GetValue(name)!, parsed.GetValue(email)!, chosen, cancel);
                if (person.Refused is { } refusal)
                    throw new RefusedException(refusal.Why.En);
                var link = await services.GetRequiredService<SignInLinks>().Make(person.Value!.Id, FirstLink, cancel);
                Terminal.WriteLine(link);
                return 0;
            }
        );
        return verb;
    }

    private static async Task<Guid> Home(IServiceProvider services, Role role, string? name, string? customer)
    {
        await using var db = services.GetRequiredService<Database>().Read();
        var staff = role is Role.Owner or Role.Manager or Role.Agent;
        var kind =
            staff ? OrganisationKind.Provider
            : role == Role.PartnerUser ? OrganisationKind.Partner
            : OrganisationKind.Customer;
        var known = await db.Organisations.FirstOrDefaultAsync(x => (staff && x.Kind == kind) || x.Name == name);
        if (known is not null)
            return known.Id;
        if (staff && name is null)
        {
            var policies = services.GetRequiredService<Desk.Policies.PolicyShelf>();
            var now = services.GetRequiredService<IClock>().GetCurrentInstant();
            name = (await policies.At(db, now, default)).Policy.Document.Provider.Name;
        }
        if (name is null)
            throw new RefusedException("Name the customer with --organisation NAME.");
        var of = customer is null
            ? null
            : await db.Organisations.SingleOrDefaultAsync(x => x.Name == customer)
                ?? throw new RefusedException($"There is no customer “{customer}”.");
        var made = await services.GetRequiredService<Register>().Organisation(name, kind, [], customer: of?.Id);
        return made.Refused is { } refusal ? throw new RefusedException(refusal.Why.En) : made.Value!.Id;
    }

    private static Command Link()
    {
        var (data, config) = (CommonOptions.Data(), CommonOptions.Config());
        var email = new Argument<string>("EMAIL") { Description = "The person's mail address." };
        var verb = new Command("link", "Print a link that signs a person in, once.") { email, data, config };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                var options = Settings.Read(parsed.GetValue(config)!, parsed.GetValue(data)!);
                await using var services = DeskHost.UseCases(options);
                await using var db = services.GetRequiredService<Database>().Read();
                var normalized = Person.Normalize(parsed.GetValue(email)!);
                var person =
                    await db.People.SingleOrDefaultAsync(
                        x => x.NormalizedEmail == normalized && x.DeactivatedAt == null,
                        cancel
                    ) ?? throw new RefusedException($"Nobody here has the address {parsed.GetValue(email)}.");
                Terminal.WriteLine(await services.GetRequiredService<SignInLinks>().Make(person.Id, FirstLink, cancel));
                return 0;
            }
        );
        return verb;
    }

    private static Command List()
    {
        var (data, config, json) = (CommonOptions.Data(), CommonOptions.Config(), CommonOptions.Json());
        var verb = new Command("list", "List the people.") { data, config, json };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                var options = Settings.Read(parsed.GetValue(config)!, parsed.GetValue(data)!);
                await using var services = DeskHost.UseCases(options);
                await using var db = services.GetRequiredService<Database>().Read();
                var people = await db
                    .People.OrderBy(x => x.Organisation!.Name)
                    .ThenBy(x => x.Name)
                    .Select(x => new
                    {
                        x.Name,
                        x.Email,
                        Role = x.Role.ToString(),
                        Organisation = x.Organisation!.Name,
                    })
                    .ToListAsync(cancel);
                if (parsed.GetValue(json))
                    Terminal.WriteLine(JsonSerializer.Serialize(people, JsonSerializerOptions.Web));
                else
                    foreach (var person in people)
                        Terminal.WriteLine($"{person.Organisation}\t{person.Role}\t{person.Name}\t{person.Email}");
                return 0;
            }
        );
        return verb;
    }
}
