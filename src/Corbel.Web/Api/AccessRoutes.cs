using Corbel.Desk.Marked;

namespace Corbel.Web.Api;

/// <summary>What the access log calls a way of reading, by the route.</summary>
internal static class AccessRoutes
{
    private static readonly string[] Downloaded = ["files/", "raw/", "chat/files/"];
    private static readonly string[] Exported = ["reports/", "console/availability/"];

    public static string NameOf(HttpContext http) =>
        http.GetEndpoint() is RouteEndpoint route ? RouteTable.Pattern(route) : "";

    /// <summary>A whole ticket is a view wherever it stands; this is what the rest of an answer is.</summary>
    public static AccessKind KindOf(HttpContext http)
    {
        var route = NameOf(http);
        if (Downloaded.Any(x => route.StartsWith(x, StringComparison.Ordinal)))
            return AccessKind.Download;
        if (
            Exported.Any(x => route.StartsWith(x, StringComparison.Ordinal))
            || route.EndsWith(".csv", StringComparison.Ordinal)
        )
            return AccessKind.Export;
        return string.IsNullOrWhiteSpace(http.Request.Query["q"]) ? AccessKind.List : AccessKind.SearchHit;
    }
}
