using System.Text;
using Corbel.Desk.Availability;
using Corbel.Desk.Data;
using NodaTime.Text;

namespace Corbel.Web.Api;

/// <summary>The files by which somebody else can work out a month: all results, and what judges them.</summary>
internal static class AvailabilityFiles
{
    public static async Task<IResult> Results(string month, DeskDb db, ReadMonth months, CancellationToken cancel)
    {
        if (await Read(month, db, months, cancel) is not { } reading)
            return Microsoft.AspNetCore.Http.Results.NotFound();
        await using var text = new StringWriter();
        await ExportMonth.Results(db, reading, text, cancel);
        return File(text.ToString(), "text/csv", $"{month}.csv");
    }

    public static async Task<IResult> Frame(string month, DeskDb db, ReadMonth months, CancellationToken cancel) =>
        await Read(month, db, months, cancel) is { } reading
            ? File(await ExportMonth.Frame(db, reading, cancel), "application/json", $"{month}.json")
            : Microsoft.AspNetCore.Http.Results.NotFound();

    private static IResult File(string text, string type, string name) =>
        Microsoft.AspNetCore.Http.Results.File(Encoding.UTF8.GetBytes(text), type, $"availability-{name}");

    private static async Task<MonthReading?> Read(
        string month,
        DeskDb db,
        ReadMonth months,
        CancellationToken cancel
    ) =>
        YearMonthPattern.Iso.Parse(month) is { Success: true, Value: { Year: > 2000 and < 2100 } named }
            ? await months.Run(db, named, cancel)
            : null;
}
