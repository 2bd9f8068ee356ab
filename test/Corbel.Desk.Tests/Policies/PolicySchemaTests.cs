using System.Globalization;
using System.Text.Json.Nodes;
using Corbel.Desk.Policies;
using NJsonSchema;

namespace Corbel.Desk.Tests.Policies;

public class PolicySchemaTests
{
    [Fact]
    public void The_committed_schema_is_the_one_that_the_types_give()
    {
        var file = Repository.File("policies/policy.schema.json");
        var schema = PolicySchema.Generate();
        if (Environment.GetEnvironmentVariable("CORBEL_WRITE_SCHEMA") == "1")
        {
            File.WriteAllText(file, schema);
        }
        File.ReadAllText(file).ShouldBe(schema, "run the test with CORBEL_WRITE_SCHEMA=1 to write it anew");
    }

    [Fact]
    public async Task Every_policy_of_the_repository_fits_the_schema_and_names_it()
    {
        var schema = await JsonSchema.FromJsonAsync(PolicySchema.Generate(), TestContext.Current.CancellationToken);
        foreach (var file in Directory.GetFiles(Repository.File("policies"), "*.yaml"))
        {
            var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            text.ShouldStartWith("# yaml-language-server: $schema=policy.schema.json");
            schema.Validate(Json(YamlTree.Read(text))!.ToJsonString()).ShouldBeEmpty(file);
            PolicyFile.Read(text, file, HolidayFile.Lists(HolidayFile.Shipped)).Problems.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task The_schema_refuses_what_the_reader_refuses()
    {
        var schema = await JsonSchema.FromJsonAsync(PolicySchema.Generate(), TestContext.Current.CancellationToken);
        var text = PolicyFile
            .Shipped.Replace("  product: ISMS.online\n", "")
            .Replace("percent: 99.5", "precent: 99.5")
            .Replace("promise: guarantee", "promise: maybe")
            .Replace("within: 1 h", "within: one hour");
        // Missing, unknown and required, a wrong value three times, a wrong form: each in its place.
        schema.Validate(Json(YamlTree.Read(text))!.ToJsonString()).Count.ShouldBeGreaterThanOrEqualTo(4);
    }

    /// <summary>As an editor sees the file: numbers and truth values by their form.</summary>
    private static JsonNode? Json(YamlItem item) =>
        item switch
        {
            YamlMap map => new JsonObject(map.Entries.Select(e => KeyValuePair.Create(e.Key.Value, Json(e.Value)))),
            YamlList list => new JsonArray([.. list.Items.Select(Json)]),
            YamlText { Value: "true" or "false" } text => JsonValue.Create(text.Value == "true"),
            YamlText text
                when decimal.TryParse(
                    text.Value,
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var number
                ) => JsonValue.Create(number),
            YamlText text => JsonValue.Create(text.Value),
            _ => null,
        };
}
