using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace Corbel.Desk.Tests.Outbox;

/// <summary>A mail as the peer got it.</summary>
internal sealed record Taken(string Sender, string Recipient, MimeMessage Message);

/// <summary>How the peer behaves towards one mail.</summary>
internal enum Manner
{
    Accept,

    /// <summary>450 at RCPT: come again.</summary>
    NotNow,

    /// <summary>550 at RCPT: never.</summary>
    Never,

    /// <summary>451 after the whole of DATA.</summary>
    NotNowAfterData,

    /// <summary>Takes DATA whole and hangs up instead of answering.</summary>
    HangUpBeforeAnswer,

    /// <summary>Answers 250 and hangs up at once.</summary>
    HangUpAfterAnswer,
}

/// <summary>
/// A receiving mail server of a few lines (RFC 5321: EHLO, MAIL, RCPT, DATA, RSET, QUIT) on a socket, for the tests: a real
/// one cannot be made to hang up at a chosen byte.
/// </summary>
internal sealed class SmtpPeer : IAsyncDisposable
{
    private readonly TcpListener door = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly ConcurrentBag<Task> talks = [];
    private readonly ConcurrentQueue<Manner> manners = new();

    public SmtpPeer()
    {
        door.Start();
        talks.Add(Listen());
    }

    public int Port => ((IPEndPoint)door.LocalEndpoint).Port;

    /// <summary>Mails it answered 250 for, and those whose DATA it has whole.</summary>
    public ConcurrentQueue<Taken> Got { get; } = new();

    /// <summary>The next mails meet these; after them all are accepted.</summary>
    public void Expect(params Manner[] next)
    {
        foreach (var manner in next)
            manners.Enqueue(manner);
    }

    private async Task Listen()
    {
        try
        {
            while (true)
                talks.Add(Talk(await door.AcceptTcpClientAsync(ending.Token)));
        }
        catch (OperationCanceledException) { }
    }

    private async Task Talk(TcpClient client)
    {
        using var line = client;
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var (sender, recipient, manner) = ("", "", Manner.Accept);
        Task Say(string text) => stream.WriteAsync(Encoding.ASCII.GetBytes(text + "\r\n"), ending.Token).AsTask();
        try
        {
            await Say("220 peer.example ESMTP");
            while (await reader.ReadLineAsync(ending.Token) is { } command)
            {
                switch (command.Split(' ', ':')[0].ToUpperInvariant())
                {
                    case "EHLO" or "HELO" or "RSET":
                        await Say("250 peer.example");
                        break;
                    case "MAIL":
                        manner = manners.TryDequeue(out var next) ? next : Manner.Accept;
                        sender = Address(command);
                        await Say("250 sender ok");
                        break;
                    case "RCPT":
                        recipient = Address(command);
                        await Say(
                            manner switch
                            {
                                Manner.NotNow => "450 mailbox busy",
                                Manner.Never => "550 no such mailbox",
                                _ => "250 recipient ok",
                            }
                        );
                        break;
                    case "DATA":
                        await Say("354 go on");
                        var message = await Message(reader);
                        if (manner == Manner.NotNowAfterData)
                        {
                            await Say("451 try later");
                            break;
                        }
                        Got.Enqueue(new Taken(sender, recipient, message));
                        if (manner == Manner.HangUpBeforeAnswer)
                            return;
                        await Say("250 taken");
                        if (manner == Manner.HangUpAfterAnswer)
                            return;
                        break;
                    case "QUIT":
                        await Say("221 bye");
                        return;
                    default:
                        await Say("502 not here");
                        break;
                }
            }
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException) { }
    }

    private static string Address(string command) => command.Split('<', '>')[1];

    private async Task<MimeMessage> Message(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(ending.Token) is { } line && line != ".")
            text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        return await MimeMessage.LoadAsync(new MemoryStream(Encoding.Latin1.GetBytes(text.ToString())));
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        door.Stop();
        await Task.WhenAll(talks);
        ending.Dispose();
    }
}
