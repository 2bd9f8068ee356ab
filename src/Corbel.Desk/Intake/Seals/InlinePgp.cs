namespace Corbel.Desk.Intake.Seals;

/// <summary>An encrypted block inside a text, as it was done before MIME (RFC 9580, 6.2).</summary>
internal sealed record InlinePgp(string Before, string Armour, string After)
{
    private const string Begin = "-----BEGIN PGP MESSAGE-----";
    private const string End = "-----END PGP MESSAGE-----";

    /// <summary>Nothing stands around it.</summary>
    public bool IsAlone => string.IsNullOrWhiteSpace(Before) && string.IsNullOrWhiteSpace(After);

    public string With(string plain) => Before + plain + After;

    /// <summary>A text that is signed inside itself. What people quote has marks before it and is none.</summary>
    public static bool IsSigned(string text) => Line(text, "-----BEGIN PGP SIGNED MESSAGE-----", 0) >= 0;

    public static InlinePgp? Find(string text)
    {
        var start = Line(text, Begin, 0);
        var end = start < 0 ? -1 : Line(text, End, start);
        return end < 0 ? null : new(text[..start], text[start..(end + End.Length)], text[(end + End.Length)..]);
    }

    private static int Line(string text, string mark, int from)
    {
        var at = text.IndexOf(mark, from, StringComparison.Ordinal);
        return at > 0 && text[at - 1] != '\n' ? -1 : at;
    }
}
