using System.Text.Json;

namespace Corbel.Desk.Backups;

/// <summary>The first entry of an archive: what it is of.</summary>
/// <param name="Format">The form of the archive.</param>
/// <param name="Version">The Corbel that made it.</param>
/// <param name="Database">sqlite or postgres.</param>
/// <param name="Migration">The last migration of its tables.</param>
/// <param name="TakenAt">When the backup began, ISO 8601.</param>
/// <param name="Tables">PostgreSQL: the tables in the order of their references.</param>
/// <param name="Sequences">PostgreSQL: where its sequences stand.</param>
internal sealed record BackupManifest(
    int Format,
    string Version,
    string Database,
    string Migration,
    string TakenAt,
    IReadOnlyList<BackupTable> Tables,
    IReadOnlyList<BackupSequence> Sequences
)
{
    public const int CurrentFormat = 1;
    public const string Entry = "manifest.json";
    public const string Sqlite = "sqlite";
    public const string Postgres = "postgres";

    public static string OwnVersion => typeof(BackupManifest).Assembly.GetName().Version!.ToString(3);

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    public static BackupManifest Read(byte[] bytes) => JsonSerializer.Deserialize<BackupManifest>(bytes, Json)!;

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };
}

internal sealed record BackupTable(string Name, IReadOnlyList<string> Columns);

internal sealed record BackupSequence(string Name, long Value, bool IsCalled);

/// <summary>The last entry of an archive: an archive without it was cut off.</summary>
/// <param name="Entries">SHA-256 of every other entry but the stored files, which bear theirs as their names.</param>
/// <param name="Files">How many stored files it holds.</param>
/// <param name="Damaged">Stored files that were damaged on disk already: name, and the SHA-256 they really have.</param>
internal sealed record BackupSums(
    IReadOnlyDictionary<string, string> Entries,
    int Files,
    IReadOnlyDictionary<string, string> Damaged
)
{
    public const string Entry = "sums.json";

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, BackupManifest.Json);

    public static BackupSums Read(byte[] bytes) => JsonSerializer.Deserialize<BackupSums>(bytes, BackupManifest.Json)!;
}
