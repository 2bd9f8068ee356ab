using System.Text.RegularExpressions;

namespace Corbel.Desk.Intake;

/// <summary>How mail programs announce the mail before, in English, Dutch, German and French.</summary>
public static partial class Quotation
{
    // A line of header fields stands within so many lines below the first.
    private const int LinesOfHead = 7;

    /// <summary>"On 14 July 2026 at 09:10, Ada wrote:", "Op 14 juli 2026 schreef Ada:", over up to three lines.</summary>
    public static bool Introduces(string line) => Introduction().IsMatch(Flat(line));

    /// <summary>What stands directly above quoted lines: "Ada wrote:" too.</summary>
    public static bool IntroducesQuote(string line) => Introduces(line) || ShortIntroduction().IsMatch(Flat(line));

    /// <summary>"-----Original Message-----".</summary>
    public static bool Parts(string line) => Separator().IsMatch(line.Trim()) || Forwards(line);

    /// <summary>"---------- Forwarded message ---------".</summary>
    public static bool Forwards(string line) => Forward().IsMatch(line.Trim());

    /// <summary>Whether the fields of a mail's header begin here: "From: … Sent: … To: …", as Outlook writes them.</summary>
    public static bool IsHead(ReadOnlySpan<string> lines)
    {
        if (lines.IsEmpty || !Sender().IsMatch(lines[0].Trim()))
            return false;
        var (sent, other) = (false, false);
        foreach (var line in lines[1..Math.Min(lines.Length, LinesOfHead)])
        {
            sent |= Sent().IsMatch(line.Trim());
            other |= Other().IsMatch(line.Trim());
        }
        return sent && other;
    }

    /// <summary>The same, in a text without breaks.</summary>
    public static bool IsHead(string text) => Head().IsMatch(Flat(text));

    public static bool BeginsHead(string text) => Sender().IsMatch(text.Trim());

    private static string Flat(string text) => Blanks().Replace(text, " ").Trim();

    private const RegexOptions Plain =
        RegexOptions.IgnoreCase
        | RegexOptions.ExplicitCapture
        | RegexOptions.NonBacktracking
        | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"\s+", Plain)]
    private static partial Regex Blanks();

    [GeneratedRegex(
        @"^(On|Op|Am|Le) .{6,250}\b(wrote|schreef|geschreven|schrieb|geschrieben|a écrit)\b.{0,120}:$",
        Plain
    )]
    private static partial Regex Introduction();

    [GeneratedRegex(@"^(.{2,150}\b(wrote|schreef|schrieb|a écrit) ?:|[0-9]{4}-[0-9]{2}-[0-9]{2} .{5,200}>:)$", Plain)]
    private static partial Regex ShortIntroduction();

    [GeneratedRegex(
        @"^-{2,} ?(Original[- ]Message|Oorspronkelijk bericht|Ursprüngliche Nachricht|Message d.origine|Original[- ]Nachricht) ?-{2,}$",
        Plain
    )]
    private static partial Regex Separator();

    [GeneratedRegex(
        @"^(-{2,} ?(Forwarded message|Doorgestuurd bericht|Weitergeleitete Nachricht|Message transféré) ?-{2,}"
            + @"|(Begin forwarded message|Begin doorgestuurd bericht|Anfang der weitergeleiteten Nachricht|Début du message transféré) ?:)$",
        Plain
    )]
    private static partial Regex Forward();

    [GeneratedRegex(@"^\*?(From|Van|Von|De) ?:\*? ?.{0,300}$", Plain)]
    private static partial Regex Sender();

    [GeneratedRegex(@"^\*?(Sent|Verzonden|Gesendet|Envoyé|Date|Datum) ?:", Plain)]
    private static partial Regex Sent();

    [GeneratedRegex(@"^\*?(To|Aan|An|À|Subject|Onderwerp|Betreff|Objet) ?:", Plain)]
    private static partial Regex Other();

    [GeneratedRegex(
        @"^(From|Van|Von|De) ?: .{1,300}(Sent|Verzonden|Gesendet|Envoyé|Date|Datum) ?: .{1,200}(To|Aan|An|À|Subject|Onderwerp|Betreff|Objet) ?:",
        Plain
    )]
    private static partial Regex Head();
}
