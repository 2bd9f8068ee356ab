using System.CommandLine;

namespace Corbel.Web.Cli;

/// <summary>Options that several verbs take.</summary>
internal static class CommonOptions
{
    public static Option<string> Data() =>
        new("--data")
        {
            Description = "The data folder.",
            HelpName = "DIR",
            DefaultValueFactory = _ => "data",
        };

    /// <summary>For verbs that read no data: every verb takes the option, so that a script can give it to all.</summary>
    public static Option<string> UnusedData() =>
        new("--data") { Description = "Taken by every verb; this one reads no data folder.", HelpName = "DIR" };

    public static Option<string> Urls() =>
        new("--urls")
        {
            Description = "Where to listen.",
            HelpName = "URL",
            DefaultValueFactory = _ => "http://localhost:5080",
        };

    public static Option<bool> Json() => new("--json") { Description = "Write JSON for programs." };

    public static Option<string> Language()
    {
        var language = new Option<string>("--language") { Description = "en or nl.", DefaultValueFactory = _ => "en" };
        language.AcceptOnlyFromAmong("en", "nl");
        return language;
    }

    public static Option<string> Zone() =>
        new("--zone") { Description = "The reader's IANA zone.", DefaultValueFactory = _ => "Etc/UTC" };

    public static Option<string> Config() =>
        new("--config")
        {
            Description = "The settings file.",
            HelpName = "FILE",
            DefaultValueFactory = _ => "corbel.yaml",
        };
}
