using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Corbel.Desk.Intake;
using Corbel.Desk.People;

namespace Corbel.Web.Tests.Portal;

/// <summary>What the tests of the portal do again and again.</summary>
internal static partial class PortalDesk
{
    /// <summary>Logs an issue as a person, past the pages.</summary>
    public static async Task<long> Log(this WebDesk desk, Person by, string subject, string? severity = null)
    {
        var now = desk.Clock.GetCurrentInstant();
        var form = new ArrivedForm(by.ToActor(), Guid.NewGuid(), null, subject, $"About: {subject}", severity, [], now);
        return (await desk.Get<ReceiveMessage>().Form(form)).Value!.Ticket!.Value;
    }

    /// <summary>Posts a form with files as a browser does: fetched first, for its key and its antiforgery token.</summary>
    public static async Task<HttpResponseMessage> PostWithFiles(
        this HttpClient client,
        string page,
        IEnumerable<KeyValuePair<string, string>> fields,
        params (string Name, string Text)[] files
    )
    {
        var html = await client.GetStringAsync(new Uri(page, UriKind.Relative));
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
        if (!fields.Any(x => x.Key == "FormKey"))
            form.Add(new StringContent(Hidden(html, "FormKey")), "FormKey");
        form.Add(new StringContent(Hidden(html, "__RequestVerificationToken")), "__RequestVerificationToken");
        foreach (var (name, text) in files)
            form.Add(new StringContent(text), "Files", name);
        return await client.PostAsync(new Uri(page, UriKind.Relative), form);
    }

    /// <summary>The text of a page as a person reads it: without markup, blanks as one.</summary>
    public static async Task<string> Words(this HttpClient client, string page) =>
        Words(await client.GetStringAsync(new Uri(page, UriKind.Relative)));

    public static async Task<string> Words(this HttpResponseMessage response) =>
        Words(await response.Content.ReadAsStringAsync());

    public static string Words(string html) =>
        BeforeMarks().Replace(Blanks().Replace(WebUtility.HtmlDecode(Tags().Replace(html, " ")), " "), "");

    public static string Hidden(string html, string name) =>
        Regex
            .Match(html, $"name=\"{name}\"[^>]*value=\"(?<value>[^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1))
            .Groups["value"]
            .Value;

    public static string Path(long number) => string.Create(CultureInfo.InvariantCulture, $"/issues/{number}");

    [GeneratedRegex("<[^>]+>", RegexOptions.None, 1000)]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\s+(?=[.,])", RegexOptions.None, 1000)]
    private static partial Regex BeforeMarks();
}
