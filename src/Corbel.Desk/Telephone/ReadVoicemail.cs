using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Telephone;

/// <summary>
/// Recognises the mail of a telephone system with a recording in it: from the address that was entered with the system. Who
/// called stands in the subject, in the sender's name, or in the text.
/// </summary>
public sealed class ReadVoicemail(Database database, PolicyShelf policies, NumberPlan plan)
{
    /// <summary>A call so long before its recording is another one.</summary>
    private static readonly Duration Between = Duration.FromHours(1);

    /// <summary>Characters of the text that are looked at: the number stands at its beginning.</summary>
    private const int Beginning = 2_000;

    /// <returns>Null where it is no voicemail.</returns>
    internal async Task<Voicemail?> Of(ParsedMail mail, Instant receivedAt, CancellationToken cancel)
    {
        if (mail.From is not { } from || !mail.Files.Any(x => AudioFile.TypeOf(x.Name, x.MediaType) is not null))
            return null;
        await using var db = database.Read();
        var sender = Person.Normalize(from);
        if (!await db.Pbxes.AnyAsync(x => x.VoicemailFrom == sender && x.WithdrawnAt == null, cancel))
            return null;
        if (await NumberIn(db, mail, receivedAt, cancel) is not { } number)
            return new Voicemail(null, null, null, []);
        var since = receivedAt - Between;
        var calls = await db
            .Calls.Where(x => x.From == number && x.TicketId == null && x.AnsweredBy == null)
            .Where(x => x.StartedAt > since && x.StartedAt <= receivedAt && x.SettledAt == null)
            .Select(x => new { x.Id, x.StartedAt })
            .ToListAsync(cancel);
        var open = await CallBack.Ticket(db, number, cancel);
        return new Voicemail(
            number,
            open?.ReporterId ?? (await Caller.Of(db, number, cancel)).Person?.Id,
            open?.Number,
            calls.ConvertAll(x => x.Id)
        )
        {
            StartedAt = calls.Count == 0 ? null : calls.Min(x => x.StartedAt),
        };
    }

    /// <summary>The first number that is not the telephone desk's own.</summary>
    private async Task<string?> NumberIn(DeskDb db, ParsedMail mail, Instant at, CancellationToken cancel)
    {
        var channels = (await policies.At(db, at, cancel)).Policy.Document.Channels;
        var own = plan.Parse(channels.Telephone?.Number);
        var text = mail.Text.Length > Beginning ? mail.Text[..Beginning] : mail.Text;
        string[] places = [mail.Subject, mail.FromName ?? "", text];
        return places.SelectMany(plan.Find).FirstOrDefault(x => x != own);
    }
}
