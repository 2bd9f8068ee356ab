namespace Corbel.Core.Intake;

/// <summary>
/// Two questions about a mail, answered by its header. Did a machine write it? Such mail awaits no answer and never reopens
/// an issue. And may it be answered automatically? Never what a machine wrote, and not what asks for silence: but marks
/// that ask for silence (those of lists, X-Auto-Response-Suppress) also stand on what people write, through lists, customer
/// systems and Exchange, and a person's question must not be put aside for them.
/// </summary>
public static class LoopGuard
{
    /// <summary>The mark on every mail of ours, on what our staff write too: so it asks for silence, no more.</summary>
    public const string OwnMark = "X-Corbel-Desk";

    private static readonly string[] RobotNames =
    [
        "mailer-daemon",
        "postmaster",
        "no-reply",
        "noreply",
        "donotreply",
        "do-not-reply",
    ];

    /// <summary>Whether a machine wrote the mail (RFC 3834 section 5, RFC 5321 section 4.5.5, RFC 6522).</summary>
    /// <param name="header">The header fields in their order; names in any case.</param>
    /// <param name="from">The address in From, or null where there is none.</param>
    /// <param name="ownAddress">The desk's own address: mail from it is a loop.</param>
    public static bool IsMachine(IEnumerable<(string Name, string Value)> header, string? from, string ownAddress) =>
        from is null
        || RobotNames.Contains(Local(from))
        || string.Equals(from.Trim(), ownAddress, StringComparison.OrdinalIgnoreCase)
        || header.Any(x => SaysMachine(x.Name.ToLowerInvariant(), First(x.Value)));

    /// <summary>
    /// Whether the mail must get no automatic answer (RFC 3834 section 2; MS-OXCMAIL 2.1.3.2.20). Parameters as for
    /// <see cref="IsMachine"/>.
    /// </summary>
    public static bool ForbidsAnswer(
        IReadOnlyCollection<(string Name, string Value)> header,
        string? from,
        string ownAddress
    ) =>
        IsMachine(header, from, ownAddress)
        || IsListName(Local(from!))
        || header.Any(x => AsksForSilence(x.Name.ToLowerInvariant(), x.Value.Trim().ToLowerInvariant()));

    private static bool SaysMachine(string name, string value) =>
        name switch
        {
            "auto-submitted" => value != "no",
            "precedence" => value is "auto_reply" or "auto-reply",
            "return-path" => value is "<>" or "",
            "x-autoreply" or "x-autorespond" => value != "no",
            "x-failed-recipients" => true,
            "content-type" => value == "multipart/report",
            _ => false,
        };

    private static bool AsksForSilence(string name, string value) =>
        name switch
        {
            "precedence" => value is "bulk" or "junk" or "list",
            "x-auto-response-suppress" => value.Split(',').Any(x => x.Trim() is "all" or "oof" or "autoreply"),
            "x-loop" => true,
            _ => name.StartsWith("list-", StringComparison.Ordinal)
                || string.Equals(name, OwnMark, StringComparison.OrdinalIgnoreCase),
        };

    private static bool IsListName(string local) =>
        local.StartsWith("owner-", StringComparison.Ordinal)
        || local.EndsWith("-owner", StringComparison.Ordinal)
        || local.EndsWith("-request", StringComparison.Ordinal);

    private static string Local(string address) => address.Trim().Split('@')[0].ToLowerInvariant();

    /// <summary>The value without parameters and comments, in lower case.</summary>
    private static string First(string value) => value.Split(';', '(')[0].Trim().ToLowerInvariant();
}
