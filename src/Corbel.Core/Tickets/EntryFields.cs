using System.Text.Json;
using NodaTime;

namespace Corbel.Core.Tickets;

/// <summary>The members of a happening that clocks are computed from, read without a serialiser.</summary>
internal ref struct EntryFields(ClockEntries words)
{
    private readonly ClockEntries _words = words;
    private Kind _kind;
    private Channel? _channel;
    private string? _severity;
    private string? _policy;
    private string? _customer;
    private string? _product;
    private string? _variations;
    private string? _holidays;
    private Guid _organisation;
    private Guid? _ticket;
    private Guid? _desk;
    private Guid? _handedOverFrom;
    private Instant? _received;
    private int? _number;
    private int? _message;
    private bool _flag;

    private enum Kind
    {
        Unknown,
        NoClock,
        Receipt,
        CustomerMessage,
        StaffReply,
        Contact,
        DeliveryFailure,
        ContactElsewhere,
        SeverityChoice,
        SeverityObjection,
        SeverityDecision,
        Wait,
        WaitEnd,
        HolidayChange,
        Merge,
        Resolution,
        Reopening,
        Split,
    }

    public readonly bool MovesNoClock => _kind == Kind.NoClock || (_kind == Kind.Split && !_flag);

    /// <summary>Reads the members up to the end of the object; false where there is something that it does not know.</summary>
    public bool Read(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            if (reader.ValueIsEscaped || !reader.Read() || !Member(name, ref reader))
            {
                return false;
            }
        }
        return reader.TokenType == JsonTokenType.EndObject;
    }

    /// <summary>What happened; null where it is of a kind that this reader does not know.</summary>
    public readonly Happening? ToHappening() =>
        (_kind, _channel, _severity, _number) switch
        {
            (Kind.Receipt, { } channel, _, _) when _policy is not null => new Receipt(
                channel,
                _organisation,
                default,
                _severity,
                default,
                _policy,
                null,
                ""
            )
            {
                Desk = _desk,
                Customer = _customer,
                Product = _product,
                Variations = _variations,
                Holidays = _holidays,
                HandedOverFrom = _handedOverFrom,
            },
            (Kind.CustomerMessage, { } channel, _, _) => new CustomerMessage(channel, null, _flag),
            (Kind.StaffReply, { } channel, _, _) => new StaffReply(channel) { Report = _flag },
            (Kind.Contact, { } channel, _, { } reply) => new Contact(channel, reply),
            (Kind.ContactElsewhere, { } channel, _, { } reply) when _ticket is { } there => new ContactElsewhere(
                channel,
                there,
                reply
            ),
            (Kind.DeliveryFailure, _, _, { } reply) => new DeliveryFailure(reply) { Ticket = _ticket },
            (Kind.SeverityChoice, _, { } severity, _) => new SeverityChoice(severity),
            (Kind.SeverityDecision, _, { } severity, _) => new SeverityDecision(severity),
            (Kind.SeverityObjection, _, _, _) => new SeverityObjection(),
            (Kind.Wait, _, _, { } asked) => new Wait(asked),
            (Kind.WaitEnd, _, _, _) => new WaitEnd(),
            (Kind.HolidayChange, _, _, _) when _holidays is not null => new HolidayChange(_holidays),
            (Kind.Merge, _, _, _) when _ticket is { } into => new Merge(into),
            (Kind.Split, _, _, _) when _ticket is { } into && _message is { } message => new Split(into, message)
            {
                LeavesNothing = _flag,
            },
            (Kind.Resolution, _, _, _) => new Resolution(default),
            (Kind.Reopening, _, _, _) when _received is { } received => new Reopening(_message, received),
            _ => null,
        };

    private bool Member(ReadOnlySpan<byte> name, ref Utf8JsonReader reader)
    {
        if (name.SequenceEqual("kind"u8))
        {
            _kind = KindOf(reader.ValueSpan);
            return _kind != Kind.Unknown;
        }
        if (name.SequenceEqual("channel"u8))
        {
            _channel = ChannelOf(reader.ValueSpan);
            return _channel is not null;
        }
        if (name.SequenceEqual("severity"u8) || name.SequenceEqual("statedSeverity"u8))
        {
            _severity = _words.Word(ref reader);
        }
        else if (name.SequenceEqual("policyVersion"u8))
        {
            _policy = _words.Word(ref reader);
        }
        else if (name.SequenceEqual("customer"u8))
        {
            _customer = _words.Word(ref reader);
        }
        else if (name.SequenceEqual("product"u8))
        {
            _product = _words.Word(ref reader);
        }
        else if (name.SequenceEqual("variations"u8))
        {
            _variations = _words.Word(ref reader);
        }
        else if (name.SequenceEqual("holidays"u8))
        {
            _holidays = _words.Word(ref reader);
        }
        else if (
            name.SequenceEqual("machine"u8)
            || name.SequenceEqual("report"u8)
            || name.SequenceEqual("leavesNothing"u8)
        )
        {
            _flag = reader.TokenType == JsonTokenType.True;
        }
        else if (name.SequenceEqual("reply"u8) || name.SequenceEqual("asked"u8))
        {
            return reader.TryGetInt32(out var number) && (_number = number) > 0;
        }
        else if (name.SequenceEqual("message"u8) && reader.TokenType == JsonTokenType.Number)
        {
            return reader.TryGetInt32(out var message) && (_message = message) is not null;
        }
        else if (name.SequenceEqual("received"u8))
        {
            _received = InstantBytes.Read(reader.ValueSpan);
            return _received is not null;
        }
        else if (name.SequenceEqual("organisation"u8))
        {
            return reader.TryGetGuid(out _organisation);
        }
        else if (name.SequenceEqual("ticket"u8) || name.SequenceEqual("into"u8))
        {
            var read = reader.TryGetGuid(out var ticket);
            _ticket = ticket;
            return read;
        }
        else if (name.SequenceEqual("desk"u8))
        {
            var read = reader.TryGetGuid(out var desk);
            _desk = desk;
            return read;
        }
        else if (name.SequenceEqual("handedOverFrom"u8))
        {
            // Status reports are owed elsewhere then.
            var read = reader.TryGetGuid(out var from);
            _handedOverFrom = from;
            return read;
        }
        else
        {
            reader.Skip();
        }
        return true;
    }

    private static Channel? ChannelOf(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("mail"u8) ? Channel.Mail
        : name.SequenceEqual("portal"u8) ? Channel.Portal
        : name.SequenceEqual("chat"u8) ? Channel.Chat
        : name.SequenceEqual("telephone"u8) ? Channel.Telephone
        : null;

    private static Kind KindOf(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("receipt"u8) ? Kind.Receipt
        : name.SequenceEqual("staff-reply"u8) ? Kind.StaffReply
        : name.SequenceEqual("contact"u8) ? Kind.Contact
        : name.SequenceEqual("customer-message"u8) ? Kind.CustomerMessage
        : name.SequenceEqual("resolution"u8) ? Kind.Resolution
        : name.SequenceEqual("severity-choice"u8) ? Kind.SeverityChoice
        : name.SequenceEqual("delivery-failure"u8) ? Kind.DeliveryFailure
        : name.SequenceEqual("contact-elsewhere"u8) ? Kind.ContactElsewhere
        : name.SequenceEqual("severity-objection"u8) ? Kind.SeverityObjection
        : name.SequenceEqual("severity-decision"u8) ? Kind.SeverityDecision
        : name.SequenceEqual("wait"u8) ? Kind.Wait
        : name.SequenceEqual("wait-end"u8) ? Kind.WaitEnd
        : name.SequenceEqual("holiday-change"u8) ? Kind.HolidayChange
        : name.SequenceEqual("merge"u8) ? Kind.Merge
        : name.SequenceEqual("reopening"u8) ? Kind.Reopening
        : name.SequenceEqual("split"u8) ? Kind.Split
        : IsOfNoClock(name) ? Kind.NoClock
        : Kind.Unknown;

    private static bool IsOfNoClock(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("acknowledgement"u8)
        || name.SequenceEqual("staff-note"u8)
        || name.SequenceEqual("sender-acceptance"u8)
        || name.SequenceEqual("assignment"u8)
        || name.SequenceEqual("warning"u8)
        || name.SequenceEqual("merged-in"u8)
        || name.SequenceEqual("participation"u8)
        || name.SequenceEqual("hand-over"u8)
        || name.SequenceEqual("hand-back"u8)
        || name.SequenceEqual("marking"u8)
        || name.SequenceEqual("mark-lowering"u8)
        || name.SequenceEqual("need-to-know"u8)
        || name.SequenceEqual("mark-notice"u8);
}
