using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Core.Time;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Corbel.Desk.Intake.Seals;
using Corbel.Desk.Live;
using Corbel.Desk.Policies;
using Corbel.Desk.Telephone;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Corbel.Desk.Intake;

/// <summary>
/// Takes a message, of whatever channel, into custody and to its place. When it returns, the raw bytes, the journal, the
/// clock and the answer to send are on disk; before, nobody may be told "taken".
/// </summary>
public sealed partial class ReceiveMessage(
    GroupWriter writer,
    FileStore files,
    LiveFeed live,
    IClock clock,
    Placement placement,
    MailKeys seals,
    PolicyShelf policies,
    DeskChoice desks,
    ReadVoicemail voicemails,
    Database database,
    ILogger<ReceiveMessage> log
)
{
    /// <summary>Takes a mail. It is never refused: what cannot be read or placed is held for staff.</summary>
    public async Task<Received> Mail(ArrivedMail mail, CancellationToken cancel = default)
    {
        var sha256 = await files.Keep(mail.Raw, cancel);
        var now = Journal.Grain(clock.GetCurrentInstant());
        var plausible = mail.ReceivedAt <= now && WorkCalendar.Covers(mail.ReceivedAt);
        // A time in the future, or before any calendar, is no receipt: then the desk's own custody counts.
        var receivedAt = plausible ? Journal.Grain(mail.ReceivedAt) : now;
        var parsed = ParsedMail.TryParse(mail.Raw, seals, receivedAt);
        var voicemail = parsed is null ? null : await voicemails.Of(parsed, now, cancel);
        var message = new Message
        {
            Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
            CustodyKey = mail.CustodyKey,
            Channel = voicemail is null ? Channel.Mail : Channel.Telephone,
            Sha256 = sha256,
            Size = mail.Raw.Length,
            ReceivedAt = receivedAt,
            Basis = plausible ? mail.Basis : ReceivedBasis.Custody,
            TakenAt = now,
            Files = await KeptFile.Keep(files, parsed?.Files ?? [], cancel),
            Mail = parsed,
            SameBytesUnder = mail.SameBytesUnder,
            Voicemail = voicemail,
        };
        // The call that it was left in is known: its start is the receipt.
        if (voicemail is { StartedAt: { } started } && parsed?.MessageKey is not null && started < message.ReceivedAt)
            message = message with { ReceivedAt = started, Basis = ReceivedBasis.CallStart };
        try
        {
            return await Place(message, cancel);
        }
        catch (Exception failure) when (parsed is not null && !Passing.Is(failure))
        {
            // A mail that the desk trips over each time must neither be lost nor stand in the way: a person looks at it.
            NotPlaced(log, mail.CustodyKey, failure);
            // What cannot be read is nobody's to read whom its mark keeps out.
            var mark = await placement.MarkOf(message, cancel);
            return await Place(
                message with
                {
                    HeldUnder = mark,
                    Mail = null,
                    Files = [],
                    Voicemail = null,
                    Channel = Channel.Mail,
                    Basis = mail.Basis,
                },
                cancel
            );
        }
    }

    /// <summary>Takes a form of the portal, or refuses it with a sentence.</summary>
    public async Task<Outcome<Received>> Form(ArrivedForm form, CancellationToken cancel = default)
    {
        if ((FormCheck.Refuse(form) ?? await RefuseSeverity(form, cancel)) is { } refusal)
            return refusal;
        // Of what is refused nothing is to lie there.
        if (form.Ticket is { } on && !await Sees(form.By, on, cancel))
            return Refusals.NoSuchTicket;
        var now = Journal.Grain(clock.GetCurrentInstant());
        var kept = await KeptFile.Keep(files, form.Files, cancel);
        var raw = Message.RawOf(form, kept);
        var message = new Message
        {
            Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
            CustodyKey = $"portal:{form.By.Person:n}:{form.FormKey:n}",
            Channel = Channel.Portal,
            Sha256 = await files.Keep(raw, cancel),
            Size = raw.Length,
            ReceivedAt = Journal.Grain(Instant.Min(form.ReceivedAt, now)),
            Basis = ReceivedBasis.Arrival,
            TakenAt = now,
            Files = kept,
            Form = form,
        };
        var received = await Place(message, cancel);
        return received.State == CustodyState.Taken || received.Ticket is null && form.Ticket is null
            ? received
            : Refusals.NoSuchTicket;
    }

    private async Task<bool> Sees(Actor by, long number, CancellationToken cancel)
    {
        await using var db = database.Read();
        return await db.Tickets.VisibleTo(by).AnyAsync(x => x.Number == number, cancel);
    }

    /// <summary>Takes an issue that staff write down for a person, or refuses it with a sentence.</summary>
    /// <param name="by">Who writes it down.</param>
    /// <param name="form">The issue as the person told it, in the person's name.</param>
    /// <param name="cancel">Gives up before the commit.</param>
    internal async Task<Received> ToldByStaff(Actor by, ArrivedForm form, CancellationToken cancel)
    {
        var now = Journal.Grain(clock.GetCurrentInstant());
        var kept = await KeptFile.Keep(files, form.Files, cancel);
        var raw = Message.RawOf(form, kept);
        return await Place(
            new Message
            {
                Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
                CustodyKey = $"told:{by.Person:n}:{form.FormKey:n}",
                Channel = form.Told!.Channel,
                Sha256 = await files.Keep(raw, cancel),
                Size = raw.Length,
                ReceivedAt = Journal.Grain(form.ReceivedAt),
                Basis = form.Call is null ? ReceivedBasis.ToldByStaff : ReceivedBasis.CallStart,
                TakenAt = now,
                Files = kept,
                Form = form,
            },
            cancel
        );
    }

    /// <summary>
    /// Takes a call that nobody answered, or that nobody wrote down, in the name of the person who called; of nobody where the
    /// number is unknown.
    /// </summary>
    /// <param name="form">What is known of it.</param>
    /// <param name="cancel">Gives up before the commit.</param>
    internal async Task<Received> OfCall(ArrivedForm form, CancellationToken cancel)
    {
        var now = Journal.Grain(clock.GetCurrentInstant());
        var raw = Message.RawOf(form, []);
        return await Place(
            new Message
            {
                Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
                CustodyKey = $"{(form.Call!.Unwritten ? "unwritten" : "call")}:{form.FormKey:n}",
                Channel = Channel.Telephone,
                Sha256 = await files.Keep(raw, cancel),
                Size = raw.Length,
                ReceivedAt = Journal.Grain(form.ReceivedAt),
                Basis = ReceivedBasis.CallStart,
                TakenAt = now,
                Files = [],
                Form = form,
            },
            cancel
        );
    }

    /// <summary>Only a severity of the policy can be stated; a form that states none asks nothing of the database.</summary>
    internal async Task<Refusal?> RefuseSeverity(ArrivedForm form, CancellationToken cancel)
    {
        if (form.Severity is not { } stated)
            return null;
        await using var db = database.Read();
        var desk = await desks.Of(db, form.By, form.ReceivedAt, form.OwnDesk, cancel);
        var policy = await policies.On(db, desk, form.By.Organisation, form.ReceivedAt, cancel);
        var known = policy.Policy.Document.Severities.Items.Select(x => x.Id).ToList();
        return known.Contains(stated) ? null : Refusals.UnknownSeverity(stated, known);
    }

    private async Task<Received> Place(Message message, CancellationToken cancel) =>
        await Opened(message, cancel) ?? await Decided(message, cancel);

    /// <summary>A new ticket, made before the write; null where the message is not one, or somebody was quicker.</summary>
    private async Task<Received?> Opened(Message message, CancellationToken cancel)
    {
        if (await placement.Open(message, cancel) is not { } opening)
            return null;
        try
        {
            await writer.Insert(opening.Rows, live.NoticeOf(opening.Change), cancel);
        }
        catch (Exception taken) when (Passing.IsConflict(taken))
        {
            return null;
        }
        live.Committed(opening.Change);
        return opening.Received;
    }

    private async Task<Received> Decided(Message message, CancellationToken cancel)
    {
        return await writer.Write(
            async (db, token) =>
            {
                var (received, change) = await placement.Place(db, message, token);
                if (change is not null)
                    await live.Announce(db, change, token);
                return received;
            },
            cancel
        );
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The mail {CustodyKey} could not be placed and is held for staff")]
    private static partial void NotPlaced(ILogger log, string custodyKey, Exception failure);
}
