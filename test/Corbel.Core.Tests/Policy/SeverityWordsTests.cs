using Corbel.Core.Policy;

namespace Corbel.Core.Tests.Policy;

public class SeverityWordsTests
{
    [Theory]
    [InlineData("severity 1: everything is down", "1")]
    [InlineData("[SEV1] everything is down", "1")]
    [InlineData("Down! Sev-2", "2")]
    [InlineData("Severity: 3 typo on the login page", "3")]
    [InlineData("ernst 1 - alles ligt plat", "1")]
    [InlineData("Ernstniveau 2", "2")]
    [InlineData("ernstniveau2", "2")]
    [InlineData("(sev3)", "3")]
    [InlineData("severity #1", "1")]
    [InlineData("severity\u00a01", "1")]
    [InlineData("sev 3, no: sev 1", "1")]
    public void A_subject_states_one(string subject, string severity) => Find(subject, null).ShouldBe(severity);

    [Theory]
    [InlineData("sev10 engines")]
    [InlineData("severity 12")]
    [InlineData("1 severity")]
    [InlineData("dissev1")]
    [InlineData("severity. 1 user is affected")]
    [InlineData("Unseverity 1")]
    [InlineData("se")]
    [InlineData("")]
    [InlineData("severity 4")]
    public void What_is_no_whole_word_states_none(string subject) => Find(subject, null).ShouldBeNull();

    [Fact]
    public void The_first_line_that_is_not_blank_counts_after_the_subject()
    {
        Find("Help", "\r\n  \r\nSeverity 2\r\nseverity 1").ShouldBe("2");
        Find("Help", "Hello,\nseverity 1").ShouldBeNull();
        Find("sev3", "severity 1").ShouldBe("3");
        Find(null, null).ShouldBeNull();
    }

    private static string? Find(string? subject, string? text) =>
        SeverityWords.Find(TestPolicy.Document, subject, text)?.Id;
}
