namespace Corbel.Desk.Telephone;

/// <summary>A number that a person calls from. Several people may share one.</summary>
public sealed class PersonNumber
{
    public Guid PersonId { get; init; }

    /// <summary>E.164.</summary>
    public required string Number { get; init; }
}

/// <summary>A number of an organisation: its main number, or the first digits that all its numbers have.</summary>
public sealed class OrganisationNumber
{
    public Guid OrganisationId { get; init; }

    /// <summary>E.164, or the beginning of one.</summary>
    public required string Number { get; init; }

    /// <summary>Only the first digits.</summary>
    public bool IsPrefix { get; init; }
}
