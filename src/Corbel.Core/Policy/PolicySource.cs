using System.Collections.Immutable;
using NodaTime;

namespace Corbel.Core.Policy;

/// <summary>Where a policy comes from, for explanations.</summary>
/// <param name="Version">The number of the version as posted.</param>
/// <param name="Sha256">SHA-256 of its text, in lower-case hex.</param>
/// <param name="PostedAt">When it was posted, and so came into force.</param>
/// <param name="Variations">What was agreed otherwise with the customer, in order.</param>
public sealed record PolicySource(
    int Version,
    string Sha256,
    Instant PostedAt,
    ImmutableArray<VariationSource> Variations
);

/// <summary>A variation agreed in writing with one customer (POLICY.md, preamble).</summary>
/// <param name="Reference">The document's own reference.</param>
/// <param name="AgreedOn">The date of the agreement.</param>
/// <param name="Settings">The paths of the settings that it overrides, such as targets[0].within.</param>
public sealed record VariationSource(string Reference, LocalDate AgreedOn, ImmutableArray<string> Settings);
