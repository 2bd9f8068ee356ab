namespace Corbel.Desk.Intake.Seals;

/// <summary>Whose a signature is said to be.</summary>
internal static class Signers
{
    /// <param name="verdict">What the check said.</param>
    /// <param name="name">The name in the certificate or key.</param>
    /// <param name="addresses">The addresses in it.</param>
    /// <param name="from">The sender's address: only who signs by it is called the sender.</param>
    public static SealSignature Of(SealVerdict verdict, string? name, IEnumerable<string> addresses, string? from)
    {
        var all = addresses.Select(Excerpt.Of).Where(x => x.Length > 0).ToList();
        var own = all.Find(x => string.Equals(x, from, StringComparison.OrdinalIgnoreCase));
        var address = own ?? all.FirstOrDefault();
        var line = Excerpt.Of(name ?? "");
        return new(verdict, line.Length > 0 ? line : address, address, own is not null);
    }
}
