using System.Text.RegularExpressions;
using MimeKit;

namespace Corbel.Desk.Intake;

/// <summary>
/// Reports of failed delivery as mail systems write them in their own words: qmail, Exim, Postfix, Exchange and Outlook, Gmail,
/// Domino. The words are looked for in a mail that says it is a machine's, and above the copy of what came back.
/// </summary>
internal static partial class FreeBounce
{
    private const int Longest = 20_000;

    /// <summary>An address in a list of those that failed stands within so many lines.</summary>
    private const int LinesOfList = 12;

    /// <param name="message">What came.</param>
    /// <param name="daemon">Its sender bears the name of a mail system; others must say in the subject that it is a failure, as
    /// automatic answers of people who "cannot be reached" come with an empty envelope too.</param>
    /// <param name="text">Its text.</param>
    /// <returns>The addresses that failed, none where it names none; null where it reports no failure.</returns>
    public static IEnumerable<string>? Recipients(MimeMessage message, bool daemon, string text)
    {
        var named = message
            .Headers.Where(x => x.Field.Equals("X-Failed-Recipients", StringComparison.OrdinalIgnoreCase))
            .SelectMany(x => x.Value.Split(','))
            .Select(x => x.Trim().Trim('<', '>'))
            .ToList();
        if (named.Count > 0)
            return named;
        var said = text.Length > Longest ? text[..Longest] : text;
        var copy = Copy().Match(said);
        said = copy.Success ? said[..copy.Index] : said;
        var subject = ParsedMail.SubjectOf(message);
        if (Waiting().IsMatch(subject) || Waiting().IsMatch(said))
            return null;
        if (!Failure().IsMatch(subject) && !(daemon && Failure().IsMatch(said)))
            return null;
        var ours = message.To.Mailboxes.Concat(message.From.Mailboxes).Select(x => x.Address).ToList();
        return Addresses(said).Where(x => !ours.Contains(x, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The Message-IDs that stand in the repeated header.</summary>
    public static IEnumerable<string> Ids(string text) =>
        MessageId()
            .Matches(text.Length > Longest * 10 ? text[..(Longest * 10)] : text)
            .Select(x => x.Groups["id"].Value);

    public static bool IsAddress(string text) => text.Length <= 254 && Whole().IsMatch(text);

    private static IEnumerable<string> Addresses(string said)
    {
        var left = 0;
        foreach (var raw in said.Split('\n'))
        {
            var line = raw.Trim();
            var found = Address().Matches(line).Select(x => x.Value.Trim('\'')).Where(IsAddress).ToList();
            if (found.Count > 0 && (left > 0 || Alone().IsMatch(line) || Told().IsMatch(line)))
                yield return found[0];
            // Below a line that announces them, the failed ones follow; the first words without one end the list.
            if (line.EndsWith(':') && found.Count == 0 && Failure().IsMatch(line))
                left = LinesOfList;
            else if (line.Length > 0)
                left = found.Count > 0 ? left - 1 : 0;
        }
    }

    private const string One = @"[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+";

    private const RegexOptions Plain =
        RegexOptions.IgnoreCase
        | RegexOptions.ExplicitCapture
        | RegexOptions.CultureInvariant
        | RegexOptions.NonBacktracking;

    [GeneratedRegex(One, Plain)]
    private static partial Regex Address();

    [GeneratedRegex($"^({One})$", Plain)]
    private static partial Regex Whole();

    // "<sam@x.example>:", "<sam@x.example>: host mx said", "sam@x.example" alone.
    [GeneratedRegex($@"^(<{One}>(:| \().*|<?{One}>?(<mailto:[^>]*>)?:?)$", Plain)]
    private static partial Regex Alone();

    // "wasn't delivered to sam@x.example because", "'sam@x.example' on 15/07/2026".
    [GeneratedRegex(
        $@"((delivered to|delivery to|deliver to|reach|zugestellt werden an|afgeleverd bij|remis à) ['""<]*{One}|{One}['"">]* (on|am|op|le) [0-9])",
        Plain
    )]
    private static partial Regex Told();

    [GeneratedRegex(
        "(undeliver|(could|can|did|was|has|were)( ?n.t| ?not)( be| been| reach)? ?(delivered|deliver|reach|be reached|some or all)|"
            + "deliver(y|ed)? (has |to the following recipients? |of the following message )?(failed|failure)|failed permanently|"
            + "failure notice|permanent (fatal )?error|returned (mail|to sender)|address not found|cannot be reached|"
            + "recipient.{1,40}(rejected|unknown|not found)|mailbox (unavailable|is full)|non-delivery|delivery failure|"
            + "niet (worden )?(af|be)geleverd|kon niet (worden )?bezorgd|onbestelbaar|nicht zugestellt|unzustellbar|"
            + "n.a pas (pu être|été) (remis|distribué|livré)|non remis)",
        Plain
    )]
    private static partial Regex Failure();

    // A delay is no failure: the mail may still arrive.
    [GeneratedRegex(
        "(warning only|will be retried|will (retry|keep trying|continue to try|be re-?queued)|still (being )?(trying|retried)|"
            + "(need|have) (not |to not )?to (resend|send it again) (is )?not|do not need to resend|not need to resend|"
            + "delivery (is |status notification )?\\(?delay|message delayed|not (yet )?been delivered yet|not delivered yet|"
            + "has been delayed|opnieuw geprobeerd|vertraagd|verzögert|retardé)",
        Plain
    )]
    private static partial Regex Waiting();

    // Where the copy of what came back begins.
    [GeneratedRegex(
        @"(^|\n)[-_ ]*(below this line is a copy|this is a copy of (the|your) message|original message (headers|follows)|"
            + @"diagnostic information for administrators|diagnostische gegevens|diagnoseinformationen|returned message|included is a copy|"
            + @"received: |return-path: )",
        Plain
    )]
    private static partial Regex Copy();

    [GeneratedRegex(@"(^|\n)[ >]*message-id:\s*<(?<id>[^<>\s]{3,250})>", Plain)]
    private static partial Regex MessageId();
}
