using Corbel.Core.Intake;
using CsCheck;

namespace Corbel.Core.Tests.Intake;

public sealed class ClaimTokenTests
{
    private static readonly Gen<byte[]> Keys = Gen.Byte.Array[32];
    private static readonly Gen<string> Severities = Gen.OneOf("1", "2", "3", "urgent", "é.1", "a:b", "😀");

    [Fact]
    public void A_token_says_again_what_it_claims_and_fits_into_a_path() =>
        Gen.Select(Gen.Long[0, long.MaxValue], Severities, Keys)
            .Sample(
                (number, severity, key) =>
                {
                    var token = ClaimToken.Sign(number, severity, key);
                    ClaimToken.Verify(token, key).ShouldBe((number, severity));
                    Uri.EscapeDataString(token).ShouldBe(token);
                }
            );

    [Fact]
    public void Any_changed_character_and_any_other_key_is_refused() =>
        Gen.Select(Gen.Long[0, long.MaxValue], Severities, Keys, Keys, Gen.Int[0, 1_000_000], Gen.Char)
            .Where((_, _, one, other, _, _) => !one.AsSpan().SequenceEqual(other))
            .Sample(
                (number, severity, key, other, where, put) =>
                {
                    var token = ClaimToken.Sign(number, severity, key);
                    var at = where % token.Length;
                    ClaimToken.Verify(token, other).ShouldBeNull();
                    if (put != token[at])
                        ClaimToken.Verify($"{token[..at]}{put}{token[(at + 1)..]}", key).ShouldBeNull();
                    ClaimToken.Verify(token.Remove(at, 1), key).ShouldBeNull();
                    ClaimToken.Verify(token.Insert(at, $"{put}"), key).ShouldBeNull();
                }
            );

    [Fact]
    public void A_number_has_one_form_and_a_claim_does_not_pass_for_another_severity()
    {
        byte[] key = [1];
        var (one, two) = (ClaimToken.Sign(1042, "1", key), ClaimToken.Sign(1042, "2", key));

        ClaimToken.Verify($"0{one}", key).ShouldBeNull();
        ClaimToken.Verify(two[..two.LastIndexOf('.')] + one[one.LastIndexOf('.')..], key).ShouldBeNull();
        ClaimToken.Verify(one.ToUpperInvariant(), key).ShouldBeNull();
    }

    [Fact]
    public void It_is_no_token_of_a_thread()
    {
        byte[] key = [1];

        // Both keys are separate; and were they not, one signed text is never the other.
        ThreadToken.Verify(ClaimToken.Sign(1042, "1", key), key).ShouldBeNull();
        ClaimToken.Verify(ThreadToken.Sign(1042, key), key).ShouldBeNull();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("1042.31")]
    [InlineData("1042.3.aa")]
    [InlineData("1042.zz.aa")]
    [InlineData("-1.31.aa")]
    [InlineData("99999999999999999999.31.aa")]
    [InlineData("1042.31.00000000000000000000000000000000")]
    public void What_is_no_token_claims_nothing(string? token) => ClaimToken.Verify(token, [1]).ShouldBeNull();
}
