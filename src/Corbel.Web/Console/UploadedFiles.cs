using Corbel.Core;
using Corbel.Desk.Intake;

namespace Corbel.Web.Console;

/// <summary>Files that came with a form.</summary>
internal static class UploadedFiles
{
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
            files.Add(new IncomingFile(FileNames.Clean(file.FileName), file.ContentType, bytes.ToArray()));
        }
        return files;
    }
}
