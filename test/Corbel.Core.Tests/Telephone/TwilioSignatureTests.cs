using Corbel.Core.Telephone;

namespace Corbel.Core.Tests.Telephone;

public sealed class TwilioSignatureTests
{
    private const string Token = "12345";
    private const string Url = "https://mycompany.com/myapp.php?foo=1&bar=2";

    private static readonly KeyValuePair<string, string>[] Fields =
    [
        new("To", "+18005551212"),
        new("CallSid", "CA1234567890ABCDE"),
        new("From", "+12349013030"),
        new("Digits", "1234"),
        new("Caller", "+12349013030"),
    ];

    /// <summary>The worked example of Twilio's own documentation.</summary>
    [Fact]
    public void The_published_example_comes_out() =>
        TwilioSignature.Sign(Token, Url, Fields).ShouldBe("0/KCTR6DLpKmkAf8muzZqo1nDgQ=");

    [Fact]
    public void Whatever_is_changed_makes_it_wrong()
    {
        var right = TwilioSignature.Sign(Token, Url, Fields);

        TwilioSignature.IsRight(right, Token, Url, Fields.Reverse()).ShouldBeTrue();
        TwilioSignature.IsRight(right, "54321", Url, Fields).ShouldBeFalse();
        TwilioSignature.IsRight(right, Token, Url + "3", Fields).ShouldBeFalse();
        TwilioSignature.IsRight(right, Token, Url, [.. Fields, new("Extra", "1")]).ShouldBeFalse();
        TwilioSignature.IsRight(right, Token, Url, Fields.Skip(1)).ShouldBeFalse();
        TwilioSignature.IsRight(null, Token, Url, Fields).ShouldBeFalse();
    }
}
