using Corbel.Desk.Intake;

namespace Corbel.Web.Portal;

/// <summary>Files as a browser sends them.</summary>
internal static class SentFiles
{
    /// <summary>Bytes of a whole form: a file of the largest size, and room for others.</summary>
    public const int LargestForm = 2 * FormCheck.LargestFile;

    /// <summary>Reads them. An empty field of a form counts as no file.</summary>
    public static async Task<IReadOnlyList<IncomingFile>> Read(IEnumerable<IFormFile> files, CancellationToken cancel)
    {
        var read = new List<IncomingFile>();
        foreach (var file in files.Where(x => x.Length > 0))
        {
            using var bytes = new MemoryStream((int)file.Length);
            await file.CopyToAsync(bytes, cancel);
            var type = file.ContentType is { Length: > 0 } given ? given : "application/octet-stream";
            read.Add(new(FileNames.Clean(file.FileName), type, bytes.ToArray()));
        }
        return read;
    }
}
