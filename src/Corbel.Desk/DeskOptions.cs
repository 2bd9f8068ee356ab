namespace Corbel.Desk;

/// <summary>The settings of one installation, from <c>corbel.yaml</c> and <c>CORBEL_…</c> variables.</summary>
public sealed class DeskOptions
{
    /// <summary>The data folder: database, files, mail drops.</summary>
    public string Data { get; set; } = "data";

    /// <summary>A PostgreSQL connection string; without one the desk runs on SQLite in the data folder.</summary>
    public string? Database { get; set; }

    /// <summary>The address people reach the desk at, for links in mails: https://support.example.com.</summary>
    public string Url { get; set; } = "http://localhost:5080";

    public MailOptions Mail { get; set; } = new();

    /// <summary>Where holiday lists are fetched from.</summary>
    public List<HolidaySource> Holidays { get; set; } = [];

    public TelephoneOptions Telephone { get; set; } = new();

    public OutboundOptions Outbound { get; set; } = new();

    /// <summary>What customers' webhooks may reach inside; of what <see cref="Outbound"/> names they reach nothing.</summary>
    public OutboundOptions Webhooks { get; set; } = new();

    public AvailabilityOptions Availability { get; set; } = new();

    public MarkingOptions Marking { get; set; } = new();

    /// <summary>The Chromium that prints reports; empty: the one that is installed.</summary>
    public string Chromium { get; set; } = "";

    public bool Demo { get; set; }
}

/// <summary>A holiday list and where it is published.</summary>
public sealed class HolidaySource
{
    /// <summary>The list's name, as policies name it: uk-bank-holidays.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its address, http or https.</summary>
    public string Url { get; set; } = "";

    /// <summary>A file instead, under the data folder unless absolute.</summary>
    public string File { get; set; } = "";

    /// <summary>feed: the JSON of the public bank-holiday feed; icalendar: any iCalendar file.</summary>
    public string Format { get; set; } = "feed";

    /// <summary>The part of the country that an iCalendar file is for; a feed names its own.</summary>
    public string Division { get; set; } = "";

    /// <summary>Hours between two fetches.</summary>
    public int Every { get; set; } = 24;
}

/// <summary>How telephone numbers are read, and callers spoken to.</summary>
public sealed class TelephoneOptions
{
    /// <summary>The region (ISO 3166) whose people write numbers without a country: GB.</summary>
    public string Region { get; set; } = "GB";

    /// <summary>What a caller hears whose own language is not known: en or nl.</summary>
    public string Language { get; set; } = "en";
}

/// <summary>How marked text is kept.</summary>
public sealed class MarkingOptions
{
    /// <summary>The file of the master keys, outside the data folder; empty: beside it, DATA.keys/master.keys.</summary>
    public string Keys { get; set; } = "";
}

/// <summary>What the desk may reach on the network for addresses that somebody gave.</summary>
public sealed class OutboundOptions
{
    /// <summary>Hosts, addresses or networks (10.1.0.0/16) inside that may be reached; public ones may always be.</summary>
    public List<string> Allow { get; set; } = [];

    /// <summary>What it calls itself; a remote probe names its place, so that the log of the product shows who looked.</summary>
    internal string Agent { get; set; } = "Corbel";

    /// <summary>The same for a place.</summary>
    public OutboundOptions At(string place) => new() { Allow = Allow, Agent = $"Corbel ({place})" };
}

/// <summary>How mail comes in and goes out.</summary>
public sealed class MailOptions
{
    /// <summary>The support address; where empty, the one of the policy's mail channel.</summary>
    public string Address { get; set; } = "";

    /// <summary>The Maildir that mail is taken from, under the data folder unless absolute.</summary>
    public string Inbox { get; set; } = "mail/inbox";

    /// <summary>Mailboxes that mail is taken from by IMAP.</summary>
    public List<MailboxOptions> Mailboxes { get; set; } = [];

    /// <summary>The Maildir that mail is written to where no SMTP host is set.</summary>
    public string Outgoing { get; set; } = "mail/outgoing";

    /// <summary>The authserv-id (RFC 8601) whose Authentication-Results are believed; empty: none.</summary>
    public string AuthservId { get; set; } = "";

    /// <summary>
    /// Whether every mail's sender is believed: only where no mail comes in whose sender somebody else has not checked.
    /// </summary>
    public bool TrustSenders { get; set; }

    /// <summary>
    /// Acknowledgements that one address gets in an hour; what comes beyond is taken in silence, since a machine writes it. 0: any
    /// number.
    /// </summary>
    public int AcknowledgementsAnHour { get; set; } = 20;

    /// <summary>The bearer token of <c>POST /intake/mail</c>; empty: the route refuses everybody.</summary>
    public string IntakeToken { get; set; } = "";

    public SmtpOptions Smtp { get; set; } = new();

    /// <summary>What signed mail is checked by and encrypted mail is opened with.</summary>
    public MailKeyOptions Keys { get; set; } = new();
}

/// <summary>A mail server and how one signs in there.</summary>
public class MailServerOptions
{
    public string Host { get; set; } = "";

    public int Port { get; set; }

    /// <summary>none, starttls, or tls.</summary>
    public string Security { get; set; } = "";
    public string User { get; set; } = "";
    public string Password { get; set; } = "";

    /// <summary>Instead of a password, where a token service is named.</summary>
    public OAuthOptions OAuth { get; set; } = new();
}

/// <summary>Where the desk gets the token that opens a mailbox (RFC 6749).</summary>
public sealed class OAuthOptions
{
    /// <summary>The token endpoint; empty: a password opens it.</summary>
    public string TokenUrl { get; set; } = "";
    public string ClientId { get; set; } = "";
    public string ClientSecret { get; set; } = "";
    public string Scope { get; set; } = "";

    /// <summary>A refresh token; empty: the desk signs in as the client itself (client credentials).</summary>
    public string RefreshToken { get; set; } = "";
}

/// <summary>A mailbox that mail is taken from by IMAP.</summary>
public sealed class MailboxOptions : MailServerOptions
{
    public MailboxOptions() => (Port, Security) = (993, "tls");

    /// <summary>
    /// What the desk calls it: support. It stands in the receipt of each mail, so it stays the same for as long as the mailbox
    /// does.
    /// </summary>
    public string Name { get; set; } = "";

    public string Folder { get; set; } = "INBOX";

    /// <summary>Seconds between two looks where the server cannot tell by itself (IDLE).</summary>
    public int PollSeconds { get; set; } = 30;
}

/// <summary>The relay for outgoing mail; where no host is named, mail goes into the outgoing Maildir.</summary>
public sealed class SmtpOptions : MailServerOptions
{
    public SmtpOptions() => (Port, Security) = (587, "starttls");
}
