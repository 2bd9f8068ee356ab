using System.Security.Cryptography;
using System.Text;
using Corbel.Core.Access;
using CsCheck;
using NodaTime;

namespace Corbel.Core.Tests.Access;

/// <summary>The signature of a host application's calls.</summary>
public sealed class CallSignatureTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 7, 15, 9, 0);
    private static readonly byte[] Secret = "corbel_one"u8.ToArray();
    private static readonly byte[] Other = "corbel_two"u8.ToArray();
    private static readonly byte[] Body = """{"events":[]}"""u8.ToArray();

    [Fact]
    public void It_is_what_any_HMAC_gives_over_time_full_stop_and_body()
    {
        var seconds = Now.ToUnixTimeSeconds();
        var right = HMACSHA256.HashData(Secret, Encoding.UTF8.GetBytes($"{seconds}.{Encoding.UTF8.GetString(Body)}"));

        CallSignature.Sign(Secret, Now, Body).ShouldBe($"t={seconds},v1={Convert.ToHexStringLower(right)}");
    }

    [Fact]
    public void The_secret_that_made_it_is_found_among_several_and_among_several_signatures()
    {
        var (one, two) = (CallSignature.Sign(Secret, Now, Body), CallSignature.Sign(Other, Now, Body));

        CallSignature.Verify(one, [Secret, Other], Body, Now).ShouldBe((0, null));
        CallSignature.Verify(two, [Secret, Other], Body, Now).ShouldBe((1, null));
        CallSignature.Verify($"{one}, {two.Split(',')[1]}", [Other], Body, Now).ShouldBe((0, null));
        CallSignature.Verify(one, [Other], Body, Now).ShouldBe((null, SignatureFault.Wrong));
        CallSignature.Verify(one, [], Body, Now).ShouldBe((null, SignatureFault.Wrong));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(300, null)]
    [InlineData(-300, null)]
    [InlineData(301, SignatureFault.OutOfTime)]
    [InlineData(-301, SignatureFault.OutOfTime)]
    public void It_holds_for_five_minutes_either_way(int seconds, SignatureFault? fault) =>
        CallSignature
            .Verify(CallSignature.Sign(Secret, Now, Body), [Secret], Body, Now + Duration.FromSeconds(seconds))
            .Fault.ShouldBe(fault);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("t=1784106000")]
    [InlineData("v1=aa")]
    [InlineData("t=1784106000,v1=aa")]
    [InlineData("t=-1784106000,v1=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("t=1784106000,t=1,v1=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("t=9223372036854775807,v1=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("t=1784106000,v1=AA00000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("t=1784106000,v0=00,v1=0000000000000000000000000000000000000000000000000000000000000000")]
    public void What_has_not_the_form_is_none(string? header) =>
        CallSignature.Verify(header, [Secret], Body, Now).ShouldBe((null, SignatureFault.Malformed));

    [Fact]
    public void No_byte_of_body_or_header_can_be_changed() =>
        Gen.Select(Gen.Byte.Array[1, 60], Gen.Int[0, 1000], Gen.Int[0, 255])
            .Sample(
                (body, place, value) =>
                {
                    var header = CallSignature.Sign(Secret, Now, body);
                    var changed = body.ToArray();
                    changed[place % body.Length] = (byte)value;
                    var same = changed.AsSpan().SequenceEqual(body);
                    var letters = header.ToCharArray();
                    letters[place % header.Length] = (char)('0' + (value % 10));
                    var otherwise = new string(letters);
                    return CallSignature.Verify(header, [Secret], changed, Now).Secret is not null == same
                        && CallSignature.Verify(otherwise, [Secret], body, Now).Secret is not null
                            == (otherwise == header);
                },
                iter: 2000
            );
}
