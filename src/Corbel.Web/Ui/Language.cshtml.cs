using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Corbel.Web.Ui;

/// <summary>Keeps the language that a reader chose in the foot of a page. A person's own setting comes before it.</summary>
[AllowAnonymous]
public sealed class LanguageModel : PageModel
{
    public IActionResult OnGet() => NotFound();

    public IActionResult OnPost(string? language, string? back)
    {
        if (Languages.Known.Contains(language, StringComparer.Ordinal))
        {
            Response.Cookies.Append(
                Languages.Cookie,
                CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language!)),
                new CookieOptions
                {
                    HttpOnly = true,
                    IsEssential = true,
                    MaxAge = TimeSpan.FromDays(365),
                    SameSite = SameSiteMode.Lax,
                    Secure = Request.IsHttps,
                }
            );
        }

        return Url.IsLocalUrl(back) ? LocalRedirect(back!) : LocalRedirect("/");
    }
}
