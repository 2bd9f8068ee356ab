using Corbel.Desk.Data;

namespace Corbel.Web.Tests.Durability.Mixed;

/// <summary>
/// A way that something comes to the desk. Its senders do as real ones must: what was not acknowledged is sent again. A new
/// channel joins the campaigns by one more of these.
/// </summary>
internal abstract class WayIn
{
    /// <summary>What comes by it is called <c>post-1</c>, <c>post-2</c> …</summary>
    public abstract string Name { get; }

    /// <summary>Sends one, to whichever process serves, until it is acknowledged or lies where the desk will find it.</summary>
    public abstract Task Send(string name, DeskProcess desk);

    /// <summary>What the desk has acknowledged so far, each name once.</summary>
    public abstract Task<IReadOnlyCollection<string>> Acknowledged();

    /// <summary>What the desk has on disk, each name as often as it has it. What is acknowledged must stand here at once.</summary>
    public abstract Task<IReadOnlyList<string>> Kept(DeskDb db);

    /// <summary>What stands on a ticket or is held for staff in the end, each name as often as it does.</summary>
    public abstract Task<IReadOnlyList<string>> Placed(DeskDb db);

    /// <summary>What a sender gets whose desk dies meanwhile, or did not come up.</summary>
    protected static bool IsGone(Exception failure) =>
        failure
            is HttpRequestException
                or InvalidOperationException
                or IOException
                or System.Net.Sockets.SocketException;

    public string Number(int number) => $"{Name}-{number}";
}
