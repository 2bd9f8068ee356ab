using Corbel.Desk.Intake;

namespace Corbel.Desk.Sessions;

/// <summary>What a calendar answered to an invitation of ours (RFC 5546, METHOD:REPLY).</summary>
/// <param name="Session">The session, by the UID that we gave it.</param>
/// <param name="Sequence">The form of the invitation that was answered.</param>
/// <param name="Address">Who answers, as the calendar says: it must be who sent the mail.</param>
/// <param name="Answer">Accepted, tentative or declined.</param>
internal sealed record SessionReply(Guid Session, int Sequence, string Address, InvitationAnswer Answer)
{
    private const string Prefix = "session-";
    private const int Largest = 500_000;

    /// <summary>The answer that a mail brings; null where it brings none to an invitation of ours.</summary>
    public static SessionReply? Read(ParsedMail mail) => mail.Files.Select(Read).FirstOrDefault(x => x is not null);

    private static SessionReply? Read(IncomingFile file)
    {
        var isCalendar =
            file.MediaType is "text/calendar" or "application/ics"
            || file.Name.EndsWith(".ics", StringComparison.OrdinalIgnoreCase);
        if (!isCalendar || file.Bytes.Length > Largest)
            return null;
        try
        {
            var calendar = Ical.Net.Calendar.Load(Charsets.Read(file.Bytes, null));
            if (!string.Equals(calendar?.Method, "REPLY", StringComparison.OrdinalIgnoreCase))
                return null;
            var entry = calendar!.Events.FirstOrDefault();
            if (entry?.Uid is not { } uid || !uid.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
                return null;
            if (
                !Guid.TryParseExact(uid[Prefix.Length..], "n", out var session)
                || entry.Attendees is not [{ Value: { } value } who]
                || AnswerOf(who.ParticipationStatus) is not { } answer
            )
                return null;
            var address = value.OriginalString;
            return address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)
                ? new(session, entry.Sequence, address["mailto:".Length..], answer)
                : null;
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            // Whatever the parser trips over: then it is a mail like others.
            return null;
        }
    }

    private static InvitationAnswer? AnswerOf(string? status) =>
        status?.ToUpperInvariant() switch
        {
            "ACCEPTED" => InvitationAnswer.Accepted,
            "TENTATIVE" => InvitationAnswer.Tentative,
            "DECLINED" => InvitationAnswer.Declined,
            _ => null,
        };
}
