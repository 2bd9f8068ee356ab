using System.Text;
using Corbel.Core;
using Corbel.Desk.Intake;
using Corbel.Desk.People;
using Corbel.Desk.Variations;

namespace Corbel.Desk.Tests.Variations;

/// <summary>Variations as the tests write them.</summary>
internal static class Agreements
{
    public static readonly IncomingFile Paper = new(
        "addendum.pdf",
        "application/pdf",
        Encoding.ASCII.GetBytes("%PDF-1.7")
    );

    /// <summary>A variation's file with overrides, a line each.</summary>
    public static string Yaml(string reference, string from, string? until, params string[] overrides) =>
        string.Join(
            '\n',
            [
                $"reference: {reference}",
                "agreed: 2026-07-01",
                $"from: {from}",
                .. until is null ? [] : new[] { $"until: {until}" },
                "title: { en: Faster answers, nl: Snellere antwoorden }",
                "overrides:",
                .. overrides.Select(x => "  " + x),
                "",
            ]
        );

    public static Task<Outcome<VariationPreview>> Agree(
        this TestDesk desk,
        Organisation with,
        string yaml,
        Person? by = null
    ) => desk.Get<RecordVariation>().Run((by ?? desk.Cast.Max).ToActor(), with.Id, "variation.yaml", yaml, Paper);
}
