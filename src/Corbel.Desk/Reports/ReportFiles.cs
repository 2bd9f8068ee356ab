using System.Globalization;
using System.Text;
using Corbel.Core.Reports;
using CsvHelper;
using CsvHelper.Configuration;
using MiniExcelLibs;

namespace Corbel.Desk.Reports;

/// <summary>The rows of a report as files for spreadsheets.</summary>
public static class ReportFiles
{
    /// <summary>
    /// All tables in one CSV (RFC 4180), each with its name in the first column and its columns' names above it. The same rows
    /// are the same bytes.
    /// </summary>
    public static byte[] Csv(QuarterRows rows, int withheld = 0)
    {
        using var bytes = new MemoryStream();
        using (var text = new StreamWriter(bytes, new UTF8Encoding(false), leaveOpen: true))
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\r\n" }))
        {
            if (withheld > 0)
                Line(csv, "withheld", [withheld.ToString(CultureInfo.InvariantCulture)]);
            foreach (var table in ReportTable.Of(QuarterReport.Of(rows)))
            {
                Line(csv, "table", table.Columns);
                foreach (var row in table.Rows)
                    Line(csv, table.Name, row);
            }
        }
        return bytes.ToArray();
    }

    /// <summary>A sheet a table, and one before them that says which report it is and bears the hash of its page.</summary>
    public static byte[] Xlsx(QuarterRows rows, int number, string sha256, int withheld = 0)
    {
        var sheets = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["report"] = new[]
            {
                About("customer", ReportTable.Guard(rows.Customer)),
                About("quarter", rows.Quarter),
                About("number", number.ToString(CultureInfo.InvariantCulture)),
                About("html-sha256", sha256),
                About("withheld", withheld.ToString(CultureInfo.InvariantCulture)),
            },
        };
        foreach (var table in ReportTable.Of(QuarterReport.Of(rows)))
            sheets[table.Name] = table.Rows.Count > 0 ? table.Rows.Select(x => Named(table, x)) : [Named(table, null)];
        using var bytes = new MemoryStream();
        bytes.SaveAs(sheets, sheetName: "report");
        return bytes.ToArray();
    }

    private static void Line(CsvWriter csv, string name, IReadOnlyList<string> cells)
    {
        csv.WriteField(name);
        foreach (var cell in cells)
            csv.WriteField(cell);
        csv.NextRecord();
    }

    private static Dictionary<string, object> About(string what, string value) =>
        new(StringComparer.Ordinal) { ["what"] = what, ["value"] = value };

    private static Dictionary<string, object> Named(ReportTable table, IReadOnlyList<string>? row) =>
        table
            .Columns.Select((name, i) => (name, Value: row is null ? "" : row[i]))
            .ToDictionary(x => x.name, x => (object)x.Value, StringComparer.Ordinal);
}
