namespace Corbel.Desk.Data;

/// <summary>A key or setting that every node of one installation shares. Never logged, never exported.</summary>
public sealed class Secret
{
    public required string Name { get; init; }
    public required byte[] Value { get; set; }
}

/// <summary>The bytes of a file where the store is the database (PostgreSQL).</summary>
public sealed class StoredFile
{
    public required string Sha256 { get; init; }
    public required byte[] Bytes { get; init; }

    /// <summary>When the same bytes were last brought again, by the database's own clock; null where they never were.</summary>
    public DateTimeOffset? AgainAt { get; init; }
}
