using System.Text;
using Corbel.Desk.Intake;

namespace Corbel.Desk.Tests.Intake;

/// <summary>What is read of a mail: its text in whatever form and charset, and every other part as a file.</summary>
public sealed class MailBodyTests
{
    private static ParsedMail Read(string header, string body, Encoding? encoding = null) =>
        ParsedMail.TryParse(Mails.Raw(header, body, encoding)).ShouldNotBeNull();

    [Fact]
    public void Charsets_are_decoded_in_the_text()
    {
        const string Type = "Subject: x\nContent-Type: text/plain; charset=";

        Read(Type + "iso-8859-1", "caf\u00e9", Encoding.Latin1).Text.ShouldBe("caf\u00e9");
        Read(Type + "windows-1252", "\u20ac 5 \u201cnow\u201d", Encoding.GetEncoding(1252))
            .Text.ShouldBe("\u20ac 5 \u201cnow\u201d");
        Read(Type + "iso-8859-15", "\u20ac", Encoding.GetEncoding("iso-8859-15")).Text.ShouldBe("\u20ac");
        Read(Type + "utf-8", "\u0142 \ud83d\ude00").Text.ShouldBe("\u0142 \ud83d\ude00");
        Read(Type + "utf-8\nContent-Transfer-Encoding: quoted-printable", "caf=C3=A9 =\nlong")
            .Text.ShouldBe("caf\u00e9 long");
        Read(Type + "utf-8\nContent-Transfer-Encoding: base64", "Y2Fmw6k=").Text.ShouldBe("caf\u00e9");
        // Nothing declared: as UTF-8 where it is valid.
        Read("Subject: x", "caf\u00e9").Text.ShouldBe("caf\u00e9");
    }

    [Fact]
    public void And_in_headers()
    {
        Read("Subject: =?utf-8?B?Q2Fmw6kg8J+YgA==?=", "x").Subject.ShouldBe("Caf\u00e9 \ud83d\ude00");
        Read("Subject: =?iso-8859-1?Q?Caf=E9?= =?iso-8859-1?Q?_zwei?=", "x").Subject.ShouldBe("Caf\u00e9 zwei");
        Read("Subject: =?windows-1252?Q?=80_5?=", "x").Subject.ShouldBe("\u20ac 5");
        Read("Subject: Caf\u00e9", "x").Subject.ShouldBe("Caf\u00e9");
        Read("Subject: folded\n over lines", "x").Subject.ShouldBe("folded over lines");
        var file =
            "Subject: x\nContent-Type: text/csv; name=\"=?utf-8?Q?caf=C3=A9.csv?=\"\nContent-Disposition: attachment";
        Read(file, "a;b").Files.ShouldHaveSingleItem().Name.ShouldBe("caf\u00e9.csv");
        file = "Subject: x\nContent-Type: text/csv\nContent-Disposition: attachment; filename*=utf-8''caf%C3%A9.csv";
        Read(file, "a;b").Files.ShouldHaveSingleItem().Name.ShouldBe("caf\u00e9.csv");
    }

    [Fact]
    public void A_mail_of_HTML_alone_reads_as_text_too()
    {
        var mail = Read(
            "Subject: x\nContent-Type: text/html; charset=utf-8",
            "<html><head><title>t</title><style>p{color:red}</style></head><body><p>Severity 1</p>"
                + "<p>It is <b>down</b>&nbsp;&amp; <font color=red>red</font>.<br>Really.</p></body></html>"
        );

        mail.Text.ReplaceLineEndings("\n").ShouldBe("Severity 1\nIt is down\u00a0& red.\nReally.");
        var html = mail.Html.ShouldNotBeNull();
        html.ShouldContain("<b>down</b>");
        html.ShouldNotContain("color");
    }

    [Fact]
    public void Of_two_forms_of_the_same_words_both_are_kept_and_an_empty_one_does_not_count()
    {
        const string Header = "Subject: x\nContent-Type: multipart/alternative; boundary=b";
        const string Html = "--b\nContent-Type: text/html\n\n<p>Rich</p>\n--b--";

        var both = Read(Header, $"--b\nContent-Type: text/plain\n\nPlain\n{Html}");
        (both.Text, both.Html).ShouldBe(("Plain", "<p>Rich</p>"));
        Read(Header, $"--b\nContent-Type: text/plain\n\n  \n{Html}").Text.ShouldBe("Rich");
        both.Files.ShouldBeEmpty();
    }

    [Fact]
    public void Pictures_in_the_text_and_files_called_inline_are_files()
    {
        // As Outlook sends a screenshot, and Apple Mail a document between two halves of a text.
        var mail = Read(
            "Subject: x\nContent-Type: multipart/mixed; boundary=a",
            """
            --a
            Content-Type: multipart/related; boundary=b

            --b
            Content-Type: text/html

            <p>See <img src="cid:1"></p>
            --b
            Content-Type: image/png; name=shot.png
            Content-ID: <1>
            Content-Disposition: inline; filename=shot.png
            Content-Transfer-Encoding: base64

            iVBORw==
            --b--
            --a
            Content-Type: application/pdf
            Content-Disposition: inline; filename=invoice.pdf

            %PDF
            --a
            Content-Type: text/plain

            and the second half.
            --a
            Content-Type: text/plain
            Content-Disposition: attachment; filename=log.txt

            a log
            --a
            Content-Type: message/rfc822

            From: other@x.example
            Subject: forwarded

            Inside.
            --a
            Content-Type: application/x-unnamed

            ?
            --a--
            """
        );

        mail.Files.Select(x => x.Name).ShouldBe(["shot.png", "invoice.pdf", "log.txt", "message.eml", "file"]);
        Encoding.ASCII.GetString(mail.Files[3].Bytes).ShouldContain("Inside.");
        mail.Text.ShouldBe("See\n\nand the second half.");
        mail.Html.ShouldBe("<p>See <img alt=\"\" data-from=\"\"></p><pre>and the second half.</pre>");
    }

    [Fact]
    public void A_forged_sender_beside_the_address_changes_nothing()
    {
        var raw = Encoding.UTF8.GetBytes(
            "From: \"ceo@southbank.example\" <x@evil.example>\r\nSender: sam@southbank.example\r\nReply-To: sam@southbank.example\r\n\r\nHi"
        );

        ParsedMail.TryParse(raw)!.From.ShouldBe("x@evil.example");
    }

    [Fact]
    public void Words_that_end_a_line_of_HTML_are_cut_out_and_never_joined_to_the_next()
    {
        HtmlText.ToText("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>").ShouldBe("a\tb\nc");
        HtmlText.ToText("<ul><li>one</li><li>two</li></ul>three").ShouldBe("one\ntwo\nthree");
        HtmlText.ToText("1 &lt; 2 &amp;&amp; <b>3</b>").ShouldBe("1 < 2 && 3");
        HtmlText.ToText("<p>a</p>\n\n\n<p> </p>\n<p>b</p>").ShouldBe("a\n\nb");
    }
}
