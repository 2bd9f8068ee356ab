using Corbel.Core.Policy;
using Corbel.Core.Time;

namespace Corbel.Desk.Availability;

/// <summary>The words of mails about maintenance and incidents, in English and Dutch.</summary>
public static class StatusTexts
{
    internal static string MaintenanceSubject(MaintenanceWindow window, MaintenanceNews news, Language language) =>
        (news, language) switch
        {
            (MaintenanceNews.Planned, Language.Nl) => $"Gepland onderhoud: {window.TitleNl}",
            (MaintenanceNews.Changed, Language.Nl) => $"Onderhoud gewijzigd: {window.TitleNl}",
            (_, Language.Nl) => $"Onderhoud afgelast: {window.TitleNl}",
            (MaintenanceNews.Planned, _) => $"Planned maintenance: {window.Title}",
            (MaintenanceNews.Changed, _) => $"Maintenance changed: {window.Title}",
            _ => $"Maintenance cancelled: {window.Title}",
        };

    internal static string Maintenance(
        MaintenanceWindow window,
        MaintenanceNews news,
        string? name,
        Addressee reader,
        string url,
        string? unsubscribe
    )
    {
        var (nl, cancelled) = (reader.Language == Language.Nl, news == MaintenanceNews.Cancelled);
        var from = TimeText.Long(window.FromAt, reader.Zone, reader.Language);
        var to = TimeText.Long(window.ToAt, reader.Zone, reader.Language);
        var hello =
            name is null ? ""
            : nl ? $"Beste {name},\n\n"
            : $"Dear {name},\n\n";
        var text = nl
            ? $"""
                {hello}{(cancelled ? "Dit onderhoud gaat niet door" : "Onderhoud")}: {window.TitleNl}

                Van {from}
                tot {to}

                {window.TextNl}

                Alles over onderhoud en incidenten:
                {url}/status

                """
            : $"""
                {hello}{(cancelled ? "This maintenance will not take place" : "Maintenance")}: {window.Title}

                From {from}
                until {to}

                {window.Text}

                All about maintenance and incidents:
                {url}/status

                """;
        return text + Foot(unsubscribe, reader.Language);
    }

    internal static string IncidentSubject(Incident incident, IncidentUpdate update, Language language) =>
        language == Language.Nl
            ? $"Incident {incident.Number}, {State(update.State, language)}: {incident.TitleNl}"
            : $"Incident {incident.Number}, {State(update.State, language)}: {incident.Title}";

    internal static string Incident(
        Incident incident,
        IncidentUpdate update,
        Addressee reader,
        string url,
        string? unsubscribe
    )
    {
        var at = TimeText.Long(update.At, reader.Zone, reader.Language);
        var (title, text, all) =
            reader.Language == Language.Nl
                ? (incident.TitleNl, update.TextNl, "Het verloop:")
                : (incident.Title, update.Text, "The timeline:");
        return $"{title}\n\n{at}\n{text}\n\n{all}\n{url}/status/incidents/{incident.Number}\n"
            + Foot(unsubscribe, reader.Language);
    }

    internal static string ConfirmSubject(Language language) =>
        language == Language.Nl ? "Bevestig: nieuws van de statuspagina" : "Please confirm: news of the status page";

    internal static string Confirm(string link, string url, Language language) =>
        language == Language.Nl
            ? $"""
                Iemand heeft met dit adres het nieuws van de statuspagina {url}/status aangevraagd.

                Bevestig het op deze pagina:
                {link}

                Was u dat niet, doe dan niets: u krijgt niets meer.

                """
            : $"""
                Somebody asked with this address for the news of the status page {url}/status.

                Confirm it on this page:
                {link}

                If that was not you, do nothing: you will get no more.

                """;

    /// <summary>The state in words, in the midst of a sentence.</summary>
    public static string State(IncidentState state, Language language) =>
        (state, language) switch
        {
            (IncidentState.Investigating, Language.Nl) => "in onderzoek",
            (IncidentState.Identified, Language.Nl) => "oorzaak gevonden",
            (IncidentState.Monitoring, Language.Nl) => "wordt bewaakt",
            (_, Language.Nl) => "opgelost",
            (IncidentState.Investigating, _) => "investigating",
            (IncidentState.Identified, _) => "identified",
            (IncidentState.Monitoring, _) => "monitoring",
            _ => "resolved",
        };

    private static string Foot(string? unsubscribe, Language language) =>
        unsubscribe is null ? ""
        : language == Language.Nl ? $"\nAfmelden: {unsubscribe}\n"
        : $"\nUnsubscribe: {unsubscribe}\n";
}
