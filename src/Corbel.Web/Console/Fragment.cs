namespace Corbel.Web.Console;

/// <summary>A page that was asked for a part of itself is spared the rest: the parts around it stand already.</summary>
internal static class Fragment
{
    /// <summary>Whether the browser will take only the ticket out of the answer.</summary>
    public static bool IsAsked(HttpContext http) =>
        http.Request.Headers.ContainsKey("HX-Request")
        && http.Request.Headers["HX-Target"].ToString() is "section#ticket" or Thread;

    /// <summary>Whether an open page refreshes itself: nobody need sit before it.</summary>
    public static bool IsRefresh(HttpContext http) => http.Request.Headers["HX-Target"] == Thread;

    /// <summary>Whether the browser will take only the calls around the page out of the answer, and not the list of them.</summary>
    public static bool IsCalls(HttpContext http) => http.Request.Headers["HX-Target"] == "section#calls";

    private const string Thread = "ol#thread";
}
