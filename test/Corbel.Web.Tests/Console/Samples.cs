using System.Text;
using System.Text.RegularExpressions;
using Corbel.Core.Tickets;
using Corbel.Desk.Intake;
using Corbel.Web.Tests.Ui;

namespace Corbel.Web.Tests.Console;

/// <summary>The mails of samples/mailbox, sent to a desk.</summary>
internal static partial class Samples
{
    public static string Path(string sample) =>
        System.IO.Path.Combine(Repository.Root, "samples", "mailbox", $"{sample}.eml");

    /// <summary>A sample as if Sam, or somebody else, had sent it.</summary>
    public static async Task<long> Sample(this WebDesk desk, string sample, string from = "sam@southbank.example")
    {
        var raw = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Path(sample)));
        var ours = Encoding.Latin1.GetBytes(Own().Replace(raw, $"From: {from}", 1));
        var arrived = new ArrivedMail($"test:{sample}", ours, desk.Clock.GetCurrentInstant(), ReceivedBasis.Arrival);
        return (await desk.Get<ReceiveMessage>().Mail(arrived)).Ticket!.Value;
    }

    [GeneratedRegex("^From: .*$", RegexOptions.Multiline, 5_000)]
    private static partial Regex Own();
}
