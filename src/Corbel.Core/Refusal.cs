using Corbel.Core.Policy;

namespace Corbel.Core;

/// <summary>Why something was not done: what, where, and what would be right.</summary>
/// <param name="Code">A stable name for programs.</param>
/// <param name="Why">The sentence for people.</param>
public sealed record Refusal(string Code, LocalText Why)
{
    /// <summary>A refusal with its sentence in both languages.</summary>
    public static Refusal Of(string code, string en, string nl) => new(code, new LocalText(en, nl));
}

/// <summary>What a use case did, or why it did nothing.</summary>
public readonly record struct Outcome<T>
{
    private Outcome(T? value, Refusal? refused) => (Value, Refused) = (value, refused);

    /// <summary>What was done; default where it was refused.</summary>
    public T? Value { get; }

    /// <summary>Why nothing was done; null where it was done.</summary>
    public Refusal? Refused { get; }

    /// <summary>Whether it was done.</summary>
    public bool IsDone => Refused is null;

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}
