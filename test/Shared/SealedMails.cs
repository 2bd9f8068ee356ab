using System.Diagnostics;
using System.Text;

namespace Corbel.Tests;

/// <summary>
/// Keys and sealed mails, made by the programs that people use (openssl, gpg) when the tests run: no private key lies in the
/// repository, and none runs out there. They are valid from 2020 to 2040 unless a test says otherwise.
/// </summary>
public sealed class SealedMails : IDisposable
{
    public const string Password = "a password";
    private readonly string folder = Directory.CreateTempSubdirectory("corbel-seals-").FullName;
    private readonly Lock gate = new();

    public SealedMails()
    {
        File.WriteAllText(
            At("ca.cnf"),
            """
            [ca]
            default_ca = it
            [it]
            dir = .
            database = index.txt
            new_certs_dir = .
            rand_serial = yes
            default_md = sha256
            policy = any
            unique_subject = no
            copy_extensions = copy
            [any]
            commonName = supplied
            [req]
            distinguished_name = name
            [name]
            [authority]
            basicConstraints = critical,CA:true
            keyUsage = critical,keyCertSign
            subjectKeyIdentifier = hash
            """
        );
        File.WriteAllText(At("index.txt"), "");
        Run("mkdir", "--mode=700", "gnupg");
        // Passwords of the tests need not withstand anybody.
        File.WriteAllText(At("gnupg/gpg-agent.conf"), "s2k-count 65536\n");
        foreach (var authority in new[] { "trusted", "stranger" })
            Authority(authority);
        Certificate("desk", "Support", "support@isms.online", "trusted");
        Certificate("sam", "Sam South", "sam@southbank.example", "trusted");
        Certificate("unknown", "Sam South", "sam@southbank.example", "stranger");
        Certificate("old", "Sam South", "sam@southbank.example", "trusted", "20220101000000Z");
        Certificate("other", "Olga Other", "olga@elsewhere.example", "trusted");
        Run(
            "openssl",
            "pkcs12",
            "-export",
            "-in",
            "desk.crt",
            "-inkey",
            "desk.key",
            "-out",
            "desk.p12",
            "-passout",
            $"pass:{Password}"
        );
        Key("Support", "support@isms.online", Password);
        Key("Sam South", "sam@southbank.example");
        Key("Olga Other", "olga@elsewhere.example");
        Key("Sam Stranger", "stranger@southbank.example");
        Key("Old Sam", "old@southbank.example", expires: "seconds=63072000");
        Gpg("--output", "desk.asc", "--passphrase", Password, "--armor", "--export-secret-keys", "support@isms.online");
        Gpg(
            "--output",
            "senders.asc",
            "--armor",
            "--export",
            "sam@southbank.example",
            "olga@elsewhere.example",
            "old@southbank.example"
        );
    }

    /// <summary>A file of the fixture: desk.p12, trusted.crt, desk.asc, senders.asc.</summary>
    public string At(string file) => Path.Combine(folder, file);

    /// <summary>A body as MIME, that the programs sign and encrypt.</summary>
    public static string Part(string text) => $"Content-Type: text/plain; charset=utf-8\n\n{text}\n";

    /// <summary>A whole mail of Sam's around a body.</summary>
    public static byte[] Mail(
        string body,
        string from = "Sam South <sam@southbank.example>",
        string subject = "Sealed",
        string id = "sealed@southbank.example",
        string to = "support@isms.online"
    ) =>
        Encoding.UTF8.GetBytes(
            $"From: {from}\nTo: {to}\nSubject: {subject}\nMessage-ID: <{id}>\nDate: Wed, 15 Jul 2026 09:00:00 +0000\n{body}".ReplaceLineEndings(
                "\r\n"
            )
        );

    public string SmimeSigned(string part, string by = "sam", bool opaque = false, string? bring = null) =>
        Out(
            part,
            "openssl",
            [
                "cms",
                "-sign",
                "-signer",
                $"{by}.crt",
                "-inkey",
                $"{by}.key",
                "-md",
                "sha256",
                .. opaque ? new[] { "-nodetach" } : [],
                .. bring is null ? [] : new[] { "-certfile", bring },
            ]
        );

    public string SmimeEncrypted(string part, string to = "desk", string cipher = "-aes256") =>
        Out(part, "openssl", ["cms", "-encrypt", cipher, $"{to}.crt"]);

    public string PgpSigned(string part, string by = "sam@southbank.example")
    {
        part = part.ReplaceLineEndings("\r\n").TrimEnd('\r', '\n');
        var signature = Out(part, "gpg", [.. GpgOptions, "--local-user", by, "--armor", "--detach-sign"]);
        return $"""
            Content-Type: multipart/signed; micalg=pgp-sha256; protocol="application/pgp-signature"; boundary=s

            --s
            {part}
            --s
            Content-Type: application/pgp-signature; name=signature.asc

            {signature}
            --s--

            """;
    }

    public string PgpEncrypted(string part, string to = "support@isms.online", string? by = null) =>
        $"""
            Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=e

            --e
            Content-Type: application/pgp-encrypted

            Version: 1
            --e
            Content-Type: application/octet-stream; name=encrypted.asc

            {PgpArmour(part, to, by)}
            --e--

            """;

    public string PgpArmour(string text, string to = "support@isms.online", string? by = null, params string[] more) =>
        Out(
            text,
            "gpg",
            [
                .. GpgOptions,
                .. by is null ? [] : new[] { "--local-user", by, "--sign" },
                .. more,
                "--recipient",
                to,
                "--armor",
                "--encrypt",
            ]
        );

    public void Dispose()
    {
        Run("gpgconf", "--homedir", At("gnupg"), "--kill", "all");
        Directory.Delete(folder, recursive: true);
    }

    private string[] GpgOptions =>
        [
            "--homedir",
            At("gnupg"),
            "--batch",
            "--yes",
            "--quiet",
            "--no-tty",
            "--pinentry-mode",
            "loopback",
            "--trust-model",
            "always",
            "--faked-system-time",
            "20210601T000000",
        ];

    private void Gpg(params string[] more) => Run("gpg", [.. GpgOptions, .. more]);

    private void Key(string name, string address, string password = "", string expires = "0")
    {
        File.WriteAllText(
            At("key.txt"),
            $"""
            Key-Type: RSA
            Key-Length: 2048
            Subkey-Type: RSA
            Subkey-Length: 2048
            Name-Real: {name}
            Name-Email: {address}
            Creation-Date: 20200101T000000
            Expire-Date: {expires}
            {(password.Length == 0 ? "%no-protection" : $"Passphrase: {password}")}
            %commit

            """
        );
        Gpg("--full-generate-key", "key.txt");
    }

    private void Authority(string name)
    {
        Run(
            "openssl",
            "req",
            "-new",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-keyout",
            $"{name}.key",
            "-out",
            $"{name}.csr",
            "-subj",
            $"/CN=Authority {name}",
            "-config",
            "ca.cnf"
        );
        Run(
            "openssl",
            "ca",
            "-batch",
            "-selfsign",
            "-config",
            "ca.cnf",
            "-extensions",
            "authority",
            "-keyfile",
            $"{name}.key",
            "-in",
            $"{name}.csr",
            "-out",
            $"{name}.crt",
            "-notext",
            "-startdate",
            "20200101000000Z",
            "-enddate",
            "20400101000000Z"
        );
    }

    private void Certificate(
        string file,
        string name,
        string address,
        string authority,
        string until = "20400101000000Z"
    )
    {
        Run(
            "openssl",
            "req",
            "-new",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-keyout",
            $"{file}.key",
            "-out",
            $"{file}.csr",
            "-subj",
            $"/CN={name}",
            "-config",
            "ca.cnf",
            "-addext",
            $"subjectAltName=email:{address}",
            "-addext",
            "extendedKeyUsage=emailProtection"
        );
        Run(
            "openssl",
            "ca",
            "-batch",
            "-config",
            "ca.cnf",
            "-cert",
            $"{authority}.crt",
            "-keyfile",
            $"{authority}.key",
            "-in",
            $"{file}.csr",
            "-out",
            $"{file}.crt",
            "-notext",
            "-startdate",
            "20200101000000Z",
            "-enddate",
            until
        );
    }

    private void Run(string program, params string[] arguments) => Out("", program, arguments);

    private string Out(string input, string program, string[] arguments)
    {
        lock (gate)
        {
            var start = new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            process.WaitForExit();
            return process.ExitCode == 0
                ? output.Result
                : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {error.Result}");
        }
    }
}
