using System.Globalization;
using Corbel.Core.Tickets;

namespace Corbel.Web.Ui;

/// <summary>What people fill in to mark something, to lower a mark, or to name somebody who may see it.</summary>
public sealed class MarkForm
{
    /// <summary>The id of a mark; empty for none.</summary>
    public string? Level { get; set; }

    /// <summary>What bears it: see <see cref="Written" />.</summary>
    public string? Place { get; set; }

    /// <summary>Why it is lowered.</summary>
    public string? Why { get; set; }

    /// <summary>Who is named, or taken off.</summary>
    public Guid Person { get; set; }

    /// <summary>Off the list; else on it.</summary>
    public bool Off { get; set; }

    public string? Mark => string.IsNullOrEmpty(Level) ? null : Level;

    /// <summary>The place that was chosen; a message that no ticket has where it cannot be read.</summary>
    public MarkPlace At => Read(Place);

    /// <summary>A place as a form writes it: empty for the ticket, else <c>e</c> and a message or <c>f</c> and a file.</summary>
    public static string Written(MarkPlace place) =>
        place switch
        {
            { File: { } file } => $"f{file}",
            { Entry: { } entry } => string.Create(CultureInfo.InvariantCulture, $"e{entry}"),
            _ => "",
        };

    public static MarkPlace Read(string? written) =>
        written switch
        {
            null or "" => default,
            ['f', .. var file] when Guid.TryParse(file, out var id) => new(null, id),
            ['e', .. var entry]
                when int.TryParse(entry, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => new(
                number
            ),
            _ => new(0),
        };
}
