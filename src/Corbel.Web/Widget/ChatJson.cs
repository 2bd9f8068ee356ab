using System.Text.Json;
using Corbel.Core.Chat;
using Corbel.Desk.Chats;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Web.Widget;

/// <summary>A chat's state and lines in the form that docs/chat.md names.</summary>
internal static class ChatJson
{
    public static object State(ChatState state, OpenedChat? opened = null) =>
        new
        {
            mode = Name(state.Mode),
            why = state.Why is { } why ? Name(why) : null,
            opens = Time(state.Opens),
            desk = state.Desk,
            mail = state.Mail,
            person = state.Person,
            ticket = state.Ticket,
            agent = state.Agent,
            due = Time(state.Due),
            marks = state.Marks.Select(x => new { id = x.Id, name = x.Name }),
            mark = state.Mark,
            pass = opened?.Pass,
            expires = Time(opened?.ExpiresAt),
        };

    public static object Line(ChatLine line) =>
        new
        {
            line = line.Number,
            from = Name(line.By),
            name = line.Name,
            text = line.Text,
            at = Time(line.At),
            client = line.Client,
            files = line.Files.Select(x => new
            {
                id = x.Id,
                name = x.Name,
                size = x.Size,
                type = x.MediaType,
            }),
        };

    public static string Text(object value) => JsonSerializer.Serialize(value, JsonSerializerOptions.Web);

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private static string? Time(Instant? at) => at is { } known ? InstantPattern.General.Format(known) : null;
}
