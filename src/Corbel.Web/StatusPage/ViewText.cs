using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Routing;

namespace Corbel.Web.StatusPage;

/// <summary>A view as text, for nobody's request: its language is given, its reader's zone is London.</summary>
internal sealed class ViewText(IServiceScopeFactory scopes, IHttpContextAccessor accessor)
{
    public async Task<string> Of<T>(string view, T model, StatusModel status, string language)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var http = new DefaultHttpContext { RequestServices = services };
        var before = (accessor.HttpContext, CultureInfo.CurrentUICulture, CultureInfo.CurrentCulture);
        try
        {
            accessor.HttpContext = http;
            CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(language);
            var action = new ActionContext(http, new RouteData(), new ActionDescriptor());
            var found = services.GetRequiredService<IRazorViewEngine>().GetView(null, view, isMainPage: true);
            var data = new ViewDataDictionary<T>(
                services.GetRequiredService<IModelMetadataProvider>(),
                new ModelStateDictionary()
            )
            {
                Model = model,
                ["Status"] = status,
            };
            await using var text = new StringWriter(CultureInfo.InvariantCulture);
            var temp = new TempDataDictionary(http, services.GetRequiredService<ITempDataProvider>());
            var context = new ViewContext(action, found.View!, data, temp, text, new HtmlHelperOptions());
            await found.View!.RenderAsync(context);
            return text.ToString();
        }
        finally
        {
            (accessor.HttpContext, CultureInfo.CurrentUICulture, CultureInfo.CurrentCulture) = before;
        }
    }
}
