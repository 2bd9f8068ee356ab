namespace Corbel.Web.Console;

internal static class Monogram
{
    /// <summary>The first letters of the first and the last name.</summary>
    public static string Of(string? name)
    {
        var names = (name ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return names switch
        {
            [] => "?",
            [var only] => only[..1].ToUpperInvariant(),
            [var first, .., var last] => $"{first[0]}{last[0]}".ToUpperInvariant(),
        };
    }
}
