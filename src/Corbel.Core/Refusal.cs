namespace Corbel.Core;

/// <summary>A language of the interface, the mails and the policy's text.</summary>
public enum Language
{
    English,
    Dutch,
}

/// <summary>A sentence in each language.</summary>
public sealed record Words(string English, string Dutch)
{
    public string In(Language language) => language == Language.Dutch ? Dutch : English;
}

/// <summary>Why something was not done: what, where, and what would be right.</summary>
/// <param name="Code">A stable name for programs.</param>
/// <param name="Why">The sentence for people.</param>
public sealed record Refusal(string Code, Words Why);

/// <summary>What a use case did, or why it did nothing.</summary>
public readonly record struct Outcome<T>
{
    private Outcome(T? value, Refusal? refusal) => (Value, Refused) = (value, refusal);

    /// <summary>What was done; default where it was refused.</summary>
    public T? Value { get; }

    /// <summary>Why nothing was done; null where it was done.</summary>
    public Refusal? Refused { get; }

    public bool IsDone => Refused is null;

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}
