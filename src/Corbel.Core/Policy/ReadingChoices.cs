namespace Corbel.Core.Policy;

/// <summary>Which instant counts as "received".</summary>
public enum ReceivedReading
{
    /// <summary>
    /// The desk's custody, or an earlier IMAP INTERNALDATE where it is plausible: not in the future, not before the last
    /// good poll.
    /// </summary>
    CustodyOrEarlierImapDate,
}

/// <summary>What counts as contacting the customer.</summary>
public enum ContactReading
{
    /// <summary>The first message by a person of the provider to a person of the customer.</summary>
    FirstMessageByAPerson,
}

/// <summary>Which severity a problem has that fits no definition.</summary>
public enum NoDefinitionReading
{
    /// <summary>The nearest stricter one.</summary>
    NearestStricter,
}

/// <summary>Which severity drives the clock while the two sides disagree.</summary>
public enum DisputeReading
{
    /// <summary>The claimed one, until the customer accepts a lower one or the provider decides after one objection.</summary>
    ClaimedDrives,
}

/// <summary>From when a severity that is raised before the first contact counts.</summary>
public enum RaisedReading
{
    /// <summary>From receipt.</summary>
    FromReceipt,

    /// <summary>From the change.</summary>
    FromChange,
}

/// <summary>What happens to the first-response clock when an issue is reopened.</summary>
public enum ReopenedReading
{
    /// <summary>A new cycle with a new clock; the old verdict stands.</summary>
    NewCycle,

    /// <summary>The old clock resumes.</summary>
    Resumes,
}

/// <summary>What a wall-clock boundary means that a clock change skips or repeats.</summary>
public enum ClockChangeReading
{
    /// <summary>One that does not exist moves forward by the gap; of two the first.</summary>
    ForwardAndFirst,
}

/// <summary>What counts as accepting a new version.</summary>
public enum AcceptanceReading
{
    /// <summary>Use of the product after posting, as told by the product itself; use of the desk is none.</summary>
    UseOfProduct,
}

/// <summary>What the verdict is on a month without enough measurements.</summary>
public enum GapsReading
{
    /// <summary>Not proven, when the gaps could decide it.</summary>
    NotProven,
}

/// <summary>Who may log an issue with the provider.</summary>
public enum WhoMayLogReading
{
    /// <summary>Administrators and registered users; others arrive at the customer's own desk.</summary>
    RegisteredUsers,

    /// <summary>Administrators; registered users too arrive at the customer's own desk first.</summary>
    OwnDeskFirst,
}

/// <summary>What counts as a status report.</summary>
public enum StatusReportReading
{
    /// <summary>Any message by a person to the customer: it says how things stand.</summary>
    AnyMessageByAPerson,

    /// <summary>Only a message that its writer marks as a status report.</summary>
    MarkedOnly,
}

/// <summary>How the desk knows a government customer.</summary>
public enum GovernmentReading
{
    /// <summary>By an attribute of the organisation.</summary>
    OrganisationAttribute,
}

/// <summary>What happens to a message of an unknown sender.</summary>
public enum UnknownSenderReading
{
    /// <summary>Held for staff to place; once placed, the clock counts from receipt.</summary>
    Hold,

    /// <summary>Refused politely.</summary>
    Refuse,
}
