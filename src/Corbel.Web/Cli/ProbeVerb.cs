using System.CommandLine;
using Corbel.Web.Cli.Probing;

namespace Corbel.Web.Cli;

/// <summary><c>corbel probe</c>: this machine as a place outside. It needs no data folder of a desk.</summary>
internal static class ProbeVerb
{
    public static Command Probe()
    {
        var desk = new Option<string>("--desk")
        {
            Description = "Where the desk is: https://support.example.com",
            HelpName = "URL",
            Required = true,
        };
        var place = new Option<string>("--place")
        {
            Description = "The name of this place, as corbel place add took it.",
            HelpName = "NAME",
            Required = true,
        };
        var secret = new Option<string>("--secret-file")
        {
            Description = "The file that holds its secret.",
            HelpName = "FILE",
            Required = true,
        };
        var buffer = new Option<string>("--data")
        {
            Description = "Where results wait while the desk is away, and the number of the last one.",
            HelpName = "DIR",
            DefaultValueFactory = _ => "probe",
        };
        var allow = new Option<string[]>("--allow")
        {
            Description = "A host or network inside that may be reached from here; may be given several times.",
            HelpName = "NETWORK",
        };
        var verb = new Command("probe", "Look at the product from here and tell the desk, until stopped.")
        {
            desk,
            place,
            secret,
            buffer,
            allow,
        };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                if (
                    !Uri.TryCreate(parsed.GetValue(desk), UriKind.Absolute, out var url)
                    || url.Scheme is not ("http" or "https")
                )
                    throw new RefusedException("--desk is an address such as https://support.example.com.");
                var file = parsed.GetValue(secret)!;
                if (!File.Exists(file))
                    throw new RefusedException($"There is no file {file}.");
                var key = (await File.ReadAllTextAsync(file, cancel)).Trim();
                using var remote = new RemotePlace(
                    url,
                    parsed.GetValue(place)!,
                    key,
                    ResultBuffer.Open(parsed.GetValue(buffer)!),
                    parsed.GetValue(allow) ?? []
                );
                await remote.Run(cancel);
                return 0;
            }
        );
        return verb;
    }
}
