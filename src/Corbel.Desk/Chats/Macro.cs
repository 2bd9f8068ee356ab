namespace Corbel.Desk.Chats;

/// <summary>A text that staff write again and again.</summary>
public sealed class Macro
{
    public Guid Id { get; init; }

    /// <summary>What one types to get it: greeting.</summary>
    public required string Name { get; set; }
    public required string English { get; set; }

    /// <summary>Empty: customers who read Dutch get the English too.</summary>
    public string Dutch { get; set; } = "";
}
