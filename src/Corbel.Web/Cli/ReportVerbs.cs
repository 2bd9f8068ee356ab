using System.CommandLine;
using Corbel.Core.Access;
using Corbel.Core.Reports;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Corbel.Desk.Reports;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Cli;

/// <summary><c>corbel report</c>: the quarterly report on demand.</summary>
internal static class ReportVerbs
{
    public static Command Report() => new("report", "Reports to customers.") { QuarterVerb() };

    private static Command QuarterVerb()
    {
        var (data, config) = (CommonOptions.Data(), CommonOptions.Config());
        var quarter = new Argument<string>("QUARTER") { Description = "2026-Q3." };
        var customer = new Option<string>("--customer") { Description = "The customer by name.", Required = true };
        var language = new Option<string>("--language")
        {
            Description = "en or nl; the customer's own where left out.",
        };
        language.AcceptOnlyFromAmong("en", "nl");
        var folder = new Option<string>("--out") { Description = "Write the files here.", HelpName = "DIR" };
        var preview = new Option<bool>("--preview")
        {
            Description = "Issue nothing; also of a quarter that is not over.",
        };
        var why = new Option<string>("--why") { Description = "Why another one, where there is one already." };
        var verb = new Command("quarter", "Issue a customer's quarterly report, and write it out.")
        {
            quarter,
            customer,
            language,
            folder,
            preview,
            why,
            data,
            config,
        };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                var options = Settings.Read(parsed.GetValue(config)!, parsed.GetValue(data)!);
                if (Quarter.Parse(parsed.GetValue(quarter)) is not { } when)
                    throw new RefusedException("Name the quarter like this: 2026-Q3.");
                await using var services = DeskHost.UseCases(options);
                await DeskHost.RequireMigrated(options, services.GetRequiredService<Database>());
                var name = parsed.GetValue(customer)!;
                var order = new ReportOrder(
                    await Customer(services, name, cancel),
                    when,
                    parsed.GetValue(why),
                    parsed.GetValue(language)
                );
                var made = await Make(services, order, parsed.GetValue(preview), cancel);
                if (parsed.GetValue(folder) is { } to)
                    await Write(services, made, to, cancel);
                Terminal.WriteLine($"{made.Name} {made.Sha256}");
                return 0;
            }
        );
        return verb;
    }

    private sealed record Made(string Name, Guid? Id, QuarterRows Rows, int Number, byte[] Html, string Sha256);

    private static async Task<Made> Make(
        ServiceProvider services,
        ReportOrder order,
        bool preview,
        CancellationToken cancel
    )
    {
        var issue = services.GetRequiredService<IssueReport>();
        if (preview)
        {
            var looked = await issue.Preview(order, cancel);
            var rows = looked.Value ?? throw new RefusedException(looked.Refused!.Why.En);
            var html = ReportHtml.Write(rows, new ReportIssue(0, Preview: true));
            return new($"quarterly-report-{order.Quarter}-preview", null, rows, 0, html, FileStore.NameOf(html));
        }
        var done = await issue.Run(null, order, cancel);
        var report = done.Value ?? throw new RefusedException(done.Refused!.Why.En);
        var number = report.Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new(
            $"quarterly-report-{report.Quarter}-{number}",
            report.Id,
            QuarterRowsJson.Read(report.Rows),
            report.Number,
            report.Html,
            report.Sha256
        );
    }

    private static async Task Write(ServiceProvider services, Made made, string folder, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        string Path(string ending) => System.IO.Path.Combine(folder, made.Name + ending);
        await File.WriteAllBytesAsync(Path(".html"), made.Html, cancel);
        await File.WriteAllBytesAsync(Path(".csv"), ReportFiles.Csv(made.Rows), cancel);
        await File.WriteAllBytesAsync(Path(".xlsx"), ReportFiles.Xlsx(made.Rows, made.Number, made.Sha256), cancel);
        var print = services.GetRequiredService<PrintReport>();
        var pdf = made.Id is { } id
            ? await print.Of(id, cancel)
            : await print.Print(made.Html, made.Sha256, made.Rows.Language, cancel);
        if (pdf is not null)
            await File.WriteAllBytesAsync(Path(".pdf"), pdf, cancel);
        else
            await Terminal.Error.WriteLineAsync(
                "No PDF: no Chromium could print it. Install one (apt-get install chromium), or name it with CORBEL_Chromium."
            );
    }

    private static async Task<Guid> Customer(ServiceProvider services, string name, CancellationToken cancel)
    {
        await using var db = services.GetRequiredService<Database>().Read();
        var found = await db
            .Organisations.Where(x => x.Kind == OrganisationKind.Customer && x.Name == name)
            .Select(x => (Guid?)x.Id)
            .SingleOrDefaultAsync(cancel);
        return found ?? throw new RefusedException($"There is no customer named {name}.");
    }
}
