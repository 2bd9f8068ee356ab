using System.Text;

namespace Corbel.Desk.Tests.Intake;

/// <summary>
/// Mails damaged as nobody would write them: each made of the sample mailbox by its number alone, so that one that breaks
/// something can be made again.
/// </summary>
internal static class MailMutants
{
    private const int Largest = 200_000;

    private static readonly byte[][] Samples =
    [
        .. Directory
            .GetFiles(Repository.File("samples/mailbox"), "*.eml")
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes),
    ];

    private static readonly string[] Fields =
    [
        "Content-Type: multipart/mixed; boundary=b",
        "Content-Type: multipart/alternative; boundary=\"\"",
        "Content-Type: text/html; charset=utf-16",
        "Content-Type: text/plain; charset=\"\0\"; format=flowed",
        "Content-Type: message/rfc822",
        "Content-Type: application/ms-tnef; name=winmail.dat",
        "Content-Type: text/calendar; method=REQUEST",
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b",
        "Content-Type: message/delivery-status",
        "Content-Transfer-Encoding: base64",
        "Content-Transfer-Encoding: quoted-printable",
        "Content-Transfer-Encoding: uuencode",
        "Content-Disposition: attachment; filename*0*=utf-8''%FF%00; filename*9=x",
        "Content-ID: <<>>",
        "Content-Location: %%%",
        "Subject: =?utf-8?B?AAAA?= =?utf-16?Q?=00=D8?= =?iso-2022-jp?B?GyRC?=",
        "From: =?utf-8?Q?=00?= <@>, \"a <b@c>",
        "Message-ID: <a\0b@c> <d@e>",
        "Date: Fri, 31 Feb 99999 25:61:61 +9999",
        "References: <<<>>> <a@b",
        "X-Failed-Recipients: a@b.example, \0, <>",
        "Return-Path: <>",
    ];

    private static readonly Func<Random, byte[], byte[]>[] Ways =
    [
        Flip,
        Cut,
        DropLine,
        DoubleLine,
        SwapLines,
        DamageBoundary,
        Inject,
        Nest,
        Splice,
        Repeat,
        Letters,
    ];

    /// <summary>The mutant of that number.</summary>
    public static byte[] Make(int number)
    {
        var random = new Random(number);
        var mail = Pick(random, Samples);
        for (var times = random.Next(1, 6); times > 0; times--)
            mail = Pick(random, Ways)(random, mail);
        return mail.Length <= Largest ? mail : mail[..Largest];
    }

    private static byte[] Flip(Random random, byte[] mail)
    {
        var flipped = mail.ToArray();
        for (var times = random.Next(1, 30); times > 0 && flipped.Length > 0; times--)
            flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        return flipped;
    }

    private static byte[] Letters(Random random, byte[] mail)
    {
        var changed = mail.ToArray();
        for (var times = random.Next(1, 8); times > 0 && changed.Length > 0; times--)
            changed[random.Next(changed.Length)] = Pick(
                random,
                "\0\r\n\t <>\"=?;:-()\\%{}&\u001b\u0080\u00ff".Select(x => (byte)x).ToArray()
            );
        return changed;
    }

    private static byte[] Cut(Random random, byte[] mail)
    {
        var (from, to) = (random.Next(mail.Length + 1), random.Next(mail.Length + 1));
        return random.Next(2) == 0 ? mail[..from] : [.. mail[..Math.Min(from, to)], .. mail[Math.Max(from, to)..]];
    }

    private static byte[] DropLine(Random random, byte[] mail) => Lines(mail, x => x.RemoveAt(random.Next(x.Count)));

    private static byte[] DoubleLine(Random random, byte[] mail) =>
        Lines(mail, x => x.Insert(random.Next(x.Count), Pick(random, x)));

    private static byte[] SwapLines(Random random, byte[] mail) =>
        Lines(
            mail,
            x =>
            {
                var (a, b) = (random.Next(x.Count), random.Next(x.Count));
                (x[a], x[b]) = (x[b], x[a]);
            }
        );

    private static byte[] DamageBoundary(Random random, byte[] mail) =>
        Lines(
            mail,
            x =>
            {
                var at = Enumerable.Range(0, x.Count).Where(i => x[i].StartsWith("--")).ToList();
                if (at.Count > 0)
                    x[Pick(random, at)] = Pick(random, ["--", "----", "-- ", "--b--", "--b", "", "--x\0"]);
            }
        );

    private static byte[] Inject(Random random, byte[] mail) =>
        Lines(mail, x => x.Insert(random.Next(Math.Min(x.Count, 40)), Pick(random, Fields)));

    private static byte[] Nest(Random random, byte[] mail) =>
        [
            .. Bytes(
                "From: x@nowhere.example\r\nSubject: outer\r\nContent-Type: multipart/mixed; boundary=n\r\n\r\n--n\r\n"
            ),
            .. Bytes(
                Pick(
                    random,
                    [
                        "Content-Type: message/rfc822\r\n\r\n",
                        "Content-Type: multipart/digest; boundary=b\r\n\r\n",
                        "\r\n",
                    ]
                )
            ),
            .. mail,
            .. Bytes("\r\n--n--\r\n"),
        ];

    private static byte[] Splice(Random random, byte[] mail)
    {
        var other = Pick(random, Samples);
        return [.. mail[..random.Next(mail.Length + 1)], .. other[random.Next(other.Length + 1)..]];
    }

    private static byte[] Repeat(Random random, byte[] mail)
    {
        var from = random.Next(mail.Length + 1);
        var piece = mail[from..Math.Min(mail.Length, from + random.Next(1, 200))];
        var many = Enumerable.Repeat(piece, random.Next(2, 300)).SelectMany(x => x);
        return [.. mail[..from], .. many, .. mail[from..]];
    }

    private static byte[] Lines(byte[] mail, Action<List<string>> change)
    {
        var lines = Encoding.Latin1.GetString(mail).Split('\n').ToList();
        change(lines);
        return Bytes(string.Join('\n', lines));
    }

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    private static T Pick<T>(Random random, IReadOnlyList<T> many) => many[random.Next(many.Count)];
}
