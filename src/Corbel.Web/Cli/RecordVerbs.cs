using System.CommandLine;
using System.Text.Json;
using Corbel.Core.Access;
using Corbel.Core.Records;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Web.Cli;

/// <summary><c>corbel record</c>: what people write down of the clauses that the desk cannot measure.</summary>
internal static class RecordVerbs
{
    public static Command Record() =>
        new("record", "What is written down of the clauses that the desk cannot measure.") { Add(), List() };

    private static Command Add()
    {
        var (data, config) = (CommonOptions.Data(), CommonOptions.Config());
        var fact = new Argument<string>("FACT") { Description = "The fact of the policy: 1.share, 5.sessions." };
        var by = new Option<string>("--by")
        {
            Description = "The address of the manager or owner who records it.",
            Required = true,
        };
        var when = new Option<string>("--when")
        {
            Description = "The period (2026-06, 2026-Q2), or an instant such as 2026-07-15T09:00Z.",
            Required = true,
        };
        var until = new Option<string>("--until") { Description = "The instant at which it ended." };
        var customers = new Option<string[]>("--customer")
        {
            Description = "The customer by name; again for each. None means all customers.",
        };
        var title = new Option<string>("--title") { Description = "A few words.", DefaultValueFactory = _ => "" };
        var text = new Option<string>("--text")
        {
            Description = "What else there is to say.",
            DefaultValueFactory = _ => "",
        };
        var figures = new Option<string[]>("--figure")
        {
            Description = "A figure as name=value: availability=99.871. Again for each.",
        };
        var file = new Option<FileInfo>("--file") { Description = "The evidence." };
        var verb = new Command("add", "Record something, and print its id.")
        {
            fact,
            by,
            when,
            until,
            customers,
            title,
            text,
            figures,
            file,
            data,
            config,
        };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                var options = Settings.Read(parsed.GetValue(config)!, parsed.GetValue(data)!);
                await using var services = DeskHost.UseCases(options);
                await DeskHost.RequireMigrated(options, services.GetRequiredService<Database>());
                await using var db = services.GetRequiredService<Database>().Read();
                var kind = await KindOf(services, db, parsed.GetValue(fact)!, cancel);
                var draft = new RecordDraft(
                    parsed.GetValue(fact)!,
                    await CustomersOf(db, parsed.GetValue(customers) ?? [], cancel),
                    When(kind, parsed.GetValue(when)!, parsed.GetValue(until)),
                    parsed.GetValue(title)!,
                    parsed.GetValue(text)!,
                    Figures(parsed.GetValue(figures) ?? []),
                    await FileOf(parsed.GetValue(file), cancel)
                );
                var actor = await Who(db, parsed.GetValue(by)!, cancel);
                var outcome = await services.GetRequiredService<RecordClause>().Run(actor, draft, cancel);
                if (outcome.Refused is { } refusal)
                    throw new RefusedException(refusal.Why.En);
                foreach (var id in outcome.Value!)
                    Terminal.WriteLine($"{id}");
                return 0;
            }
        );
        return verb;
    }

    private static Command List()
    {
        var (data, config, json) = (CommonOptions.Data(), CommonOptions.Config(), CommonOptions.Json());
        var all = new Option<bool>("--all") { Description = "Those too that were corrected or withdrawn." };
        var verb = new Command("list", "List the records that stand.") { all, data, config, json };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                var options = Settings.Read(parsed.GetValue(config)!, parsed.GetValue(data)!);
                await using var services = DeskHost.UseCases(options);
                await using var db = services.GetRequiredService<Database>().Read();
                var records = parsed.GetValue(all) ? db.RecordsForOperator() : db.RecordsForOperator().Standing(db);
                var rows = await records
                    .OrderBy(x => x.Fact)
                    .ThenBy(x => x.FromAt)
                    .ThenBy(x => x.RecordedAt)
                    .Select(x => new
                    {
                        Record = x,
                        Customer = db
                            .Organisations.Where(o => o.Id == x.OrganisationId)
                            .Select(o => o.Name)
                            .FirstOrDefault(),
                        By = db.People.Where(p => p.Id == x.RecordedBy).Select(p => p.Email).First(),
                    })
                    .ToListAsync(cancel);
                if (parsed.GetValue(json))
                    Terminal.WriteLine(
                        JsonSerializer.Serialize(
                            rows.ConvertAll(x => Json(x.Record, x.Customer, x.By)),
                            JsonSerializerOptions.Web
                        )
                    );
                else
                    foreach (var row in rows)
                        Terminal.WriteLine(
                            $"{row.Record.Fact}\t{Day(row.Record.FromAt)}\t{row.Customer ?? "all customers"}\t{row.Record.Title}\t{row.Record.Figures}"
                        );
                return 0;
            }
        );
        return verb;
    }

    private static object Json(ClauseRecord record, string? customer, string by) =>
        new
        {
            record.Id,
            record.Fact,
            Customer = customer,
            From = InstantPattern.ExtendedIso.Format(record.FromAt),
            To = InstantPattern.ExtendedIso.Format(record.ToAt),
            record.Title,
            record.Text,
            Figures = JsonDocument.Parse(record.Figures).RootElement,
            File = record.FileSha256,
            record.FileName,
            RecordedBy = by,
            RecordedAt = InstantPattern.ExtendedIso.Format(record.RecordedAt),
            record.Corrects,
            record.Reason,
            record.Withdrawn,
        };

    private static async Task<RecordKind?> KindOf(
        IServiceProvider services,
        DeskDb db,
        string fact,
        CancellationToken cancel
    )
    {
        var now = services.GetRequiredService<IClock>().GetCurrentInstant();
        var policy = (await services.GetRequiredService<PolicyShelf>().At(db, now, cancel)).Policy.Document;
        return RecordKinds.Of(policy).FirstOrDefault(x => x.Fact == fact);
    }

    private static Interval When(RecordKind? kind, string from, string? to)
    {
        if (kind is { Period: { } period, Zone: var zone })
            return RecordSpan.Parse(period, from, DateTimeZoneProviders.Tzdb[zone])
                ?? throw new RefusedException($"“{from}” is no {period}. One looks like 2026-06, 2026-Q2 or 2026.");
        var (start, end) = (At(from), to is null ? At(from) : At(to));
        return end >= start ? new(start, end) : throw new RefusedException("It ends before it begins.");
    }

    private static Instant At(string text) =>
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mmo<Z+HH:mm>").Parse(text)
            is { Success: true, Value: var at }
            ? at.ToInstant()
            : throw new RefusedException($"“{text}” is no instant. One looks like 2026-07-15T09:00Z.");

    private static Dictionary<string, string> Figures(string[] given)
    {
        var figures = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var one in given)
        {
            if (one.Split('=', 2) is not [var name, var value] || !figures.TryAdd(name, value))
                throw new RefusedException(
                    $"“{one}” is no figure. One looks like availability=99.871, each name once."
                );
        }
        return figures;
    }

    private static async Task<IReadOnlyList<Guid>> CustomersOf(DeskDb db, string[] names, CancellationToken cancel)
    {
        var found = new List<Guid>();
        foreach (var name in names)
        {
            var customer = await db.Organisations.SingleOrDefaultAsync(x => x.Name == name, cancel);
            found.Add(customer?.Id ?? throw new RefusedException($"There is no organisation “{name}”."));
        }
        return found;
    }

    private static async Task<Actor> Who(DeskDb db, string email, CancellationToken cancel)
    {
        var normalized = Person.Normalize(email);
        var person = await db.People.SingleOrDefaultAsync(
            x => x.NormalizedEmail == normalized && x.DeactivatedAt == null,
            cancel
        );
        return person?.ToActor() ?? throw new RefusedException($"Nobody here has the address {email}.");
    }

    private static async Task<IncomingFile?> FileOf(FileInfo? file, CancellationToken cancel)
    {
        if (file is null)
            return null;
        if (!file.Exists)
            throw new RefusedException($"There is no file {file.FullName}.");
        var bytes = await File.ReadAllBytesAsync(file.FullName, cancel);
        return new IncomingFile(file.Name, "application/octet-stream", bytes);
    }

    private static string Day(Instant at) => InstantPattern.General.Format(at)[..10];
}
