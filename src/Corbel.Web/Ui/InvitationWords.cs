using Corbel.Desk.Intake;
using Microsoft.Extensions.Localization;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Web.Ui;

/// <summary>An invitation in words, its times by the reader's clock where the sender's zone is known.</summary>
internal static class InvitationWords
{
    private static readonly LocalDateTimePattern Wall = LocalDateTimePattern.CreateWithInvariantCulture(
        "uuuu'-'MM'-'dd'T'HH':'mm"
    );

    public static string Kind(Invitation invitation, IStringLocalizer<Texts> t) =>
        invitation.Kind switch
        {
            InvitationKind.Request => t["Invitation"],
            InvitationKind.Cancelled => t["Cancelled appointment"],
            InvitationKind.Accepted => t["Invitation accepted"],
            InvitationKind.Tentative => t["Invitation accepted with reserve"],
            InvitationKind.Declined => t["Invitation declined"],
            InvitationKind.Counter => t["Another time is proposed"],
            _ => t["Appointment"],
        };

    /// <summary>Null where it names no time.</summary>
    public static string? When(Invitation invitation, Reader reader, IStringLocalizer<Texts> t)
    {
        if (invitation.Starts is not { } starts)
            return null;
        if (InstantPattern.General.Parse(starts).TryGetValue(default, out var from))
        {
            var known = InstantPattern.General.Parse(invitation.Ends ?? "").TryGetValue(default, out var to);
            return Span(
                $"{reader.Day(from)}, {reader.Clock(from)}",
                !known || to == from ? null
                    : reader.Day(to) == reader.Day(from) ? reader.Clock(to)
                    : $"{reader.Day(to)}, {reader.Clock(to)}",
                reader.ZoneName(from)
            );
        }
        if (LocalDatePattern.Iso.Parse(starts).TryGetValue(default, out var first))
        {
            var known = LocalDatePattern.Iso.Parse(invitation.Ends ?? "").TryGetValue(default, out var last);
            return Span(Day(first, reader), known && last > first ? Day(last, reader) : null, null);
        }
        if (!Wall.Parse(starts).TryGetValue(default, out var local))
            return null;
        var until = Wall.Parse(invitation.Ends ?? "").TryGetValue(default, out var end) ? end : local;
        return Span(
            $"{Day(local.Date, reader)}, {Clock(local)}",
            until == local ? null
                : until.Date == local.Date ? Clock(until)
                : $"{Day(until.Date, reader)}, {Clock(until)}",
            $"({invitation.Zone ?? t["the sender’s local time"].Value})"
        );
    }

    private static string Span(string from, string? to, string? zone) =>
        (to is null ? from : $"{from} – {to}") + (zone is null ? "" : $" {zone}");

    private static string Day(LocalDate date, Reader reader) =>
        LocalDatePattern.Create("ddd d MMM yyyy", reader.Culture).Format(date);

    private static string Clock(LocalDateTime time) =>
        LocalDateTimePattern.CreateWithInvariantCulture("HH':'mm").Format(time);
}
