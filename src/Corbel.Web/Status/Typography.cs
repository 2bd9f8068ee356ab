using System.Text.RegularExpressions;

namespace Corbel.Web.Status;

/// <summary>Straight quotation marks and apostrophes, as data is written, become those of print.</summary>
internal static partial class Typography
{
    public static string Of(string text) => Quoted().Replace(text, "“${inside}”").Replace('\'', '’');

    [GeneratedRegex("\"(?<inside>[^\"]*)\"", RegexOptions.None, 1000)]
    private static partial Regex Quoted();
}
