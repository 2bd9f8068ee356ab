using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace Corbel.Web.Ui;

/// <summary>English and Dutch: by the person's own setting, else the cookie of the language links, else what the browser asks for.</summary>
internal static class Languages
{
    public const string Claim = "locale";
    public static readonly string[] Known = ["en", "nl"];

    public static RequestLocalizationOptions Options()
    {
        var options = new RequestLocalizationOptions { ApplyCurrentCultureToResponseHeaders = true };
        options.AddSupportedCultures(Known).AddSupportedUICultures(Known).SetDefaultCulture(Known[0]);
        options.RequestCultureProviders =
        [
            new CustomRequestCultureProvider(context =>
                Task.FromResult(
                    context.User.FindFirst(Claim)?.Value is { Length: > 0 } language
                        ? new ProviderCultureResult(language)
                        : null
                )
            ),
            new CookieRequestCultureProvider { CookieName = Cookie },
            new AcceptLanguageHeaderRequestCultureProvider(),
        ];
        return options;
    }

    public const string Cookie = "corbel-language";

    /// <summary>Dates are written the British way in English, the Netherlands' way in Dutch.</summary>
    public static CultureInfo Dates(CultureInfo language) =>
        CultureInfo.GetCultureInfo(language.TwoLetterISOLanguageName == "nl" ? "nl-NL" : "en-GB");
}
