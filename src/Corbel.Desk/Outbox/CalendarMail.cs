using System.Globalization;
using System.Text;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using MimeKit;
using NodaTime;

namespace Corbel.Desk.Outbox;

/// <summary>What a mail asks of the reader's calendar (RFC 5546).</summary>
internal enum CalendarMethod
{
    /// <summary>For information: nobody is invited.</summary>
    Publish,

    /// <summary>Invites, or changes an invitation.</summary>
    Request,

    /// <summary>Takes an invitation or a published entry back.</summary>
    Cancel,
}

/// <summary>
/// An appointment in a mail: as an alternative of the text, where Outlook and Google look for an invitation (RFC 6047), and
/// as a file for every other reader.
/// </summary>
internal sealed record CalendarMail
{
    public required CalendarMethod Method { get; init; }

    /// <summary>The same for every mail about this appointment; without a domain of its own.</summary>
    public required string Uid { get; init; }

    /// <summary>From 0, one higher with each change that is told.</summary>
    public required int Sequence { get; init; }
    public required Instant From { get; init; }
    public required Instant To { get; init; }
    public required string Summary { get; init; }
    public string? Description { get; init; }
    public string? Location { get; init; }

    /// <summary>Who invites; its answers come to that address.</summary>
    public required (string Name, string Address) Organiser { get; init; }

    /// <summary>Who is invited; nobody where it is for information.</summary>
    public IReadOnlyList<(string Name, string Address)> Invited { get; init; } = [];

    /// <summary>When the appointment was written in this form.</summary>
    public required Instant Stamp { get; init; }

    /// <summary>Does not take the reader's time: maintenance is not a meeting.</summary>
    public bool Transparent { get; init; }

    /// <summary>The calendar, with the lines folded and ended as RFC 5545 has them.</summary>
    public string ToText()
    {
        var calendar = new Ical.Net.Calendar { ProductId = "-//Corbel//Corbel//EN", Method = Name };
        var entry = new CalendarEvent
        {
            Uid = Uid,
            Sequence = Sequence,
            DtStamp = Time(Stamp),
            Start = Time(From),
            End = Time(To),
            Summary = Summary,
            Description = Description,
            Location = Location,
            Status = Method == CalendarMethod.Cancel ? "CANCELLED" : "CONFIRMED",
            Transparency = Transparent ? "TRANSPARENT" : "OPAQUE",
            Organizer = new Organizer($"mailto:{Organiser.Address}") { CommonName = Organiser.Name },
        };
        foreach (var (name, address) in Invited)
            entry.Attendees.Add(
                new Attendee($"mailto:{address}")
                {
                    CommonName = name,
                    Role = "REQ-PARTICIPANT",
                    ParticipationStatus = "NEEDS-ACTION",
                    Rsvp = Method == CalendarMethod.Request,
                }
            );
        calendar.Events.Add(entry);
        return new CalendarSerializer().SerializeToString(calendar)!;
    }

    /// <summary>The body of the mail with the appointment in it.</summary>
    public MimeEntity Around(BodyBuilder body)
    {
        var text = ToText();
        var part = new TextPart("calendar") { ContentTransferEncoding = ContentEncoding.Base64 };
        part.SetText(Encoding.UTF8, text);
        part.ContentType.Parameters.Add("method", Name);
        part.ContentType.Name = "invite.ics";
        body.Attachments.Add("invite.ics", Encoding.UTF8.GetBytes(text), new ContentType("application", "ics"));
        var whole = body.ToMessageBody();
        // The words come first, so that a reader without a calendar shows them.
        var words = ((Multipart)whole)[0];
        ((Multipart)whole)[0] = new MultipartAlternative { words, part };
        return whole;
    }

    private string Name => Method.ToString().ToUpper(CultureInfo.InvariantCulture);

    private static CalDateTime Time(Instant at) => new(at.ToDateTimeUtc(), "UTC");
}
