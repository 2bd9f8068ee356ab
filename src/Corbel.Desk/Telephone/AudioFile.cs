using Corbel.Desk.Intake;

namespace Corbel.Desk.Telephone;

/// <summary>Recordings that a browser plays. Telephone systems mail them under many names, some as mere bytes.</summary>
public static class AudioFile
{
    /// <summary>The type that a browser plays a file as; null where it is no recording.</summary>
    public static string? TypeOf(string name, string mediaType) =>
        (FileNames.MediaType(mediaType), Path.GetExtension(name).ToLowerInvariant()) switch
        {
            ("audio/wav" or "audio/x-wav" or "audio/wave" or "audio/vnd.wave", _) => "audio/wav",
            ("audio/mpeg" or "audio/mp3" or "audio/x-mp3", _) => "audio/mpeg",
            ("audio/ogg" or "application/ogg" or "audio/opus", _) => "audio/ogg",
            ("audio/mp4" or "audio/x-m4a" or "audio/aac", _) => "audio/mp4",
            ("application/octet-stream", ".wav") => "audio/wav",
            ("application/octet-stream", ".mp3") => "audio/mpeg",
            ("application/octet-stream", ".ogg" or ".oga" or ".opus") => "audio/ogg",
            ("application/octet-stream", ".m4a") => "audio/mp4",
            _ => null,
        };
}
