using Corbel.Core.Access;

namespace Corbel.Desk.Reports;

/// <summary>
/// Whose sums somebody reads: staff those of all customers or of the one they choose, everybody else those of the own
/// organisation, whatever they ask for. Nobody but a customer's own people reads those of its own desk.
/// </summary>
public sealed record ContractScope
{
    private ContractScope(Guid? organisation, Guid? desk, Guid? ownDesk) =>
        (Organisation, Desk, OwnDesk) = (organisation, desk, ownDesk);

    /// <summary>The organisation; null for all.</summary>
    public Guid? Organisation { get; }

    /// <summary>The customer whose own desk is counted; null for the provider's.</summary>
    public Guid? Desk { get; }

    /// <summary>The reader's organisation where it can have a desk of its own; null for staff and partner users.</summary>
    public Guid? OwnDesk { get; }

    /// <summary>The provider's desk, as a reader may count it.</summary>
    /// <param name="reader">Who reads.</param>
    /// <param name="chosen">The customer that staff choose; null for all.</param>
    public static ContractScope Of(Actor reader, Guid? chosen = null) =>
        new(reader.IsStaff ? chosen : reader.Organisation, null, OwnDeskOf(reader));

    /// <summary>The own desk of the reader's organisation; null for who has none.</summary>
    public static ContractScope? OnOwnDesk(Actor reader) =>
        OwnDeskOf(reader) is { } desk ? new(desk, desk, desk) : null;

    /// <summary>The provider's desk, counted for one customer: what its report says, whoever asks for it.</summary>
    internal static ContractScope Customer(Guid customer) => new(customer, null, null);

    private static Guid? OwnDeskOf(Actor reader) =>
        reader.IsStaff || reader.Role == Role.PartnerUser ? null : reader.Organisation;
}
