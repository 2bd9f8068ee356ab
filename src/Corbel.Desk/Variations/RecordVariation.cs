using System.Collections.Immutable;
using System.Text;
using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Corbel.Desk.Holidays;
using Corbel.Desk.Intake;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Variations;

/// <summary>A variation that fits, before it is recorded.</summary>
/// <param name="Variation">What would be recorded.</param>
/// <param name="Settings">What it overrides, with the policy's own value beside.</param>
/// <param name="Diff">What that says otherwise than the policy, in words that a customer reads.</param>
public sealed record VariationPreview(Variation Variation, ImmutableArray<VariedSetting> Settings, PolicyDiff Diff);

/// <summary>Records what was agreed in writing with one customer: checked like a policy, with the signed document.</summary>
public sealed class RecordVariation(GroupWriter writer, Database database, FileStore files, IClock clock)
{
    private static readonly Refusal DocumentMissing = Refusal.Of(
        "variation-document",
        "The signed document is missing. A variation holds only where it was agreed in writing.",
        "Het ondertekende document ontbreekt. Een afwijking geldt alleen als zij schriftelijk is overeengekomen."
    );

    /// <summary>Says what a file would change with a customer, and records nothing.</summary>
    public async Task<Outcome<VariationPreview>> Check(
        Guid customer,
        string file,
        string text,
        CancellationToken cancel = default
    )
    {
        await using var db = database.Read();
        return await Look(db, customer, file, text, null, null, cancel);
    }

    /// <param name="by">Who records it; null for the command line.</param>
    /// <param name="customer">The organisation.</param>
    /// <param name="file">The file's name, for its problems.</param>
    /// <param name="text">The file, YAML.</param>
    /// <param name="document">The signed agreement.</param>
    /// <param name="cancel">Gives up before the commit.</param>
    public async Task<Outcome<VariationPreview>> Run(
        Actor? by,
        Guid customer,
        string file,
        string text,
        IncomingFile? document,
        CancellationToken cancel = default
    )
    {
        if (by is not null && !May.Vary(by))
            return Refusals.NotForYou;
        if (document is not { Bytes.Length: > 0 })
            return DocumentMissing;
        var kept = new KeptDocument(
            await files.Keep(document.Bytes, cancel),
            FileNames.Clean(document.Name),
            FileNames.MediaType(document.MediaType)
        );
        return await writer.Write(
            async (db, token) =>
            {
                var looked = await Look(db, customer, file, text, by, kept, token);
                if (looked.Value is { } preview)
                    db.Variations.Add(preview.Variation);
                return looked;
            },
            cancel
        );
    }

    private async Task<Outcome<VariationPreview>> Look(
        DeskDb db,
        Guid customer,
        string file,
        string text,
        Actor? by,
        KeptDocument? document,
        CancellationToken cancel
    )
    {
        if (await db.Organisations.AllAsync(x => x.Id != customer || x.Kind != OrganisationKind.Customer, cancel))
            return NoSuchCustomer;
        var (read, unreadable) = VariationFile.Read(text, file);
        if (read is null)
            return Problems(unreadable);
        var now = Journal.Grain(clock.GetCurrentInstant());
        var variation = Made(read, customer, text, by, document, now);
        var others = await VariationsOf.Customer(db, customer, cancel);
        if (others.Exists(x => x.Reference == variation.Reference && x.HoldsAfter(now)))
            return Refusal.Of(
                "variation-exists",
                $"There is a variation {variation.Reference} of this customer already. Withdraw it first.",
                $"Er is al een afwijking {variation.Reference} van deze klant. Trek die eerst in."
            );
        if (!variation.HoldsAfter(now))
            return Refusal.Of(
                "variation-over",
                $"{variation.Reference} has ended already: it would hold for nothing.",
                $"{variation.Reference} is al afgelopen en zou nergens voor gelden."
            );
        return await Fits(db, variation, read, others, now, cancel);
    }

    private static async Task<Outcome<VariationPreview>> Fits(
        DeskDb db,
        Variation variation,
        VariationDocument read,
        IReadOnlyList<Variation> others,
        Instant now,
        CancellationToken cancel
    )
    {
        var policy = await db.PolicyVersions.AsNoTracking().OrderByDescending(x => x.Number).FirstAsync(cancel);
        var (name, lists) = (
            $"version {policy.Number}",
            HolidaySets.Lists((await HolidaySets.Newest(db, cancel))!.Text)
        );
        IReadOnlyList<VariationDocument> applied = [read];
        foreach (var set in VariationsOf.After([.. others, variation], now).Where(x => x.Contains(variation)))
        {
            applied =
            [
                .. set.OrderBy(x => x.AgreedOn)
                    .ThenBy(x => x.RecordedAt)
                    .Select(x => x == variation ? read : VariationFit.Document(x)),
            ];
            var varied = VariedPolicy.Read(policy.Text, name, lists, applied);
            if (!varied.Problems.IsEmpty)
                return Problems(varied.Problems);
        }
        // Beside the policy's own value, not beside that of another variation.
        var alone = VariedPolicy.Read(policy.Text, name, lists, [read]);
        var own = PolicyFile.Read(policy.Text, name, lists).Document!;
        // One that rests on another variation fits beside it and not alone: its settings are all that can be told.
        var diff = alone.Document is { } said ? PolicyDiff.Between(own, said) : new PolicyDiff([]);
        return new VariationPreview(variation, alone.Settings, diff);
    }

    private static Variation Made(
        VariationDocument read,
        Guid customer,
        string text,
        Actor? by,
        KeptDocument? document,
        Instant now
    ) =>
        new()
        {
            Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
            OrganisationId = customer,
            Reference = read.Reference,
            AgreedOn = read.Agreed,
            TitleEn = read.Title.En,
            TitleNl = read.Title.Nl,
            From = read.From.Start,
            Until = read.Until?.End,
            Text = text,
            Sha256 = FileStore.NameOf(Encoding.UTF8.GetBytes(text)),
            DocumentSha256 = document?.Sha256 ?? "",
            DocumentName = document?.Name ?? "",
            DocumentType = document?.MediaType ?? "",
            RecordedBy = by?.Person,
            RecordedAt = now,
        };

    private static Refusal Problems(ImmutableArray<PolicyProblem> problems)
    {
        var lines = string.Join('\n', problems);
        return Refusal.Of("variation-has-errors", lines, lines);
    }

    internal static readonly Refusal NoSuchCustomer = Refusal.Of(
        "no-such-customer",
        "There is no such customer.",
        "Deze klant bestaat niet."
    );

    private sealed record KeptDocument(string Sha256, string Name, string MediaType);
}
