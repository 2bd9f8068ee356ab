namespace Corbel.Desk.Availability;

/// <summary>Components as windows, incidents and subscribers name them: ids with blanks between, none for all.</summary>
public static class ComponentIds
{
    public static string Join(IEnumerable<Guid> ids) => string.Join(' ', ids.Distinct().Order());

    public static IReadOnlyList<Guid> Of(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse)];

    public static bool Holds(string text, Guid id) => text.Contains(id.ToString(), StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether two sets have a component in common; one that is empty has all.</summary>
    public static bool Meet(string one, string other) =>
        one.Length == 0 || other.Length == 0 || Of(one).Intersect(Of(other)).Any();
}
