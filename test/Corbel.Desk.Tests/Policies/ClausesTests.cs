using System.Collections.Immutable;
using System.Text.Json;
using Corbel.Core.Policy;
using Corbel.Desk.Policies;

namespace Corbel.Desk.Tests.Policies;

/// <summary>docs/clauses.md says of every fact and reading what the desk does with it; here it is held to that.</summary>
public class ClausesTests
{
    private static readonly PolicyDocument Policy = PolicyFile
        .Read(PolicyFile.Shipped, "isms-online.yaml", HolidayFile.Lists(HolidayFile.Shipped))
        .Document!;

    private static readonly ImmutableArray<Row> Rows =
    [
        .. File.ReadLines(Repository.File("docs/clauses.md"))
            .Where(l => l.StartsWith("| `", StringComparison.Ordinal))
            .Select(l => l.Split('|', StringSplitOptions.TrimEntries))
            .Select(c => new Row(c[1].Trim('`'), c[2].Trim('`'), c[3], Names(c[4]), Names(c[5]))),
    ];

    [Fact]
    public void Every_fact_and_reading_stands_there_with_its_setting_and_state_and_nothing_else_does()
    {
        var facts = PolicyText.Facts(Policy).Select(f => $"{f.Id}: {f.Path}, {State(f.State)}");
        var readings = PolicyText.Readings(Policy).Select(r => $"{r.Id}: {r.Path}, {State(r.State)}");
        Rows.Select(r => $"{r.Id}: {r.Setting}, {r.State}").ShouldBe(facts.Concat(readings));
    }

    [Fact]
    public void What_is_enforced_or_recorded_names_code_and_what_is_enforced_a_test_and_both_exist()
    {
        foreach (var row in Rows.Where(r => r.State != "not yet"))
        {
            row.Code.ShouldNotBeEmpty(row.Id);
            row.Code.ShouldAllBe(c => File.Exists(Repository.File(c)), row.Id);
        }
        foreach (var row in Rows.Where(r => r.State == "enforced"))
        {
            row.Tests.ShouldNotBeEmpty(row.Id);
            row.Tests.ShouldAllBe(t => TestExists(t), row.Id);
        }
    }

    [Fact]
    public void What_is_not_built_yet_claims_no_test() =>
        Rows.Where(r => r.State == "not yet").ShouldAllBe(r => r.Code.IsEmpty && r.Tests.IsEmpty);

    /// <summary>Class.Method: a file of that class under test/ that has that method.</summary>
    private static bool TestExists(string name) =>
        name.Split('.') is [var type, var method]
        && Directory
            .EnumerateFiles(Repository.File("test"), type + ".cs", SearchOption.AllDirectories)
            .Any(f => File.ReadAllText(f).Contains($" {method}(", StringComparison.Ordinal));

    private static ImmutableArray<string> Names(string cell) =>
        [
            .. cell.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(n => n.Trim('`')),
        ];

    private static string State(FactState state) =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(state.ToString()).Replace('-', ' ');

    private sealed record Row(
        string Id,
        string Setting,
        string State,
        ImmutableArray<string> Code,
        ImmutableArray<string> Tests
    );
}
