using Corbel.Desk;

namespace Corbel.Web.Cli;

/// <summary>The settings of an installation: corbel.yaml, then CORBEL_… variables, then the command line.</summary>
internal static class Settings
{
    public static DeskOptions Read(string config, string data, string? urls = null)
    {
        var configuration = new ConfigurationBuilder()
            .AddYamlFile(Path.GetFullPath(config), optional: true)
            .AddEnvironmentVariables("CORBEL_")
            .Build();
        var options = new DeskOptions();
        configuration.Bind(options);
        options.Data = Path.GetFullPath(data != "data" || options.Data == "data" ? data : options.Data);
        if (urls is not null && configuration["url"] is null)
            options.Url = urls.Split(';')[0];
        return options;
    }
}
