using System.Text.Json;
using System.Text.Json.Serialization;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Files;
using Corbel.Desk.Telephone;
using Corbel.Desk.Tickets;
using NodaTime;

namespace Corbel.Desk.Intake;

/// <summary>A message whose bytes, and whose files' bytes, are in the store already.</summary>
internal sealed record Message
{
    public required Guid Id { get; init; }
    public required string CustodyKey { get; init; }
    public required Channel Channel { get; init; }
    public required string Sha256 { get; init; }
    public required long Size { get; init; }
    public required Instant ReceivedAt { get; init; }
    public required ReceivedBasis Basis { get; init; }
    public required Instant TakenAt { get; init; }
    public required IReadOnlyList<KeptFile> Files { get; init; }

    /// <summary>The mail, or null where it is a form or could not be read.</summary>
    public ParsedMail? Mail { get; init; }

    /// <summary>The form, or null where it is a mail.</summary>
    public ArrivedForm? Form { get; init; }

    /// <inheritdoc cref="ArrivedMail.SameBytesUnder" />
    public string? SameBytesUnder { get; init; }

    /// <summary>What a telephone system mailed of a call; null where it is no voicemail.</summary>
    public Voicemail? Voicemail { get; init; }

    /// <summary>The chat that it is a line of; null where it is none.</summary>
    public Guid? Chat { get; init; }

    /// <inheritdoc cref="Words.StaffOnly" />
    public bool StaffOnly { get; init; }

    /// <summary>The mark that it was held under (clause 11), which it bears wherever it is placed; null for none.</summary>
    public string? HeldUnder { get; init; }

    public string Subject => StorableText.Of(Mail?.Subject ?? Form?.Subject ?? "");

    /// <summary>It is a call that a telephone system told of.</summary>
    public bool IsCall => Voicemail is not null || Form is { Call: not null };

    /// <summary>The address or the number that it came from; null where it bears none.</summary>
    private string? Sender =>
        Voicemail is { } voice ? voice.Number : Mail?.From ?? Form?.Call?.Number ?? Form?.Guest?.Email;

    public string Text => Mail?.Text ?? Form?.Text ?? "";

    public Words ToWords()
    {
        var files = Files.Select(x => x.Sha256).ToList();
        return Mail is { } mail
            ? mail.ToWords(files) with
            {
                StaffOnly = StaffOnly,
            }
            : new(Subject, Text, null, files.Count == 0 ? null : files);
    }

    public IEnumerable<Attachment> ToAttachments(Guid ticket, int entry) =>
        Files.Select(x => x.ToAttachment(ticket, entry, TakenAt, StaffOnly));

    public Custody ToCustody(CustodyState state, Guid? sameAs = null) =>
        new()
        {
            Id = Id,
            CustodyKey = CustodyKey,
            MessageKey = Mail?.MessageKey,
            InternetMessageId = Mail?.MessageId,
            Channel = Channel,
            ReceivedAt = ReceivedAt,
            Basis = Basis,
            TakenAt = TakenAt,
            Sha256 = Sha256,
            Size = Size,
            State = state,
            SameAs = sameAs,
            Sender = Sender is { } sender ? Excerpt.Of(sender) : null,
            Subject = Excerpt.Of(Subject),
        };

    /// <summary>A form's raw bytes: what the person sent, as JSON.</summary>
    public static byte[] RawOf(ArrivedForm form, IReadOnlyList<KeptFile> files) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new RawForm(
                form.By,
                form.FormKey,
                form.Ticket,
                form.Subject,
                form.Text,
                form.Severity,
                files,
                form.OwnDesk,
                form.Told,
                form.Call,
                form.Guest,
                form.Mark
            ),
            JsonSerializerOptions.Web
        );

    /// <summary>The form again from its raw bytes, and its files as they lie in the store.</summary>
    public static (ArrivedForm Form, IReadOnlyList<KeptFile> Files) FormOf(byte[] raw)
    {
        var form = JsonSerializer.Deserialize<RawForm>(raw, JsonSerializerOptions.Web)!;
        return (
            new(form.By, form.FormKey, form.Ticket, form.Subject, form.Text, form.Severity, [], default)
            {
                OwnDesk = form.OwnDesk,
                Told = form.Told,
                Call = form.Call,
                Guest = form.Guest,
                Mark = form.Mark,
            },
            form.Files
        );
    }

    private sealed record RawForm(
        Actor By,
        Guid FormKey,
        long? Ticket,
        string Subject,
        string Text,
        string? Severity,
        IReadOnlyList<KeptFile> Files,
        bool OwnDesk = false,
        Told? Told = null,
        CameByCall? Call = null,
        Guest? Guest = null,
        string? Mark = null
    );
}

/// <summary>A file in the store and what it is called.</summary>
internal sealed record KeptFile(string Name, string MediaType, string Sha256, long Size)
{
    /// <inheritdoc cref="Attachment.SealedAs" />
    [JsonIgnore]
    public string? SealedAs { get; init; }

    public Attachment ToAttachment(Guid ticket, int entry, Instant now, bool staffOnly = false) =>
        new()
        {
            Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
            TicketId = ticket,
            EntryNumber = entry,
            Sha256 = Sha256,
            Name = Name,
            MediaType = MediaType,
            Size = Size,
            StaffOnly = staffOnly,
            SealedAs = SealedAs,
        };

    public static async Task<IReadOnlyList<KeptFile>> Keep(
        FileStore store,
        IReadOnlyList<IncomingFile> files,
        CancellationToken cancel
    )
    {
        var kept = new List<KeptFile>(files.Count);
        foreach (var file in files)
        {
            await store.Keep(file.Bytes, cancel);
            kept.Add(Of(file));
        }
        return kept;
    }

    /// <summary>A file as it is called in the store, whether it lies there or not.</summary>
    public static KeptFile Of(IncomingFile file) =>
        new(
            FileNames.Clean(file.Name),
            FileNames.MediaType(file.MediaType),
            FileStore.NameOf(file.Bytes),
            file.Bytes.Length
        );
}
