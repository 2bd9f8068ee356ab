using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace Corbel.Web.Ui;

/// <summary>
/// Scripts, styles, fonts and icons, embedded in the assembly by the build. Their names carry a hash of the content, so a browser
/// may keep them for ever.
/// </summary>
public sealed class Assets
{
    private const string Folder = "build/";
    private readonly Dictionary<string, string> _names;
    private readonly ConcurrentDictionary<string, byte[]?> _read = new(StringComparer.Ordinal);

    public Assets() =>
        _names =
            JsonSerializer.Deserialize<Dictionary<string, string>>(
                Read("manifest.json")
                    ?? throw new InvalidOperationException("The assembly was built without its assets.")
            ) ?? [];

    /// <summary>The address of an asset by its plain name, such as <c>style.css</c>.</summary>
    public string Url(string name) => $"/{Folder}{_names[name]}";

    internal IResult Send(string file, HttpContext http)
    {
        if (Read(file) is not { } bytes || ContentType(file) is not { } type)
        {
            return Results.NotFound();
        }

        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        if (Read(file + ".br") is { } small)
        {
            http.Response.Headers.Vary = HeaderNames.AcceptEncoding;
            if (http.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.OrdinalIgnoreCase))
            {
                http.Response.Headers.ContentEncoding = "br";
                bytes = small;
            }
        }

        return Results.Bytes(bytes, type);
    }

    private byte[]? Read(string file) =>
        _read.TryGetValue(file, out var bytes) ? bytes
        : Load(file) is { } loaded ? _read.GetOrAdd(file, loaded)
        : null;

    private static byte[]? Load(string file)
    {
        using var stream = typeof(Assets).Assembly.GetManifestResourceStream(Folder + file);
        if (stream is null)
        {
            return null;
        }

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static string? ContentType(string file) =>
        Path.GetExtension(file) switch
        {
            ".js" => "text/javascript; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".svg" => "image/svg+xml",
            ".woff2" => "font/woff2",
            _ => null,
        };
}
