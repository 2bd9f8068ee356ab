using Corbel.Core;
using Corbel.Desk.Intake;

namespace Corbel.Web.Ui;

/// <summary>Files that came with a form.</summary>
internal static class UploadedFiles
{
    /// <summary>Bytes of a whole form: two files of the largest size, or many smaller ones.</summary>
    public const int LargestForm = (2 * FormCheck.LargestFile) + 1_000_000;

    public static async Task<Outcome<IReadOnlyList<IncomingFile>>> Read(
        IReadOnlyList<IFormFile> uploaded,
        CancellationToken cancel
    )
    {
        var files = new List<IncomingFile>(uploaded.Count);
        foreach (var file in uploaded)
        {
            if (file.Length > FormCheck.LargestFile)
                return Refusal.Of(
                    "file-too-large",
                    $"The file {file.FileName} is larger than {FormCheck.LargestFile / 1024 / 1024} MB. Send a smaller one.",
                    $"Het bestand {file.FileName} is groter dan {FormCheck.LargestFile / 1024 / 1024} MB. Stuur een kleiner bestand."
                );
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, cancel);
            var type = file.ContentType is { Length: > 0 } given ? given : "application/octet-stream";
            files.Add(new IncomingFile(FileNames.Clean(file.FileName), type, bytes.ToArray()));
        }
        return files;
    }
}
