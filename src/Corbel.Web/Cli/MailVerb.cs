using System.CommandLine;
using Corbel.Desk.Files;

namespace Corbel.Web.Cli;

/// <summary><c>corbel mail</c>: drops a mail into the support mailbox, as a mail server would.</summary>
internal static class MailVerb
{
    public static Command Mail()
    {
        var (data, config) = (CommonOptions.Data(), CommonOptions.Config());
        var files = new Argument<string[]>("FILE")
        {
            Description = "Mails as files (.eml).",
            Arity = ArgumentArity.OneOrMore,
        };
        var verb = new Command("mail", "Drop a mail into the support mailbox (a Maildir in the data folder).")
        {
            files,
            data,
            config,
        };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                var options = Settings.Read(parsed.GetValue(config)!, parsed.GetValue(data)!);
                var inbox = Path.Combine(options.Data, options.Mail.Inbox);
                if (!Directory.Exists(inbox))
                    throw new RefusedException(
                        $"{inbox} is no mailbox. Start the desk first, or name its folder with --data DIR."
                    );
                foreach (var file in parsed.GetValue(files)!)
                    await Drop(file, inbox, cancel);
                return 0;
            }
        );
        return verb;
    }

    private static async Task Drop(string file, string inbox, CancellationToken cancel)
    {
        if (!File.Exists(file))
            throw new RefusedException($"There is no file {file}.");
        var bytes = await File.ReadAllBytesAsync(file, cancel);
        var name = $"{Guid.CreateVersion7():n}.corbel";
        var draft = Path.Combine(inbox, "tmp", name);
        await DurableFile.Write(draft, bytes, cancel);
        DurableFile.Move(draft, Path.Combine(inbox, "new", name));
        Terminal.WriteLine($"{file} lies in the support mailbox.");
    }
}
