using Corbel.Core.Intake;
using CsCheck;

namespace Corbel.Core.Tests.Intake;

public sealed class AgentTokenTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(x => (byte)x)];

    [Fact]
    public void It_is_found_by_its_person_alone_in_any_case_of_letters() =>
        Gen.Select(Gen.Long[1, 1_000_000_000], Gen.Guid, Gen.Guid, Gen.Bool)
            .Sample(
                (number, person, other, capitals) =>
                {
                    var address = ThreadToken.Address("help+desk@isms.online", AgentToken.Sign(number, person, Key));
                    var sent = capitals ? address.ToUpperInvariant() : address;
                    AgentToken.FromAddress(sent, person, Key).ShouldBe(number);
                    (person == other || AgentToken.FromAddress(sent, other, Key) is null).ShouldBeTrue();
                    // It is no token of the thread: that one anybody who was written to may use.
                    ThreadToken.FromAddress(sent, Key).ShouldBeNull();
                }
            );

    [Fact]
    public void No_other_text_is_one()
    {
        var (person, number) = (Guid.NewGuid(), 1042L);
        var token = AgentToken.Sign(number, person, Key);
        string?[] wrong =
        [
            null,
            "",
            "support@isms.online",
            $"support+{token[1..]}@isms.online",
            $"support+b{token[1..]}@isms.online",
            $"support+{token}x@isms.online",
            $"support+a0{token[1..]}@isms.online",
            $"support+{token.Replace("1042", "1043", StringComparison.Ordinal)}@isms.online",
            "support+a.@isms.online",
            "support+a@isms.online",
            "support+aé.x@isms.online",
            $"support+{ThreadToken.Sign(number, Key)}@isms.online",
        ];
        wrong.ShouldAllBe(x => AgentToken.FromAddress(x, person, Key) == null);
    }
}
