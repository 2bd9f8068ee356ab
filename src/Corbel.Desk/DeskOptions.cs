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

/// <summary>How telephone numbers are read.</summary>
public sealed class TelephoneOptions
{
    /// <summary>The region (ISO 3166) whose people write numbers without a country: GB.</summary>
    public string Region { get; set; } = "GB";
}

/// <summary>What the desk may reach on the network for addresses that somebody gave.</summary>
public sealed class OutboundOptions
{
    /// <summary>Hosts, addresses or networks (10.1.0.0/16) inside that may be reached; public ones may always be.</summary>
    public List<string> Allow { get; set; } = [];
}

/// <summary>How mail comes in and goes out.</summary>
public sealed class MailOptions
{
    /// <summary>The support address; where empty, the one of the policy's mail channel.</summary>
    public string Address { get; set; } = "";

    /// <summary>The Maildir that mail is taken from, under the data folder unless absolute.</summary>
    public string Inbox { get; set; } = "mail/inbox";

    /// <summary>The Maildir that mail is written to where no SMTP host is set.</summary>
    public string Outgoing { get; set; } = "mail/outgoing";

    /// <summary>The authserv-id (RFC 8601) whose Authentication-Results are believed; empty: none.</summary>
    public string AuthservId { get; set; } = "";

    /// <summary>The bearer token of <c>POST /intake/mail</c>; empty: the route refuses everybody.</summary>
    public string IntakeToken { get; set; } = "";

    public SmtpOptions Smtp { get; set; } = new();
}

/// <summary>The relay for outgoing mail.</summary>
public sealed class SmtpOptions
{
    /// <summary>Empty: mail goes into the outgoing Maildir.</summary>
    public string Host { get; set; } = "";
    public int Port { get; set; } = 587;

    /// <summary>none, starttls, or tls.</summary>
    public string Security { get; set; } = "starttls";
    public string User { get; set; } = "";
    public string Password { get; set; } = "";
}
