using System.Text;
using MimeKit;
using MimeKit.Cryptography;
using NodaTime;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Cms;
using Org.BouncyCastle.Cms;

namespace Corbel.Desk.Intake.Seals;

/// <summary>
/// Opens what is sealed in one mail, from the outside in, and writes down what it finds. What breaks the library stays as it
/// came: the mail is taken all the same.
/// </summary>
/// <param name="keys">The desk's keys.</param>
/// <param name="from">The sender's address.</param>
/// <param name="at">When the mail came.</param>
internal sealed class SealOpening(MailKeys keys, string? from, Instant at)
{
    /// <summary>Seals within seals, and in all; what lies deeper stays as it came.</summary>
    private const int Deepest = 5;
    private const int Most = 20;

    /// <summary>Bytes that all of it may open to.</summary>
    private long room = 4L * ParsedMail.LargestFile;
    private int count;
    private SealLock? worst;
    private bool lockInPart;
    private int opened;
    private int openedDepth;
    private bool knewText;
    private readonly List<SealSignature> signatures = [];

    public Seal? Seal =>
        worst is null && signatures.Count == 0
            ? null
            : new(worst, lockInPart, [.. signatures.Distinct()])
            {
                Opened = opened > 0,
                OpenedForSender = opened == 1 && knewText,
            };

    public MimeEntity Open(MimeEntity body) => Open(body, new(0, Whole: true));

    private MimeEntity Open(MimeEntity entity, Place place)
    {
        if (place.Depth == Deepest || count == Most)
            return entity;
        return entity switch
        {
            MultipartEncrypted many => OpenPgp(many, place),
            MultipartSigned many => Check(many, place),
            Multipart many => OpenEach(many, place),
            MimePart part when Cms.Is(part) => OpenCms(part, place),
            TextPart { IsPlain: true, IsAttachment: false } text => OpenInline(text, place),
            _ => entity,
        };
    }

    /// <summary>A body of several parts is not sealed by what seals one of them.</summary>
    private MimeEntity OpenEach(Multipart many, Place place)
    {
        var inside = place with { Whole = place.Whole && many.Count == 1 };
        var parts = many.Select(x => Open(x, inside)).ToList();
        if (parts.SequenceEqual(many, ReferenceEqualityComparer.Instance))
            return many;
        // The outer mail stays as it is: it names the message.
        var copy =
            many is MultipartAlternative ? new MultipartAlternative() : new Multipart(many.ContentType.MediaSubtype);
        foreach (var part in parts)
            copy.Add(part);
        return copy;
    }

    private MimeEntity Check(MultipartSigned many, Place place)
    {
        // Text beside what was signed must not pass for signed.
        if (many.Count != 2)
            return Unchecked(OpenEach(many, place with { Whole = false }), place);
        count++;
        try
        {
            var protocol = many.ContentType.Parameters["protocol"] ?? many[1].ContentType.MimeType;
            if (protocol.Contains("pgp", StringComparison.OrdinalIgnoreCase))
            {
                using var pgp = new PgpContext(keys, from, at);
                Note(pgp.Judge(many.Verify(pgp)), place);
            }
            else
            {
                using var smime = new SmimeContext(keys, from, at);
                many.Verify(smime);
                Note(smime.Found, place);
            }
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            Unchecked(many, place);
        }
        return Open(many[0], place.Deeper);
    }

    private MimeEntity OpenPgp(MultipartEncrypted many, Place place)
    {
        count++;
        if (many.Count != 2 || many[1] is not MimePart { Content: { } locked })
            return Locked(many, SealLock.Broken, place);
        using var pgp = new PgpContext(keys, from, at);
        try
        {
            using var encrypted = new MemoryStream();
            locked.DecodeTo(encrypted);
            var plain = new RoomyStream(room);
            var found = pgp.Open(encrypted.ToArray(), plain);
            var inner = Load(plain);
            Locked(inner, SealLock.Opened, place);
            Note(found, place.Deeper);
            return Open(inner, place.Deeper);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return Locked(
                many,
                pgp.HadKey || failure is not PrivateKeyNotFoundException ? SealLock.Broken : SealLock.NoKey,
                place
            );
        }
    }

    private MimeEntity OpenInline(TextPart text, Place place)
    {
        var words = text.Text;
        if (InlinePgp.IsSigned(words))
            return Unchecked(text, place with { Whole = false });
        if (InlinePgp.Find(words) is not { } block)
            return text;
        count++;
        var part = place with { Whole = place.Whole && block.IsAlone };
        using var pgp = new PgpContext(keys, from, at);
        try
        {
            var plain = new RoomyStream(room);
            var found = pgp.Open(Encoding.ASCII.GetBytes(block.Armour), plain);
            room -= plain.Length;
            Locked(text, SealLock.Opened, part);
            Note(found, part.Deeper);
            return new TextPart("plain") { Text = block.With(Encoding.UTF8.GetString(plain.ToArray())) };
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return Locked(
                text,
                pgp.HadKey || failure is not PrivateKeyNotFoundException ? SealLock.Broken : SealLock.NoKey,
                part
            );
        }
    }

    private MimeEntity OpenCms(MimePart part, Place place)
    {
        count++;
        using var smime = new SmimeContext(keys, from, at);
        var kind = (DerObjectIdentifier?)null;
        try
        {
            var bytes = Cms.BytesOf(part);
            kind = Cms.KindOf(bytes);
            var plain = new RoomyStream(room);
            if (kind.Equals(CmsObjectIdentifiers.SignedData))
            {
                var signed = new CmsSignedData(bytes);
                // Certificates alone: then it is a file like others.
                if (signed.SignedContent is null)
                    return part;
                signed.SignedContent.Write(plain);
                Note(smime.Judge(signed), place);
                return Open(Load(plain), place.Deeper);
            }
            using var encrypted = new MemoryStream(bytes);
            if (kind.Equals(CmsObjectIdentifiers.CompressedData))
            {
                smime.DecompressTo(encrypted, plain);
                return Open(Load(plain), place.Deeper);
            }
            smime.DecryptTo(encrypted, plain);
            var inner = Load(plain);
            return Open(Locked(inner, SealLock.Opened, place), place.Deeper);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            if (kind?.Equals(CmsObjectIdentifiers.SignedData) == true)
                return Unchecked(part, place);
            var known = kind?.Equals(CmsObjectIdentifiers.EnvelopedData) == true;
            return Locked(part, known && !smime.HadKey ? SealLock.NoKey : SealLock.Broken, place);
        }
    }

    private MimeEntity Load(RoomyStream plain)
    {
        room -= plain.Length;
        plain.Position = 0;
        var entity = ParsedMail.LoadPart(plain);
        // RFC 8551, 3.1: a whole mail that was sealed for the sake of its header. Who wrote it, the outer header says.
        return entity is MessagePart { Message.Body: { } body } && entity.ContentType.Parameters["forwarded"] == "no"
            ? body
            : entity;
    }

    private MimeEntity Locked(MimeEntity entity, SealLock found, Place place)
    {
        worst = worst > found ? worst : found;
        if (found == SealLock.Opened)
            (opened, openedDepth) = (opened + 1, place.Depth);
        lockInPart |= !place.Whole;
        return entity;
    }

    private MimeEntity Unchecked(MimeEntity entity, Place place)
    {
        Note([new(SealVerdict.Unchecked)], place);
        return entity;
    }

    private void Note(IReadOnlyList<SealSignature> found, Place place)
    {
        signatures.AddRange(found.Select(x => x with { InPart = !place.Whole }));
        knewText |=
            opened == 1
            && place.Depth > openedDepth
            && place.Whole
            && found.Any(x => x is { Verdict: SealVerdict.Verified, BySender: true });
    }

    /// <param name="Depth">Seals around it.</param>
    /// <param name="Whole">It is all of the mail.</param>
    private readonly record struct Place(int Depth, bool Whole)
    {
        public Place Deeper => this with { Depth = Depth + 1 };
    }
}
