using Corbel.Core.Intake;
using CsCheck;

namespace Corbel.Core.Tests.Intake;

/// <summary>The mark by which an answer finds its thread: it survives what mail systems do to it, and nothing else.</summary>
public sealed class ThreadTokenTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(x => (byte)x)];
    private static readonly Gen<byte[]> Keys = Gen.Byte.Array[32];
    private static readonly Gen<long> Numbers = Gen.OneOf(Gen.Long[0, 5000], Gen.Long[0, long.MaxValue]);

    [Fact]
    public void A_token_gives_its_number_again_in_an_address_and_in_a_Message_ID() =>
        Gen.Select(Numbers, Keys, Gen.Guid)
            .Sample(
                (number, key, unique) =>
                {
                    var token = ThreadToken.Sign(number, key);
                    ThreadToken.Verify(token, key).ShouldBe(number);
                    ThreadToken.FromAddress(ThreadToken.Address("support@isms.online", token), key).ShouldBe(number);
                    var id = ThreadToken.MessageId(number, key, unique, "isms.online");
                    ThreadToken.FromMessageId(id, key).ShouldBe(number);
                    ThreadToken.FromMessageId($" <{id}> ", key).ShouldBe(number);
                }
            );

    [Fact]
    public void Under_another_key_it_is_none_of_ours() =>
        Gen.Select(Numbers, Keys, Keys)
            .Where((_, one, other) => !one.AsSpan().SequenceEqual(other))
            .Sample((number, one, other) => ThreadToken.Verify(ThreadToken.Sign(number, one), other).ShouldBeNull());

    [Fact]
    public void Any_character_changed_left_out_or_put_in_is_refused()
    {
        // Letters that some tables fold onto ASCII ones are among them, such as the Kelvin sign and the dotless i.
        var mark = Gen.OneOf(Gen.Char[' ', '~'], Gen.OneOf('\u212a', '\u0131', '\u0130', '\uff11', '\u0661', '\0'));
        Gen.Select(Numbers, Keys, Gen.Int[0, 1_000_000], mark)
            .Sample(
                (number, key, where, put) =>
                {
                    var token = ThreadToken.Sign(number, key);
                    var at = where % token.Length;
                    if (char.ToLowerInvariant(put) != token[at] || !char.IsAscii(put))
                        ThreadToken.Verify($"{token[..at]}{put}{token[(at + 1)..]}", key).ShouldBeNull();
                    ThreadToken.Verify(token.Remove(at, 1), key).ShouldBeNull();
                    ThreadToken.Verify(token.Insert(at, $"{put}"), key).ShouldBeNull();
                    ThreadToken.Verify(token + put, key).ShouldBeNull();
                }
            );
    }

    [Fact]
    public void A_number_has_one_form()
    {
        var token = ThreadToken.Sign(1042, Key);

        ThreadToken.Verify($"0{token}", Key).ShouldBeNull();
        ThreadToken.Verify($"+{token}", Key).ShouldBeNull();
        ThreadToken.Verify(token.Replace("1042", "1043"), Key).ShouldBeNull();
    }

    [Fact]
    public void The_form_is_what_addresses_already_sent_hold()
    {
        // The answer to a mail of last year must still find its ticket: this token never changes.
        ThreadToken.Sign(1042, Key).ShouldBe("1042.cuid5764tqlfej3g");
        Gen.Select(Numbers, Keys)
            .Sample((number, key) => ThreadToken.Sign(number, key).ShouldMatch($"^{number}\\.[a-z2-7]{{16}}$"));
    }

    [Theory]
    [InlineData("support+{0}@isms.online")]
    [InlineData("SUPPORT+{1}@ISMS.ONLINE")]
    [InlineData("Support+{1}@isms.online")]
    [InlineData("help+desk+{0}@isms.online")]
    [InlineData("anything+{0}")]
    public void Mail_systems_may_change_the_case_and_the_desk_may_have_a_plus_of_its_own(string form)
    {
        var token = ThreadToken.Sign(1042, Key);

        var address = string.Format(null, form, token, token.ToUpperInvariant());

        ThreadToken.FromAddress(address, Key).ShouldBe(1042);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("support@isms.online")]
    [InlineData("support+@isms.online")]
    [InlineData("support+1042@isms.online")]
    [InlineData("support+1042.@isms.online")]
    [InlineData("support+1042.aaaaaaaaaaaaaaaa@isms.online")]
    [InlineData("support+.aaaaaaaaaaaaaaaa@isms.online")]
    [InlineData("support+99999999999999999999.aaaaaaaaaaaaaaaa@isms.online")]
    [InlineData("+@")]
    public void Addresses_without_a_token_of_ours_name_no_ticket(string? address) =>
        ThreadToken.FromAddress(address, Key).ShouldBeNull();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("<>")]
    [InlineData("@")]
    [InlineData("x@isms.online")]
    [InlineData("t.1042.aaaaaaaaaaaaaaaa.00000000@isms.online")]
    [InlineData("t.1042@isms.online")]
    public void Nor_do_such_Message_IDs(string? id) => ThreadToken.FromMessageId(id, Key).ShouldBeNull();

    [Fact]
    public void Only_the_whole_form_of_a_Message_ID_counts()
    {
        var token = ThreadToken.Sign(1042, Key);

        ThreadToken.FromMessageId($"t.{token}.abc@isms.online", Key).ShouldBe(1042);
        ThreadToken.FromMessageId($"x.{token}.abc@isms.online", Key).ShouldBeNull();
        ThreadToken.FromMessageId($"t.{token}@isms.online", Key).ShouldBeNull();
        ThreadToken.FromMessageId($"t.{token}.a.b@isms.online", Key).ShouldBeNull();
        ThreadToken.FromMessageId($"foo@t.{token}.abc", Key).ShouldBeNull();
    }
}
