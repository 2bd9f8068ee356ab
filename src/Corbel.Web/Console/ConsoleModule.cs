using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Corbel.Web.Console;

/// <summary>The pages of the provider's staff.</summary>
internal static class ConsoleModule
{
    public static IServiceCollection AddConsole(this IServiceCollection services)
    {
        services.AddScoped<Surroundings>();
        services.AddScoped<CallCards>();
        services.AddScoped<JournalLine>();
        services.AddSingleton<Status.PolicyDiffs>();
        services.Configure<RazorPagesOptions>(options =>
            options.Conventions.AddFolderApplicationModelConvention(
                "/Console",
                page => page.Filters.Add(new ServiceFilterAttribute<Surroundings>())
            )
        );
        return services;
    }
}
