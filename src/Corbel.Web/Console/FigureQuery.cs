using System.Globalization;
using Corbel.Core.Policy;
using Corbel.Core.Reports;
using Corbel.Core.Tickets;

namespace Corbel.Web.Console;

/// <summary>What a figure of the policy page counts.</summary>
internal enum FigureOf
{
    /// <summary>Clocks of a kind.</summary>
    Clocks,

    /// <summary>Issues, by the way they came.</summary>
    Issues,

    /// <summary>Calls by courtesy.</summary>
    Courtesy,

    /// <summary>Calls by people to whom the policy offers the telephone.</summary>
    Calls,

    /// <summary>Issues whose time of receipt staff noted.</summary>
    Told,

    /// <summary>Issues with a severity in dispute.</summary>
    Disputed,
    Objected,
    Decided,
    Reopened,

    /// <summary>Issues that customers' own desks handed over.</summary>
    HandedOver,

    /// <summary>Issues that ended as not attributable to the product.</summary>
    NotAttributable,

    /// <summary>Open issues on which the customer is waited for, now.</summary>
    Waiting,

    /// <summary>Open issues that nobody has given a severity, now.</summary>
    WithoutSeverity,
}

/// <summary>Which of the clocks.</summary>
internal enum FigureHow
{
    /// <summary>All of them.</summary>
    Any,

    /// <summary>Kept or late.</summary>
    Decided,
    Kept,
    Late,
    Reclassified,
}

/// <summary>A figure of the policy page, as the address of what stands behind it names it.</summary>
internal sealed record FigureQuery(FigureOf Of)
{
    public const string Page = "/console/figures";

    public FigureQuery(TargetKind kind)
        : this(FigureOf.Clocks) => Kind = kind;

    public TargetKind Kind { get; init; }
    public string? Severity { get; init; }
    public FigureHow How { get; init; }
    public Channel? Channel { get; init; }

    /// <summary>The quarter; null for what stands now.</summary>
    public Quarter? Quarter { get; init; }
    public Guid? Customer { get; init; }

    public string Address
    {
        get
        {
            var query = new QueryString().Add("of", Of.ToString());
            if (Of == FigureOf.Clocks)
                query = query.Add("kind", Kind.ToString());
            if (Severity is not null)
                query = query.Add("severity", Severity);
            if (How != FigureHow.Any)
                query = query.Add("how", How.ToString());
            if (Channel is { } channel)
                query = query.Add("channel", channel.ToString());
            if (Quarter is { } quarter)
                query = query.Add("quarter", quarter.ToString());
            if (Customer is { } customer)
                query = query.Add("customer", customer.ToString());
            return Page + query;
        }
    }

    /// <summary>Reads an address; null where it names no figure.</summary>
    public static FigureQuery? Parse(IQueryCollection query)
    {
        string? Value(string name) => query[name] is [{ Length: > 0 } value] ? value : null;
        if (!Known<FigureOf>(Value("of"), out var of))
            return null;
        var kind = Known<TargetKind>(Value("kind"), out var named) ? named : default;
        return new FigureQuery(of)
        {
            Kind = kind,
            Severity = Value("severity"),
            How = Known<FigureHow>(Value("how"), out var how) ? how : FigureHow.Any,
            Channel = Known<Channel>(Value("channel"), out var channel) ? channel : null,
            Quarter = Core.Reports.Quarter.Parse(Value("quarter")),
            Customer = Guid.TryParse(Value("customer"), CultureInfo.InvariantCulture, out var customer)
                ? customer
                : null,
        };
    }

    private static bool Known<T>(string? text, out T value)
        where T : struct, Enum
    {
        value = default;
        return text is not null && text.All(char.IsAsciiLetter) && Enum.TryParse(text, ignoreCase: true, out value);
    }
}
