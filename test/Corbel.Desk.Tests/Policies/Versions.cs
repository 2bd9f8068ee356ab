using Corbel.Desk.Policies;

namespace Corbel.Desk.Tests.Policies;

/// <summary>The shipped policy with something said otherwise, as the tests post it.</summary>
internal static class Versions
{
    public static readonly string Three = Shipped("severity: 2, within: 4 h", "severity: 2, within: 3 h");
    public static readonly string Two = Shipped("severity: 2, within: 4 h", "severity: 2, within: 2 h");

    public static string Shipped(string old, string changed)
    {
        PolicyFile.Shipped.ShouldContain(old);
        return PolicyFile.Shipped.Replace(old, changed, StringComparison.Ordinal);
    }

    public static async Task<int> Post(this TestDesk desk, string text)
    {
        var posted = await desk.Get<PostPolicy>().Run("test.yaml", text);
        posted.Refused.ShouldBeNull();
        return posted.Value;
    }
}
