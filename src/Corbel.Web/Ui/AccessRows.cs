using System.Globalization;
using System.Text;
using Corbel.Core.Access;
using Corbel.Desk.Data;
using Corbel.Desk.Marked;
using Corbel.Desk.Tickets;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Ui;

/// <summary>Who had a marked ticket before them (clause 11), for those who may read that.</summary>
public sealed record AccessRows(long Number, string Home, IReadOnlyList<AccessLine> Lines)
{
    /// <summary>The last ones are shown; the file has all.</summary>
    private const int Most = 500;

    /// <summary>Null where there is no such ticket for this person, or they may not read its log, or it never was marked.</summary>
    public static async Task<AccessRows?> Read(
        DeskDb db,
        Actor actor,
        long number,
        string home,
        bool all,
        CancellationToken cancel
    )
    {
        // Columns without words: the log is read without opening anything.
        var ticket = await db
            .Tickets.VisibleTo(actor)
            .Where(x => x.Number == number)
            .Select(x => new
            {
                x.Id,
                x.Mark,
                Facts = new TicketFacts(x.OrganisationId, x.ReporterId, x.DeskId, x.HandedOverFrom != null)
                {
                    Mark = x.Mark,
                    NeedsList = x.NeedsList,
                    Listed = x.Listed.Select(l => l.PersonId).ToList(),
                },
            })
            .SingleOrDefaultAsync(cancel);
        if (ticket is null || !May.SeeAccessLog(actor, ticket.Facts))
            return null;
        var rows = db.AccessLog.Where(x => x.TicketId == ticket.Id).OrderByDescending(x => x.Number);
        var log = await (all ? rows : rows.Take(Most)).ToListAsync(cancel);
        if (log.Count == 0 && ticket.Mark is null)
            return null;
        var (people, homes) = (
            log.Select(x => x.PersonId).Distinct().ToList(),
            log.Select(x => x.OrganisationId).Distinct().ToList()
        );
        var names = await db.People.Where(x => people.Contains(x.Id)).ToDictionaryAsync(x => x.Id, x => x.Name, cancel);
        var organisations = await db
            .Organisations.Where(x => homes.Contains(x.Id))
            .ToDictionaryAsync(x => x.Id, x => x.Name, cancel);
        return new AccessRows(
            number,
            home,
            log.ConvertAll(x => new AccessLine(
                x,
                x.PersonId is { } person ? names.GetValueOrDefault(person) : null,
                x.OrganisationId is { } organisation ? organisations.GetValueOrDefault(organisation) : null
            ))
        );
    }

    public static string HowOf(AccessRow row, IStringLocalizer<Texts> t) =>
        row.Kind switch
        {
            AccessKind.View => t["opened it"],
            AccessKind.List => t["had it in a list"],
            AccessKind.SearchHit => t["found it in a search"],
            AccessKind.Download => t["downloaded a file"],
            AccessKind.Export => t["had it in a file of many"],
            AccessKind.Work => t["worked with its text"],
            _ => row.Route.Split(": ") switch
            {
                ["had it open"] => t["had it open before it was marked"],
                ["wrote on it"] => t["wrote on it before it was marked"],
                ["had it assigned"] => t["had it assigned before it was marked"],
                ["got a mail of it"] => t["got a mail of it before it was marked"],
                ["got a mail of it", var address] => t["a mail of it went to {0} before it was marked", address],
                _ => t["before it was marked"],
            },
        };

    /// <summary>All of it as CSV in UTF-8, times in UTC. A cell that a program would take for a formula is made harmless.</summary>
    public byte[] ToCsv()
    {
        using var bytes = new MemoryStream();
        using (var text = new StreamWriter(bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)))
        using (
            var csv = new CsvWriter(
                text,
                new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape }
            )
        )
        {
            string[] head =
            [
                "number",
                "at",
                "person",
                "role",
                "organisation",
                "kind",
                "entry",
                "file",
                "way",
                "clearances",
                "sha256",
            ];
            Line(csv, head);
            foreach (var (row, name, organisation) in Lines.Reverse())
                Line(
                    csv,
                    [
                        row.Number.ToString(CultureInfo.InvariantCulture),
                        NodaTime.Text.InstantPattern.General.Format(row.At),
                        name ?? "",
                        row.Role?.ToString() ?? "",
                        organisation ?? "",
                        row.Kind.ToString(),
                        row.EntryNumber?.ToString(CultureInfo.InvariantCulture) ?? "",
                        row.FileId?.ToString() ?? "",
                        row.Route,
                        row.Clearances,
                        Convert.ToHexStringLower(row.Hash),
                    ]
                );
        }
        return bytes.ToArray();
    }

    private static void Line(CsvWriter csv, IEnumerable<string> cells)
    {
        foreach (var cell in cells)
            csv.WriteField(cell);
        csv.NextRecord();
    }
}

/// <summary>A row of the access log with the names that it only has the keys of.</summary>
public sealed record AccessLine(AccessRow Row, string? Name, string? Organisation);
