using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Corbel.Core.Policy;

/// <summary>Something that the policy file names by the key it stands under.</summary>
public interface INamed
{
    /// <summary>The key that it stands under in the file.</summary>
    string Id { get; }
}

/// <summary>An immutable map of things by their id that keeps the order of the file.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "Named<Severity> reads as what it is")]
public sealed class Named<T> : IReadOnlyDictionary<string, T>
    where T : INamed
{
    private readonly ImmutableDictionary<string, T> _byId;

    /// <summary>Keeps the items in the order given; of two with one id the first.</summary>
    public Named(IEnumerable<T> items)
    {
        Items = [.. items.DistinctBy(i => i.Id, StringComparer.Ordinal)];
        _byId = Items.ToImmutableDictionary(i => i.Id, StringComparer.Ordinal);
    }

    /// <summary>No items.</summary>
    public static Named<T> None { get; } = new([]);

    /// <summary>The items in the order of the file.</summary>
    public ImmutableArray<T> Items { get; }

    /// <inheritdoc/>
    public IEnumerable<string> Keys => Items.Select(i => i.Id);

    /// <inheritdoc/>
    public IEnumerable<T> Values => Items;

    /// <inheritdoc/>
    public int Count => Items.Length;

    /// <inheritdoc/>
    public T this[string key] => _byId[key];

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _byId.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => _byId.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, T>> GetEnumerator() =>
        Items.Select(i => KeyValuePair.Create(i.Id, i)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
