namespace Corbel.Core.Policy;

/// <summary>The reading "no definition fits" in words, with what each severity takes in besides its test.</summary>
public static class NoDefinitionText
{
    /// <summary>One sentence, and one more where the policy says for a severity what else counts as it.</summary>
    public static LocalText Of(PolicyDocument policy) =>
        policy.Readings.NoDefinitionFits switch
        {
            NoDefinitionReading.NearestStricter => new(
                "The nearest stricter one." + Also(policy, Language.En),
                "Het naastliggende strengere." + Also(policy, Language.Nl)
            ),
            var other => throw new ArgumentOutOfRangeException(nameof(policy), other, "no words for this reading"),
        };

    private static string Also(PolicyDocument policy, Language language)
    {
        var parts = policy
            .Severities.Items.Where(x => x.Also is not null)
            .Select(x => $"{x.Name.In(language)}: {x.Also!.In(language)}");
        var list = string.Join("; ", parts);
        return list.Length > 0 ? $" {list}." : "";
    }
}
