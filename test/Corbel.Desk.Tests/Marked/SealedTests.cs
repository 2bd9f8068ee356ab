using System.Security.Cryptography;
using Corbel.Desk.Marked;
using CsCheck;

namespace Corbel.Desk.Tests.Marked;

/// <summary>The form of what is sealed: it opens as what it was, or not at all.</summary>
public sealed class SealedTests
{
    private const int Header = 37;
    private const int Chunk = 12 + Sealed.ChunkLength + 16;
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);
    private static readonly Guid Owner = Guid.Parse("0197f000-0000-7000-8000-000000000001");
    private static readonly Gen<byte[]> Values = Gen.Frequency(
        (8, Gen.Byte.Array[0, 200]),
        (1, Gen.Int[-2, 2].Select(x => Random(Sealed.ChunkLength + x))),
        (1, Gen.Int[-2, 2].Select(x => Random(3 * Sealed.ChunkLength + x)))
    );

    private static byte[] Random(int length) => RandomNumberGenerator.GetBytes(length);

    private static void Refuses(byte[] form) => Should.Throw<CryptographicException>(() => Sealed.Open(Key, form));

    [Fact]
    public void What_was_sealed_opens_as_it_was_and_names_its_owner() =>
        Values.Sample(
            value =>
            {
                var form = Sealed.Seal(Key, Owner, value);
                return Sealed.OwnerOf(form) == Owner && Sealed.Open(Key, form).AsSpan().SequenceEqual(value);
            },
            iter: 200
        );

    [Fact]
    public void Twice_the_same_is_twice_another()
    {
        var (one, other) = (Sealed.Seal(Key, Owner, "same"u8), Sealed.Seal(Key, Owner, "same"u8));
        one.AsSpan(Header).SequenceEqual(other.AsSpan(Header)).ShouldBeFalse();
    }

    [Fact]
    public void No_nonce_comes_twice()
    {
        var forms = Enumerable
            .Range(0, 20)
            .Select(_ => Sealed.Seal(Key, Owner, Random(3 * Sealed.ChunkLength)))
            .ToList();
        var nonces = forms.SelectMany(x =>
            Enumerable.Range(0, 3).Select(chunk => Convert.ToHexString(x.AsSpan(Header + chunk * Chunk, 12)))
        );
        nonces.Distinct().Count().ShouldBe(60);
    }

    [Fact]
    public void Any_flipped_bit_is_refused() =>
        Gen.Select(Values, Gen.Int[0, int.MaxValue], Gen.Int[0, 7])
            .Sample(
                (value, at, bit) =>
                {
                    var form = Sealed.Seal(Key, Owner, value);
                    form[at % form.Length] ^= (byte)(1 << bit);
                    Refuses(form);
                },
                iter: 300
            );

    [Fact]
    public void Every_cut_is_refused()
    {
        var form = Sealed.Seal(Key, Owner, Random(2 * Sealed.ChunkLength + 10));
        for (var length = 0; length < form.Length; length += 997)
            Refuses(form[..length]);
        // At the edges of chunks too, where nothing looks cut.
        Refuses(form[..(Header + Chunk)]);
        Refuses(form[..(Header + 2 * Chunk)]);
    }

    [Fact]
    public void Chunks_cannot_change_places_go_missing_or_come_from_elsewhere()
    {
        var value = Random(3 * Sealed.ChunkLength);
        var (form, other) = (Sealed.Seal(Key, Owner, value), Sealed.Seal(Key, Owner, value));
        var (head, one, two, three) = (
            form[..Header],
            form[Header..(Header + Chunk)],
            form[(Header + Chunk)..(Header + 2 * Chunk)],
            form[(Header + 2 * Chunk)..]
        );
        Refuses([.. head, .. two, .. one, .. three]);
        Refuses([.. head, .. one, .. three]);
        Refuses([.. head, .. two, .. three]);
        Refuses([.. head, .. one, .. one, .. three]);
        // The same chunk of the same text, sealed another time.
        Refuses([.. head, .. one, .. other[(Header + Chunk)..(Header + 2 * Chunk)], .. three]);
        Refuses([.. other[..Header], .. one, .. two, .. three]);
    }

    [Fact]
    public void Another_owner_or_key_is_refused()
    {
        var form = Sealed.Seal(Key, Owner, "words"u8);
        Guid.NewGuid().TryWriteBytes(form.AsSpan(5), bigEndian: true, out _);
        Refuses(form);
        Should.Throw<CryptographicException>(() => Sealed.Open(Random(32), Sealed.Seal(Key, Owner, "words"u8)));
    }

    [Fact]
    public void A_text_that_only_looks_sealed_is_a_text()
    {
        Sealed.FormOf("Printer is down").ShouldBeNull();
        Sealed.FormOf(Sealed.TextPrefix + "Printer is down").ShouldBeNull();
        Sealed.FormOf(Sealed.TextPrefix + Convert.ToBase64String("Printer"u8)).ShouldBeNull();
        Sealed.FormOf(Sealed.TextPrefix).ShouldBeNull();
        var text = Sealed.SealText(Key, Owner, "Drucker été 印刷");
        System.Text.Encoding.UTF8.GetString(Sealed.Open(Key, Sealed.FormOf(text)!)).ShouldBe("Drucker été 印刷");
    }
}
