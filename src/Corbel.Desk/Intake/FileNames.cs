namespace Corbel.Desk.Intake;

/// <summary>Names of files as strangers give them.</summary>
public static class FileNames
{
    /// <summary>The last part of the name, without control characters and marks that a file system or header reads.</summary>
    public static string Clean(string name)
    {
        var last = name.Split('/', '\\')[^1];
        var clean = new string([.. last.Where(c => !char.IsControl(c) && !"\"<>|:*?".Contains(c))]).Trim(' ', '.');
        return clean.Length switch
        {
            0 => "file",
            > 120 => StorableText.Of(clean[..80] + clean[^40..]),
            _ => StorableText.Of(clean),
        };
    }
}
