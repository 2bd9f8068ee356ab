using System.Text;
using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Corbel.Desk.Holidays;
using Corbel.Desk.Outbox;
using Corbel.Desk.Variations;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Policies;

/// <summary>A policy to be posted.</summary>
/// <param name="Name">The file's name, for its errors.</param>
/// <param name="Text">The file, YAML.</param>
public sealed record Posting(string Name, string Text)
{
    /// <summary>Who posts it; null for the command line, whose user has the database itself.</summary>
    public Actor? By { get; init; }

    /// <summary>What was previewed: the SHA-256 of its text, and the number of the version it was held against.</summary>
    public (string Sha256, int After)? Previewed { get; init; }

    /// <summary>From when it is in force; the present where null. Only the first version may be posted back.</summary>
    public Instant? At { get; init; }
}

/// <summary>
/// Posts a policy: checked whole, immutable, in force from that instant. In the same transaction everybody is told whom the
/// policy says are told.
/// </summary>
public sealed class PostPolicy(
    GroupWriter writer,
    PolicyShelf policies,
    PolicyMails mails,
    DeskOptions options,
    IClock clock
)
{
    private static readonly Refusal NoAddress = Refusal.Of(
        "policy-no-address",
        "The policy names no mail address and the settings name none either: the desk could not write to anybody. Set mail.address first.",
        "Het beleid noemt geen e-mailadres en de instellingen ook niet: de desk zou niemand kunnen schrijven. Stel eerst mail.address in."
    );

    private static readonly Refusal NotPreviewed = Refusal.Of(
        "policy-not-previewed",
        "This is not the text that was previewed. Look at the preview again.",
        "Dit is niet de tekst waarvan het voorbeeld is getoond. Bekijk het voorbeeld opnieuw."
    );

    private static readonly Refusal MovedOn = Refusal.Of(
        "policy-moved-on",
        "Another version was posted since the preview. Look at the preview again.",
        "Sinds het voorbeeld is er een andere versie geplaatst. Bekijk het voorbeeld opnieuw."
    );

    /// <summary>Posts a policy without a preview.</summary>
    /// <returns>The version's number.</returns>
    public Task<Outcome<int>> Run(string name, string text, Instant? at = null, CancellationToken cancel = default) =>
        Run(new Posting(name, text) { At = at }, cancel);

    /// <returns>The version's number.</returns>
    public async Task<Outcome<int>> Run(Posting posting, CancellationToken cancel = default)
    {
        if (posting.By is { } by && !May.PostPolicy(by))
            return Refusals.NotForYou;
        return await writer.Write<Outcome<int>>(
            async (db, token) =>
            {
                await db.Take(DeskDb.ThePolicy, token);
                var now = clock.GetCurrentInstant();
                var holidays = await HolidaySets.Ensure(db, posting.At ?? now, token);
                var last = await Last(db, token);
                if (
                    posting.Previewed is { } shown
                    && shown.Sha256 != FileStore.NameOf(Encoding.UTF8.GetBytes(posting.Text))
                )
                    return NotPreviewed;
                if (posting.Previewed is { } held && held.After != (last?.Number ?? 0))
                    return MovedOn;
                var checkedText = await Check(
                    db,
                    posting.Name,
                    posting.Text,
                    last,
                    HolidaySets.Lists(holidays.Text),
                    token
                );
                if (checkedText.Refused is { } wrong)
                    return wrong;
                var (sha256, document) = checkedText.Value;
                var version = new PolicyVersion
                {
                    Number = (last?.Number ?? 0) + 1,
                    Sha256 = sha256,
                    PostedAt = last is null && posting.At is { } back ? back : now,
                    PostedById = posting.By?.Person,
                    Text = posting.Text,
                };
                db.PolicyVersions.Add(version);
                if (last is not null)
                    await mails.Posted(db, last, version, document, token);
                return version.Number;
            },
            cancel
        );
    }

    /// <summary>
    /// Whether a text can be the next version: without errors, with an address to write from, saying something else than the
    /// last, fitting what was agreed with customers, and with a hash of its own.
    /// </summary>
    /// <returns>Its SHA-256, and what it says.</returns>
    internal async Task<Outcome<(string Sha256, PolicyDocument Document)>> Check(
        DeskDb db,
        string name,
        string text,
        PolicyInForce? last,
        IReadOnlyDictionary<string, HolidayList> lists,
        CancellationToken cancel
    )
    {
        var reading = PolicyFile.Read(text, name, lists);
        if (!reading.Problems.IsEmpty)
        {
            var problems = string.Join('\n', reading.Problems);
            return Refusal.Of("policy-has-errors", problems, problems);
        }
        var (sha256, document) = (reading.Sha256, reading.Document!);
        if (DeskAddress.SupportOf(options, document) is null)
            return NoAddress;
        if (last?.Sha256 == sha256)
            return Refusal.Of("policy-unchanged", "This text is in force already.", "Deze tekst is al van kracht.");
        if (last is not null && PolicyDiff.Between(last.Policy.Document, document).IsEmpty)
            return Refusal.Of(
                "policy-unchanged",
                $"This text says just what version {last.Number} says, which is in force already.",
                $"Deze tekst zegt precies wat versie {last.Number} zegt, en die is al van kracht."
            );
        // Journals name a version by its hash: two versions of one hash could not be told apart.
        var before = await db.PolicyVersions.Where(x => x.Sha256 == sha256).MaxAsync(x => (int?)x.Number, cancel);
        if (before is { } number)
            return Refusal.Of(
                "policy-posted-before",
                $"This very text was version {number}. A version is known by its SHA-256: write a remark into it, then post it.",
                $"Precies deze tekst was versie {number}. Een versie is bekend onder haar SHA-256: zet er een opmerking in en plaats haar dan."
            );
        return await VariationFit.OfAll(db, text, name, lists, clock.GetCurrentInstant(), cancel) is { } noFit
            ? noFit
            : (sha256, document);
    }

    /// <summary>The last version posted, as all customers read it; null where there is none.</summary>
    internal async Task<PolicyInForce?> Last(DeskDb db, CancellationToken cancel)
    {
        var sha256 = await db
            .PolicyVersions.OrderByDescending(x => x.Number)
            .Select(x => x.Sha256)
            .FirstOrDefaultAsync(cancel);
        return sha256 is null ? null : await policies.Of(db, sha256, cancel);
    }
}
