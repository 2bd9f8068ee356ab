using Corbel.Core.Policy;
using Corbel.Core.Time;

namespace Corbel.Desk.Sessions;

/// <summary>The words of mails about a session, in English or Dutch, with the times in the reader's zone.</summary>
internal sealed class SessionMailTexts(Session session, string kind, string trainer, string url, Addressee reader)
{
    private bool Dutch => reader.Language == Language.Nl;
    private string When => TimeText.Long(session.StartsAt, reader.Zone, reader.Language);

    /// <summary>What calendars show: Session: training.</summary>
    public string Title => Dutch ? $"Sessie: {kind}" : $"Session: {kind}";

    public string Description =>
        Dutch ? $"{Title}, gegeven door {trainer}.\n{url}/sessions" : $"{Title}, given by {trainer}.\n{url}/sessions";

    public string Subject(SessionNews news) =>
        (news, Dutch) switch
        {
            (SessionNews.Booked, false) => $"Invitation: {Title}, {When}",
            (SessionNews.Booked, true) => $"Uitnodiging: {Title}, {When}",
            (SessionNews.Changed, false) => $"Changed: {Title}, {When}",
            (SessionNews.Changed, true) => $"Gewijzigd: {Title}, {When}",
            (SessionNews.Cancelled, false) => $"Cancelled: {Title}, {When}",
            (SessionNews.Cancelled, true) => $"Gaat niet door: {Title}, {When}",
            (_, false) => $"Reminder: {Title}, {When}",
            (_, true) => $"Herinnering: {Title}, {When}",
        };

    public string Body(SessionNews news, string name, bool asks) =>
        Dutch
            ? $"""
                Beste {name},

                {Says(news)}

                  Wat:      {kind}
                  Wanneer:  {When}
                  Waar:     {session.Place}
                  Trainer:  {trainer}
                {(asks && news != SessionNews.Cancelled ? "\nUw antwoord uit uw agenda komt bij ons aan.\n" : "")}
                Alle sessies:
                {url}/sessions

                """
            : $"""
                Dear {name},

                {Says(news)}

                  What:     {kind}
                  When:     {When}
                  Where:    {session.Place}
                  Trainer:  {trainer}
                {(asks && news != SessionNews.Cancelled ? "\nYour calendar’s answer reaches us.\n" : "")}
                All sessions:
                {url}/sessions

                """;

    private string Says(SessionNews news) =>
        (news, Dutch) switch
        {
            (SessionNews.Booked, false) => "You are invited to this session.",
            (SessionNews.Booked, true) => "U bent uitgenodigd voor deze sessie.",
            (SessionNews.Changed, false) => "This session has changed. It now is:",
            (SessionNews.Changed, true) => "Deze sessie is gewijzigd. Zij is nu:",
            (SessionNews.Cancelled, false) => "This session does not take place, or not with you.",
            (SessionNews.Cancelled, true) => "Deze sessie gaat niet door, of niet met u.",
            (_, false) => "This session begins soon.",
            (_, true) => "Deze sessie begint binnenkort.",
        };
}
