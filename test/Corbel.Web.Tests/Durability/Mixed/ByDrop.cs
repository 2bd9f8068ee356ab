namespace Corbel.Web.Tests.Durability.Mixed;

/// <summary>The Maildir: a file that lies in <c>cur</c> is acknowledged.</summary>
internal sealed class ByDrop(Drop drop) : MailWay
{
    public override string Name => "drop";

    public override Task Send(string name, DeskProcess desk)
    {
        drop.Deliver(name);
        return Task.CompletedTask;
    }

    public override Task<IReadOnlyCollection<string>> Acknowledged() =>
        Task.FromResult<IReadOnlyCollection<string>>([
            .. Directory.GetFiles(Path.Combine(drop.Inbox, "cur")).Select(x => Path.GetFileName(x).Split(':')[0]),
        ]);
}
