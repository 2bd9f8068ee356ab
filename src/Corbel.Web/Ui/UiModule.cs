using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Corbel.Web.Ui;

/// <summary>Pages, their texts, and what a browser needs to show them.</summary>
public static class UiModule
{
    public static IServiceCollection AddUi(this IServiceCollection services)
    {
        services.AddLocalization();
        services.AddHttpContextAccessor();
        services.AddSingleton<Assets>();
        services.AddScoped<Reader>();
        services.AddScoped<PromiseWords>();
        services.AddScoped<DueSum>();
        services.TryAddClock();
        services.AddAntiforgery(options => options.HeaderName = "X-CSRF-TOKEN");
        services.AddRazorPages().AddRazorOptions(FindSharedViews);
        services
            .AddOptions<RazorPagesOptions>()
            .Configure<IHostEnvironment>(
                (options, environment) =>
                {
                    // Pages lie in the rooms they belong to (Console, Portal, Status), each with its own @page route.
                    options.RootDirectory = "/";
                    if (!environment.IsDevelopment())
                    {
                        options.Conventions.AddFolderRouteModelConvention(
                            "/Ui/Specimen",
                            page => page.Selectors.Clear()
                        );
                    }
                }
            );
        return services;
    }

    /// <summary>Before anything that writes a page: content policy, then language.</summary>
    public static IApplicationBuilder UseUi(this IApplicationBuilder app) =>
        app.UseMiddleware<SecurityHeaders>().UseRequestLocalization(Languages.Options());

    public static IEndpointRouteBuilder MapUi(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/build/{file}", (string file, Assets assets, HttpContext http) => assets.Send(file, http))
            .AllowAnonymous();
        routes.MapRazorPages();
        return routes;
    }

    private static void FindSharedViews(RazorViewEngineOptions options) =>
        options.PageViewLocationFormats.Add("/Ui/{0}.cshtml");

    private static void TryAddClock(this IServiceCollection services)
    {
        if (services.All(service => service.ServiceType != typeof(IClock)))
        {
            services.AddSingleton<IClock>(SystemClock.Instance);
        }
    }
}
