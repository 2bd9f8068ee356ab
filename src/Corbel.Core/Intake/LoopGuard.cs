namespace Corbel.Core.Intake;

/// <summary>
/// Tells a machine's mail from a person's by its header (RFC 3834, RFC 2919, RFC 2369 and the usual marks). Machine mail
/// never gets an automatic answer, and never reopens an issue.
/// </summary>
public static class LoopGuard
{
    /// <summary>The mark on every mail of ours (RFC 3834 names the first; the second is our own).</summary>
    public const string OwnMark = "X-Corbel-Desk";

    private static readonly string[] BulkWords = ["bulk", "junk", "list", "auto_reply"];
    private static readonly string[] RobotNames = ["mailer-daemon", "postmaster", "no-reply", "noreply", "donotreply"];

    /// <summary>Whether a machine wrote the mail.</summary>
    /// <param name="header">The header fields in their order; names in any case.</param>
    /// <param name="from">The address in From, or null where there is none.</param>
    /// <param name="ownAddress">The desk's own address: mail from it is a loop.</param>
    public static bool IsMachine(IEnumerable<(string Name, string Value)> header, string? from, string ownAddress)
    {
        if (from is null || IsRobot(from) || string.Equals(from, ownAddress, StringComparison.OrdinalIgnoreCase))
            return true;
        return header.Any(field => SaysMachine(field.Name.ToLowerInvariant(), field.Value.Trim().ToLowerInvariant()));
    }

    private static bool SaysMachine(string name, string value) =>
        name switch
        {
            "auto-submitted" => value.Split(';')[0].Trim() != "no",
            "precedence" => BulkWords.Contains(value),
            "return-path" => value is "<>" or "",
            "list-id" or "list-unsubscribe" or "list-post" => true,
            "x-autoreply" or "x-autorespond" or "x-loop" or "x-failed-recipients" => true,
            "x-auto-response-suppress" => value != "none",
            "content-type" => value.StartsWith("multipart/report", StringComparison.Ordinal),
            _ => string.Equals(name, OwnMark, StringComparison.OrdinalIgnoreCase),
        };

    private static bool IsRobot(string from)
    {
        var local = from.Split('@')[0].ToLowerInvariant();
        return RobotNames.Contains(local);
    }
}
