using System.Globalization;
using System.Text;
using System.Xml;
using Corbel.Core.Policy;
using Corbel.Desk.Availability;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Web.StatusPage;

/// <summary>The news as an Atom feed (RFC 4287): an entry a line of a timeline and a window, the latest first.</summary>
internal static class StatusFeed
{
    private const string Atom = "http://www.w3.org/2005/Atom";
    private const int Most = 50;

    private sealed record News(string Id, string Title, string Text, string Link, Instant At);

    public static string Of(StatusModel status, string url, Language language)
    {
        var nl = language == Language.Nl;
        var news = status
            .Incidents.SelectMany(x =>
                x.Updates.Select(y => new News(
                    string.Create(CultureInfo.InvariantCulture, $"urn:uuid:{x.Incident.Id}#{y.Number}"),
                    $"{(nl ? x.Incident.TitleNl : x.Incident.Title)}: {StatusTexts.State(y.State, language)}",
                    nl ? y.TextNl : y.Text,
                    $"{url}/status/incidents/{x.Incident.Number}",
                    y.At
                ))
            )
            .Concat(
                status.Maintenance.Select(x => new News(
                    $"urn:uuid:{x.Id}#{x.Sequence}",
                    nl ? $"Onderhoud: {x.TitleNl}" : $"Maintenance: {x.Title}",
                    nl ? x.TextNl : x.Text,
                    $"{url}/status",
                    x.AnnouncedAt!.Value
                ))
            )
            .OrderByDescending(x => x.At)
            .Take(Most)
            .ToList();
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new() { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            xml.WriteStartElement("feed", Atom);
            xml.WriteAttributeString("xml", "lang", null, nl ? "nl" : "en");
            xml.WriteElementString("id", Atom, $"{url}/status");
            xml.WriteElementString("title", Atom, $"{status.Product}: status");
            xml.WriteElementString("updated", Atom, Time(news.Count > 0 ? news[0].At : status.At));
            Link(xml, "self", $"{url}/status/feed");
            Link(xml, "alternate", $"{url}/status");
            xml.WriteStartElement("author", Atom);
            xml.WriteElementString("name", Atom, status.Provider);
            xml.WriteEndElement();
            foreach (var one in news)
            {
                xml.WriteStartElement("entry", Atom);
                xml.WriteElementString("id", Atom, one.Id);
                xml.WriteElementString("title", Atom, Clean(one.Title));
                xml.WriteElementString("updated", Atom, Time(one.At));
                Link(xml, "alternate", one.Link);
                xml.WriteElementString("content", Atom, Clean(one.Text));
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void Link(XmlWriter xml, string rel, string href)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", rel);
        xml.WriteAttributeString("href", href);
        xml.WriteEndElement();
    }

    private static string Time(Instant at) => InstantPattern.General.Format(at);

    /// <summary>Without the characters that XML cannot hold.</summary>
    private static string Clean(string text) => new([.. text.Where(XmlConvert.IsXmlChar)]);
}
