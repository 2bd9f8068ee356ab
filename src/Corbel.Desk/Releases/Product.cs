using NodaTime;

namespace Corbel.Desk.Releases;

/// <summary>A product or service of the provider that an order form can name.</summary>
public sealed class Product
{
    public Guid Id { get; init; }

    /// <summary>Unique, as it stands in commands: isms-online.</summary>
    public required string Key { get; init; }
    public required string Name { get; set; }
}

/// <summary>What a customer has ordered (clause 8).</summary>
public sealed class OrderForm
{
    public Guid Id { get; init; }
    public Guid OrganisationId { get; init; }
    public required string Reference { get; init; }

    /// <summary>The signed document in the file store; null where none was attached.</summary>
    public string? DocumentSha256 { get; init; }
    public string? DocumentName { get; init; }
    public string? DocumentType { get; init; }

    /// <summary>Null for the command line.</summary>
    public Guid? RecordedBy { get; init; }
    public Instant RecordedAt { get; init; }

    /// <summary>Who ended it and when; null where it has the end that was recorded with it.</summary>
    public Guid? EndedBy { get; set; }
    public Instant? EndedAt { get; set; }

    /// <summary>It was a mistake: it covers nothing any more. What it brought before stays; null where it stands.</summary>
    public Instant? WithdrawnAt { get; set; }
    public Guid? WithdrawnBy { get; set; }
    public string? WithdrawnWhy { get; set; }
    public List<OrderLine> Lines { get; init; } = [];
}

/// <summary>A product on an order form, from when until when.</summary>
public sealed class OrderLine
{
    public Guid OrderFormId { get; init; }
    public Guid ProductId { get; init; }
    public Instant FromAt { get; init; }

    /// <summary>Not included; null where it has no end.</summary>
    public Instant? UntilAt { get; set; }
}

/// <summary>Customers who get a release before the others.</summary>
public sealed class Ring
{
    public Guid Id { get; init; }
    public required string Name { get; set; }
}

/// <summary>A customer in a ring.</summary>
public sealed class RingMember
{
    public Guid RingId { get; init; }
    public Guid OrganisationId { get; init; }
}
