using System.Collections.Immutable;
using System.Globalization;
using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Reports;
using Corbel.Desk.Data;
using Corbel.Desk.Reports;
using Corbel.Web.Console;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Corbel.Web.Status;

/// <summary>What every room of the evidence needs: whose sums, which quarter, which words.</summary>
internal sealed class EvidenceScene(
    DeskDb db,
    CompiledPolicy policy,
    Actor actor,
    ContractScope scope,
    Reader reader,
    IStringLocalizer t
)
{
    private readonly ImmutableArray<(string Name, string Id, string? Clause)> _known =
    [
        .. PolicyText.Facts(policy.Document).Select(x => (x.Path, x.Id, (string?)x.Clause)),
        .. policy.Readings.Select(x => (x.Id, x.Id, x.Clause)),
    ];

    public DeskDb Database { get; } = db;
    public CompiledPolicy Policy { get; } = policy;
    public PolicyDocument Document => Policy.Document;
    public Actor Actor { get; } = actor;
    public ContractScope Scope { get; } = scope;
    public Reader Reader { get; } = reader;
    public IStringLocalizer T { get; } = t;
    public Language Words => Reader.Words;
    public DateTimeZone Zone { get; } = ReportingZone.Of(policy.Document);
    public Quarter Quarter => Quarter.Of(Reader.Now, Zone);
    public Interval ThisQuarter => Quarter.In(Zone);
    public Interval LastQuarter => Quarter.Before.In(Zone);

    /// <summary>
    /// Evidence for the facts generated from these settings and for these readings, beside the first of them; null where the
    /// policy says none of it.
    /// </summary>
    public Evidence? For(params IEnumerable<string> names)
    {
        var found = names.SelectMany(name => _known.Where(x => x.Name == name)).ToList();
        return found is [var first, ..] ? new(first.Clause ?? "", [.. found.Select(x => x.Id)]) : null;
    }

    /// <summary>The address of what stands behind a figure, for staff; customers read sums.</summary>
    public string? Behind(FigureQuery query) =>
        Actor.IsStaff ? (query with { Customer = Scope.Organisation }).Address : null;

    /// <summary>A count and what stands behind it; nothing stands behind none.</summary>
    public EvidenceCell Count(int count, FigureQuery query) => new(Number(count), count == 0 ? null : Behind(query));

    /// <summary>Says in words that there is nothing, rather than being empty.</summary>
    public IHtmlContent Nothing => Text(T["Nothing recorded yet this quarter."]);

    public static string Number(int count) => count.ToString(CultureInfo.CurrentCulture);

    public static IHtmlContent Text(string text) => new HtmlContentBuilder().Append(text);

    /// <summary>A line with an address for those who have one.</summary>
    public static IHtmlContent Text(EvidenceCell cell) =>
        cell.Behind is { } address
            ? new HtmlContentBuilder()
                .AppendHtml("<a href=\"")
                .Append(address)
                .AppendHtml("\">")
                .Append(cell.Text)
                .AppendHtml("</a>")
            : Text(cell.Text);
}
