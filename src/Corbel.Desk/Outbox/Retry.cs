using MailKit.Net.Smtp;
using NodaTime;

namespace Corbel.Desk.Outbox;

/// <summary>When a mail that did not go is tried again.</summary>
public static class Retry
{
    /// <summary>Attempts before a mail is given up: about two days.</summary>
    public const int Most = 14;

    /// <summary>How long to wait after so many attempts; null when there is no further one.</summary>
    public static Duration? After(int attempts, bool final) =>
        final || attempts >= Most ? null : Duration.FromSeconds(Math.Min(10L << Math.Min(attempts, 12), 6 * 3600));

    /// <summary>
    /// How long a claim lasts: no shorter than the work may take, and longer each time that who held it died with it, as if
    /// the attempt had failed.
    /// </summary>
    public static Duration Claimed(int attempts, Duration work) =>
        Duration.Max(work, After(attempts, final: false) ?? work);

    /// <summary>
    /// The relay refused for good (5xx on recipient or message): trying again cannot help. A refused sender is a setting
    /// that somebody can mend.
    /// </summary>
    public static bool IsFinal(Exception failure) =>
        failure is SmtpCommandException { StatusCode: >= (SmtpStatusCode)500 } refused
        && refused.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted;
}
