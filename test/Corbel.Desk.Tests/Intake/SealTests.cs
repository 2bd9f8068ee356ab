using System.Text;
using Corbel.Desk.Intake;
using Corbel.Desk.Intake.Seals;
using Corbel.Tests;
using NodaTime;

namespace Corbel.Desk.Tests.Intake;

/// <summary>Mails that openssl and gpg sealed, read by the desk.</summary>
public sealed class SealTests(SealedMails mails) : IClassFixture<SealedMails>
{
    private const string Text = "The export fails since this morning: ärger.";
    private static readonly Instant Then = TestDesk.At("2026-07-15T09:00:00Z");
    private static readonly SealSignature BySam = new(
        SealVerdict.Verified,
        "Sam South",
        "sam@southbank.example",
        BySender: true
    );

    private readonly MailKeys keys = MailKeys.Load(Options(mails), mails.At(""));

    internal static MailKeyOptions Options(SealedMails mails) =>
        new()
        {
            Smime = [new() { File = mails.At("desk.p12"), Password = SealedMails.Password }],
            SmimeTrust = [mails.At("trusted.crt")],
            OpenPgp = [new() { File = mails.At("desk.asc"), Password = SealedMails.Password }],
            OpenPgpPublic = [mails.At("senders.asc")],
        };

    private static string Part => SealedMails.Part(Text);

    private ParsedMail Read(
        string body,
        string from = "sam@southbank.example",
        MailKeys? keys = null,
        Instant? at = null
    ) => ParsedMail.TryParse(SealedMails.Mail(body, from), keys ?? this.keys, at ?? Then).ShouldNotBeNull();

    private static void ShouldBe(ParsedMail mail, SealLock? locked, params SealSignature[] signatures)
    {
        mail.Text.ShouldBe(Text);
        mail.Files.ShouldBeEmpty();
        mail.Seal.ShouldNotBeNull().Lock.ShouldBe(locked);
        mail.Seal.Signatures.ShouldBe(signatures);
        mail.Seal.LockInPart.ShouldBeFalse();
    }

    [Fact]
    public void Smime_is_opened_and_checked_in_every_form()
    {
        ShouldBe(Read(mails.SmimeSigned(Part)), null, BySam);
        ShouldBe(Read(mails.SmimeSigned(Part, opaque: true)), null, BySam);
        ShouldBe(Read(mails.SmimeEncrypted(Part)), SealLock.Opened);
        ShouldBe(Read(mails.SmimeEncrypted(mails.SmimeSigned(Part))), SealLock.Opened, BySam);
        ShouldBe(Read(mails.SmimeEncrypted(mails.SmimeSigned(Part, opaque: true))), SealLock.Opened, BySam);
        ShouldBe(
            Read(mails.SmimeSigned(mails.SmimeEncrypted(mails.SmimeSigned(Part)), by: "sam")),
            SealLock.Opened,
            BySam
        );
    }

    [Fact]
    public void Open_pgp_is_opened_and_checked_in_every_form()
    {
        ShouldBe(Read(mails.PgpSigned(Part)), null, BySam);
        ShouldBe(Read(mails.PgpEncrypted(Part)), SealLock.Opened);
        ShouldBe(Read(mails.PgpEncrypted(Part, by: "sam@southbank.example")), SealLock.Opened, BySam);
        ShouldBe(Read(mails.PgpEncrypted(mails.PgpSigned(Part))), SealLock.Opened, BySam);
        ShouldBe(Read($"Content-Type: text/plain\n\n{mails.PgpArmour(Text)}"), SealLock.Opened);
        ShouldBe(
            Read($"Content-Type: text/plain\n\n{mails.PgpArmour(Text, by: "sam@southbank.example")}"),
            SealLock.Opened,
            BySam
        );
    }

    [Fact]
    public void Without_a_key_it_is_shown_as_what_it_is()
    {
        foreach (
            var body in new[]
            {
                mails.SmimeEncrypted(Part, to: "other"),
                mails.PgpEncrypted(Part, to: "olga@elsewhere.example"),
            }
        )
        {
            var mail = Read(body);
            mail.Seal.ShouldNotBeNull().Lock.ShouldBe(SealLock.NoKey);
            mail.Text.ShouldBeEmpty();
            mail.Files.ShouldNotBeEmpty();
        }
        Read(mails.SmimeEncrypted(Part), keys: MailKeys.None).Seal!.Lock.ShouldBe(SealLock.NoKey);
        Read(mails.PgpEncrypted(Part), keys: MailKeys.None).Seal!.Lock.ShouldBe(SealLock.NoKey);
        var inline = Read($"Content-Type: text/plain\n\n{mails.PgpArmour(Text, "olga@elsewhere.example")}");
        inline.Seal!.Lock.ShouldBe(SealLock.NoKey);
        inline.Text.ShouldContain("BEGIN PGP MESSAGE");
    }

    [Fact]
    public void A_signature_is_said_to_be_no_more_than_it_is()
    {
        void Verdict(string body, SealVerdict verdict) =>
            Read(body).Seal!.Signatures.ShouldHaveSingleItem().Verdict.ShouldBe(verdict);

        foreach (var opaque in new[] { false, true })
        {
            Verdict(mails.SmimeSigned(Part, by: "unknown", opaque), SealVerdict.Untrusted);
            Verdict(mails.SmimeSigned(Part, by: "old", opaque), SealVerdict.Expired);
        }
        Verdict(mails.PgpSigned(Part, by: "stranger@southbank.example"), SealVerdict.UnknownKey);
        Verdict(mails.PgpEncrypted(Part, by: "stranger@southbank.example"), SealVerdict.UnknownKey);
        Verdict(mails.PgpSigned(Part, by: "old@southbank.example"), SealVerdict.Expired);
        Verdict(mails.SmimeSigned(Part).Replace("ärger", "Arger", StringComparison.Ordinal), SealVerdict.Altered);
        Verdict(mails.PgpSigned(Part).Replace("ärger", "Arger", StringComparison.Ordinal), SealVerdict.Altered);
        // Nobody that is not trusted is named.
        Read(mails.SmimeSigned(Part, by: "unknown")).Seal!.Signatures.Single().Signer.ShouldBeNull();
    }

    [Fact]
    public void A_key_counts_as_it_was_when_the_mail_came()
    {
        var early = TestDesk.At("2021-07-15T09:00:00Z");
        foreach (
            var body in new[] { mails.SmimeSigned(Part, by: "old"), mails.PgpSigned(Part, by: "old@southbank.example") }
        )
        {
            Read(body, at: early).Seal!.Signatures.Single().Verdict.ShouldBe(SealVerdict.Verified);
            Read(body, at: Then).Seal!.Signatures.Single().Verdict.ShouldBe(SealVerdict.Expired);
        }
        // The certificate counts from 2020 on.
        Read(mails.SmimeSigned(Part), at: TestDesk.At("2019-07-15T09:00:00Z"))
            .Seal!.Signatures.Single()
            .Verdict.ShouldBe(SealVerdict.Untrusted);
    }

    [Fact]
    public void Who_signs_is_the_sender_only_by_the_address()
    {
        foreach (
            var body in new[]
            {
                mails.SmimeSigned(Part, by: "other"),
                mails.PgpSigned(Part, by: "olga@elsewhere.example"),
            }
        )
            Read(body).Seal!.Signatures.ShouldBe([new(SealVerdict.Verified, "Olga Other", "olga@elsewhere.example")]);
        // By a name alone nobody is anybody.
        Read(
            mails.SmimeSigned(Part, by: "sam"),
            from: "\"Sam South sam@southbank.example\" <mallory@elsewhere.example>"
        )
            .Seal!.Signatures.Single()
            .BySender.ShouldBeFalse();
        // What is sealed changes neither sender nor subject nor name of the mail.
        var body_ = mails.SmimeSigned("From: mallory@elsewhere.example\nSubject: Other\n" + Part);
        var (open, closed) = (Read(body_), ParsedMail.TryParse(SealedMails.Mail(body_))!);
        open.From.ShouldBe("sam@southbank.example");
        open.Subject.ShouldBe("Sealed");
        open.MessageKey.ShouldBe(closed.MessageKey);
        closed.Seal.ShouldBeNull();
    }

    [Fact]
    public void The_message_keeps_its_name_when_the_desk_gets_a_key()
    {
        foreach (
            var body in new[]
            {
                mails.SmimeEncrypted(Part),
                mails.PgpEncrypted(Part),
                mails.PgpSigned(Part),
                $"Content-Type: text/plain\n\n{mails.PgpArmour(Text)}",
            }
        )
        {
            var raw = SealedMails.Mail(body);
            var key = ParsedMail.TryParse(raw)!.MessageKey;
            ParsedMail.TryParse(raw, keys, Then)!.MessageKey.ShouldBe(key);
            ParsedMail.TryParse(raw, MailKeys.None, Then)!.MessageKey.ShouldBe(key);
        }
    }

    [Fact]
    public void Text_beside_a_sealed_part_does_not_pass_for_sealed()
    {
        static string Beside(string part) =>
            $"Content-Type: multipart/mixed; boundary=m\n\n--m\nContent-Type: text/plain\n\nPay to another account.\n--m\n{part}\n--m--\n";

        foreach (
            var part in new[] { mails.SmimeSigned(Part), mails.SmimeSigned(Part, opaque: true), mails.PgpSigned(Part) }
        )
            Read(Beside(part)).Seal!.Signatures.ShouldBe([BySam with { InPart = true }]);
        var mail = Read(Beside(mails.PgpEncrypted(Part)));
        mail.Seal!.Lock.ShouldBe(SealLock.Opened);
        mail.Seal.LockInPart.ShouldBeTrue();
        mail.Text.ShouldBe($"Pay to another account.\n\n{Text}");
        // A third part under the signature's own heading.
        var third = mails
            .PgpSigned(Part)
            .Replace("--s--", "--s\nContent-Type: text/plain\n\nMore.\n--s--", StringComparison.Ordinal);
        Read(third).Seal!.Signatures.ShouldBe([new(SealVerdict.Unchecked)]);
    }

    [Fact]
    public void A_root_that_the_mail_brings_is_not_trusted()
    {
        var body = mails.SmimeSigned(Part, by: "unknown", bring: "stranger.crt");
        Read(body).Seal!.Signatures.Single().Verdict.ShouldBe(SealVerdict.Untrusted);
        Read(body).Seal!.Signatures.Single().Verdict.ShouldBe(SealVerdict.Untrusted);
    }

    [Fact]
    public void What_is_broken_or_no_seal_at_all_is_taken_all_the_same()
    {
        static string Pkcs7(byte[] bytes) =>
            "Content-Type: application/pkcs7-mime; name=smime.p7m\nContent-Transfer-Encoding: base64\n\n"
            + Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks);

        Read(Pkcs7([1, 2, 3])).Seal!.Lock.ShouldBe(SealLock.Broken);
        Read(Pkcs7([])).Seal!.Lock.ShouldBe(SealLock.Broken);
        // Sequences without end in sequences without end.
        Read(Pkcs7([.. Enumerable.Repeat(new byte[] { 0x30, 0x80 }, 500_000).SelectMany(x => x)]))
            .Seal!.Lock.ShouldBe(SealLock.Broken);
        Read(Pkcs7([.. Enumerable.Repeat(new byte[] { 0x24, 0x80 }, 500_000).SelectMany(x => x)]))
            .Seal!.Lock.ShouldBe(SealLock.Broken);
        var encrypted = mails.PgpEncrypted(Part);
        Read(encrypted.Replace("\n=", "\n==", StringComparison.Ordinal)).Seal.ShouldNotBeNull();
        // A letter of the text, some way before the checksum of the armour.
        var middle = encrypted.IndexOf("\n=", StringComparison.Ordinal) - 60;
        Read(encrypted[..middle] + (encrypted[middle] == 'A' ? 'B' : 'A') + encrypted[(middle + 1)..])
            .Seal!.Lock.ShouldBe(SealLock.Broken);
        // Nothing but the check tells of a letter changed in the midst of a text that is not compressed.
        var open = mails.PgpArmour(SealedMails.Part(new string('a', 4000)), more: ["--compress-algo", "none"]);
        var at = open.Length / 2;
        at += open[at] == '\n' ? 1 : 0;
        var changed = open[..at] + (open[at] == 'A' ? 'B' : 'A') + open[(at + 1)..];
        Read($"Content-Type: text/plain\n\n{open}").Seal!.Lock.ShouldBe(SealLock.Opened);
        Read($"Content-Type: text/plain\n\n{changed}").Seal!.Lock.ShouldBe(SealLock.Broken);
        var old = mails.PgpArmour(Text, more: ["--rfc2440", "--cipher-algo", "AES256"]);
        Read($"Content-Type: text/plain\n\n{old}").Seal!.Lock.ShouldBe(SealLock.Broken);
        Read("Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=e\n\n--e--\n")
            .Seal!.Lock.ShouldBe(SealLock.Broken);
        Read("Content-Type: multipart/signed; boundary=e\n\n--e\n\none\n--e\n\ntwo\n--e--\n")
            .Seal!.Signatures.ShouldBe([new(SealVerdict.Unchecked)]);
        Read(mails.SmimeEncrypted(Part, cipher: "-aes-256-gcm")).Seal!.Lock.ShouldNotBeNull();
    }

    [Fact]
    public void Neither_depth_nor_size_goes_beyond_what_is_opened()
    {
        var deep = Part;
        for (var i = 0; i < 7; i++)
            deep = mails.SmimeSigned(deep, opaque: true);
        var mail = Read(deep);
        mail.Text.ShouldBeEmpty();
        mail.Files.ShouldHaveSingleItem().Name.ShouldBe("smime.p7m");
        // gpg compresses: a few hundred kilobytes hold these.
        var large = mails.PgpEncrypted(SealedMails.Part(new string('a', 101 * 1024 * 1024)));
        large.Length.ShouldBeLessThan(2 * 1024 * 1024);
        Read(large).Seal!.Lock.ShouldBe(SealLock.Broken);
    }

    [Fact]
    public void A_key_file_that_does_not_open_is_named_and_its_password_is_not()
    {
        void Refused(Action<MailKeyOptions> wrong, string file)
        {
            var options = Options(mails);
            wrong(options);
            var message = Should.Throw<KeyFileException>(() => MailKeys.Load(options, mails.At(""))).Message;
            message.ShouldContain(mails.At(file));
            message.ShouldNotContain("secret word");
        }

        Refused(x => x.Smime[0].Password = "secret word", "desk.p12");
        Refused(x => x.OpenPgp[0].Password = "secret word", "desk.asc");
        Refused(x => x.Smime[0].File = "none.p12", "none.p12");
        Refused(x => x.SmimeTrust[0] = "desk.key", "desk.key");
        Refused(x => x.OpenPgpPublic[0] = "trusted.crt", "trusted.crt");
        Refused(x => x.OpenPgp[0].File = "senders.asc", "senders.asc");
    }
}
