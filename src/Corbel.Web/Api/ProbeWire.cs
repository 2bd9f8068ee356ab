using Corbel.Core.Availability;
using Corbel.Desk.Availability;

namespace Corbel.Web.Api;

/// <summary>What a place is told to look at: the answer to <c>GET /probes</c>.</summary>
internal sealed record ProbeList(
    string Place,
    long Last,
    IReadOnlyList<string> References,
    IReadOnlyList<AskedProbe> Probes
);

/// <summary>A result as a place sends it: times in milliseconds since 1970, UTC.</summary>
internal sealed record SentResult(
    Guid Probe,
    long Sequence,
    long At,
    CheckOutcome Outcome,
    string Why = "",
    long? CertificateUntil = null
);

/// <summary>The body of <c>POST /probes/results</c>.</summary>
internal sealed record SentResults(long Sent, IReadOnlyList<SentResult> Results);
