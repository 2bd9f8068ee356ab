using Corbel.Core.Intake;

namespace Corbel.Core.Tests.Intake;

/// <summary>Header by header: what a machine writes, what only asks for silence, and what a person's mail looks like.</summary>
public sealed class LoopGuardTests
{
    private const string Own = "support@isms.online";
    private const string Person = "sam@southbank.example";

    private static (bool Machine, bool Quiet) Judge(string? from, params (string, string)[] header) =>
        (LoopGuard.IsMachine(header, from, Own), LoopGuard.ForbidsAnswer(header, from, Own));

    [Theory]
    [InlineData("Auto-Submitted", "auto-replied")]
    [InlineData("auto-submitted", "AUTO-GENERATED")]
    [InlineData("Auto-Submitted", "auto-replied; owner-email=\"me@example.com\"")]
    [InlineData("Auto-Submitted", "auto-notified (by a rule)")]
    [InlineData("Auto-Submitted", "something-new")]
    [InlineData("Return-Path", "<>")]
    [InlineData("Return-Path", "  <> ")]
    [InlineData("Return-Path", "")]
    [InlineData("Precedence", "auto_reply")]
    [InlineData("X-Autoreply", "yes")]
    [InlineData("X-Autorespond", "Re: away")]
    [InlineData("X-Failed-Recipients", "a@b.example")]
    [InlineData("Content-Type", "multipart/report; report-type=delivery-status; boundary=x")]
    [InlineData("Content-Type", "Multipart/Report; report-type=disposition-notification")]
    public void A_machine_wrote_it(string name, string value) => Judge(Person, (name, value)).ShouldBe((true, true));

    [Theory]
    [InlineData("MAILER-DAEMON@mx.southbank.example")]
    [InlineData("postmaster@southbank.example")]
    [InlineData("no-reply@service.example")]
    [InlineData("NoReply@service.example")]
    [InlineData("do-not-reply@service.example")]
    [InlineData("Support@ISMS.online")]
    [InlineData(null)]
    public void So_says_the_address(string? from) => Judge(from).ShouldBe((true, true));

    [Theory]
    // Exchange and Dynamics put these on mail that people write; they speak of answers, not of the author.
    [InlineData("X-Auto-Response-Suppress", "All")]
    [InlineData("X-Auto-Response-Suppress", "DR, OOF, AutoReply")]
    [InlineData("X-Auto-Response-Suppress", "OOF")]
    // Lists, and customer systems that offer to unsubscribe below a person's own words.
    [InlineData("List-Unsubscribe", "<https://crm.example/u/1>")]
    [InlineData("List-Id", "Office <office.southbank.example>")]
    [InlineData("List-Post", "<mailto:office@southbank.example>")]
    [InlineData("Precedence", "bulk")]
    [InlineData("Precedence", "List")]
    [InlineData("Precedence", "junk")]
    [InlineData("X-Loop", "office@southbank.example")]
    // What staff write at another desk like this one is a person's word.
    [InlineData("X-Corbel-Desk", "1")]
    public void A_person_wrote_it_but_it_asks_for_silence(string name, string value) =>
        Judge(Person, (name, value)).ShouldBe((false, true));

    [Theory]
    [InlineData("owner-office@southbank.example")]
    [InlineData("office-owner@southbank.example")]
    [InlineData("office-request@southbank.example")]
    public void So_do_the_addresses_of_lists(string from) => Judge(from).ShouldBe((false, true));

    [Theory]
    [InlineData("Auto-Submitted", "no")]
    [InlineData("Auto-Submitted", " No (a person)")]
    [InlineData("Return-Path", "<sam@southbank.example>")]
    [InlineData("Precedence", "first-class")]
    [InlineData("X-Auto-Response-Suppress", "None")]
    // Reports of delivery and reading are not what an acknowledgement is.
    [InlineData("X-Auto-Response-Suppress", "DR, RN, NRN")]
    [InlineData("X-Auto-Response-Suppress", "NDR")]
    [InlineData("X-Autoreply", "no")]
    [InlineData("Content-Type", "multipart/alternative; boundary=report")]
    [InlineData("Listen", "yes")]
    [InlineData("Subject", "auto-replied")]
    public void A_persons_mail_is_answered(string name, string value) =>
        Judge(Person, (name, value)).ShouldBe((false, false));

    [Fact]
    public void An_ordinary_mail_from_Outlook_through_Exchange_is_a_persons() =>
        Judge(
                Person,
                ("Return-Path", "<sam@southbank.example>"),
                ("Received", "from mx.southbank.example by mx.isms.online"),
                ("From", "Sam South <sam@southbank.example>"),
                ("Thread-Topic", "Sign-in"),
                ("X-MS-Has-Attach", "yes"),
                ("X-MS-TNEF-Correlator", ""),
                ("X-MS-Exchange-Organization-AuthAs", "Internal"),
                ("X-Originating-IP", "[192.0.2.1]"),
                ("Importance", "high"),
                ("Content-Type", "multipart/related; type=\"multipart/alternative\"")
            )
            .ShouldBe((false, false));

    [Theory]
    [InlineData("postmaster.sam@southbank.example")]
    [InlineData("support@southbank.example")]
    [InlineData("noreply.team@southbank.example")]
    [InlineData("owner@southbank.example")]
    [InlineData("requests@southbank.example")]
    public void Addresses_that_only_resemble_a_robots_are_peoples(string from) => Judge(from).ShouldBe((false, false));
}
