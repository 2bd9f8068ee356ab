using Corbel.Core.Policy;

namespace Corbel.Core.Tests.Policy;

/// <summary>Marks that a message states in words.</summary>
public sealed class MarkWordsTests
{
    private static readonly MarkingSpec Spec = new()
    {
        Clause = "11",
        Clearances = new([
            new NamedText
            {
                Id = "sc",
                En = "SC",
                Nl = "SC",
            },
        ]),
        Marks = new([
            Mark("official", "OFFICIAL"),
            Mark("official-sensitive", "OFFICIAL-SENSITIVE"),
            Mark("secret", "SECRET"),
        ]),
        RaisedBy = [],
        LoweredBy = [],
    };

    [Theory]
    [InlineData("[OFFICIAL-SENSITIVE] Broken", "", "official-sensitive")]
    [InlineData("Re: [Official-Sensitive] Broken", "", "official-sensitive")]
    [InlineData("OFFICIAL-SENSITIVE: broken", "", "official-sensitive")]
    [InlineData("official sensitive broken", "", "official-sensitive")]
    [InlineData("Broken [OFFICIAL–SENSITIVE COMMERCIAL]", "", "official-sensitive")]
    [InlineData("[OFFICIAL] Broken", "", "official")]
    [InlineData("[OFFICIAL] Broken [SECRET]", "", "secret")]
    [InlineData("Broken", "[OFFICIAL-SENSITIVE]\nIt is broken", "official-sensitive")]
    [InlineData("Broken", "\n  OFFICIAL-SENSITIVE\nIt is broken", "official-sensitive")]
    [InlineData(null, "the logs are [SECRET], so call me", "secret")]
    [InlineData("Broken", "It is broken\n> [OFFICIAL-SENSITIVE] what you quoted", null)]
    [InlineData("This is no secret", "", null)]
    [InlineData("Secretary cannot sign in", "Officially nothing", null)]
    [InlineData("[Secretariat] cannot sign in", "", null)]
    [InlineData("SECRET", "", "secret")]
    [InlineData("[ ] Broken [", "]", null)]
    [InlineData("", "", null)]
    public void In_the_subject_or_the_first_line(string? subject, string? text, string? mark) =>
        MarkWords.Find(Spec, subject, text).ShouldBe(mark);

    [Fact]
    public void Where_the_policy_knows_no_marks_no_word_is_one() =>
        MarkWords.Find(null, "[OFFICIAL-SENSITIVE]", "[SECRET]").ShouldBeNull();

    private static MarkSpec Mark(string id, string name) =>
        new()
        {
            Id = id,
            Name = name,
            Colour = "#000000",
            OpenedBy = ["sc"],
        };
}
