namespace Corbel.Web.Cli;

/// <summary>
/// What the framework would write of a request's own words: the address with what somebody searches for, the name of a file that
/// is sent, what a form's handler was given. It stays out of the log whatever level somebody sets, wherever the log goes:
/// the words may be those of a marked ticket (clause 11).
/// </summary>
internal static class WordsInLog
{
    private static readonly string[] Categories =
    [
        "Microsoft.AspNetCore.Hosting.Diagnostics",
        "Microsoft.AspNetCore.Http.Result",
        "Microsoft.AspNetCore.Http.Result.FileContentResult",
        "Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure.PageActionInvoker",
    ];

    public static void KeepOut(LoggerFilterOptions options)
    {
        // A rule for one place of the log goes before all that are for every place.
        string?[] places = [null, .. options.Rules.Select(x => x.ProviderName).OfType<string>().Distinct()];
        foreach (var place in places)
        foreach (var category in Categories)
            options.Rules.Add(new LoggerFilterRule(place, category, LogLevel.Warning, null));
    }
}
