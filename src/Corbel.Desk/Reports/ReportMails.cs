using Corbel.Core.Access;
using Corbel.Desk.Data;
using Corbel.Desk.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Reports;

/// <summary>
/// Tells a customer's administrators of a report. The mail bears a link and nothing of the report: a mail is read by every
/// machine on its way, and what it says cannot be taken back when an issue is marked later (clause 11).
/// </summary>
public sealed class ReportMails(DeskAddress from)
{
    internal async Task Issued(DeskDb db, IssuedReport report, CancellationToken cancel)
    {
        var people = await db
            .People.AsNoTracking()
            .Where(x => x.OrganisationId == report.OrganisationId && x.Role == Role.Administrator)
            .Where(x => x.DeactivatedAt == null)
            .OrderBy(x => x.Id)
            .ToListAsync(cancel);
        foreach (var person in people)
        {
            var nl = person.Language == "nl";
            var draft = new MailDraft
            {
                Kind = MailKind.Report,
                From = from,
                To = person.Email,
                ToName = person.Name,
                Subject = nl ? $"Kwartaalrapport {report.Quarter}" : $"Quarterly report {report.Quarter}",
                Text = nl ? Dutch(person.Name, report) : English(person.Name, report),
                MessageId = $"report.{report.Id:n}.{person.Id:n}@{from.Domain}",
            };
            db.Inserted.Add(draft.ToMail(report.IssuedAt));
        }
    }

    private string English(string name, IssuedReport report)
    {
        var what =
            report.Number == 1
                ? $"Our report on {report.Quarter} is ready: your issues, how our promises were kept, and the service."
                : $"There is a new report on {report.Quarter}. It says what changed since the last one, and why.";
        return $"Dear {name},\n\n{what}\n\nSign in to read it, and to take it along as PDF, CSV or XLSX:\n{from.Url}/reports\n";
    }

    private string Dutch(string name, IssuedReport report)
    {
        var what =
            report.Number == 1
                ? $"Ons rapport over {report.Quarter} is klaar: uw meldingen, hoe wij onze beloften zijn nagekomen, en de dienst."
                : $"Er is een nieuw rapport over {report.Quarter}. Er staat in wat er sinds het vorige is gewijzigd, en waarom.";
        return $"Beste {name},\n\n{what}\n\nLog in om het te lezen of mee te nemen als PDF, CSV of XLSX:\n{from.Url}/reports\n";
    }
}
