using System.Collections.Immutable;
using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Desk.Data;
using Corbel.Desk.Holidays;
using NodaTime;

namespace Corbel.Desk.Policies;

/// <summary>What posting a text would do.</summary>
/// <param name="Sha256">The SHA-256 of the text, by which it is posted.</param>
/// <param name="Before">The version in force; null where this would be the first.</param>
/// <param name="Document">The new policy.</param>
/// <param name="Diff">What it says otherwise; empty for the first.</param>
/// <param name="Effect">What it would have meant for the open tickets.</param>
/// <param name="Warnings">What should be known of it.</param>
public sealed record PolicyPreview(
    string Sha256,
    PolicyInForce? Before,
    PolicyDocument Document,
    PolicyDiff Diff,
    PolicyEffect Effect,
    ImmutableArray<LocalText> Warnings
)
{
    /// <summary>The number it would get.</summary>
    public int Number => (Before?.Number ?? 0) + 1;
}

/// <summary>Checks a text and shows what posting it would do, without doing it.</summary>
public sealed class PreviewPolicy(PostPolicy post, PolicyShelf policies, IClock clock)
{
    /// <param name="db">To read with.</param>
    /// <param name="name">The file's name, for its errors.</param>
    /// <param name="text">The file, YAML.</param>
    /// <param name="by">Who wants to post it; null for the command line.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Outcome<PolicyPreview>> Run(
        DeskDb db,
        string name,
        string text,
        Actor? by = null,
        CancellationToken cancel = default
    )
    {
        if (by is not null && !May.PostPolicy(by))
            return Refusals.NotForYou;
        var now = clock.GetCurrentInstant();
        var holidays = await HolidaySets.NewestOrFirst(db, now, cancel);
        var lists = HolidaySets.Lists(holidays.Text);
        var before = await post.Last(db, cancel);
        var checkedText = await post.Check(db, name, text, before, lists, cancel);
        if (checkedText.Refused is { } wrong)
            return wrong;
        var (sha256, document) = checkedText.Value;
        var next = new PolicyVersion
        {
            Number = (before?.Number ?? 0) + 1,
            Sha256 = sha256,
            PostedAt = now,
            Text = text,
        };
        var terms = await NewTerms.Of(db, next, holidays, now, cancel);
        return new PolicyPreview(
            sha256,
            before,
            document,
            before is null ? new PolicyDiff([]) : PolicyDiff.Between(before.Policy.Document, document),
            await PolicyEffect.Of(db, policies, null, terms.For, now, cancel),
            PolicyWarnings.Of(CompiledPolicy.Compile(document, lists), now.InUtc().Date)
        );
    }
}
