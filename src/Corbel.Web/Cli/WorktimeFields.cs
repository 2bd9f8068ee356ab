using System.Text.Json;
using Corbel.Core.Time;

namespace Corbel.Web.Cli;

/// <summary>The fields of one line of <c>corbel worktime</c>: all there, none besides, values still as written.</summary>
internal readonly record struct WorktimeFields
{
    private const string Names = "zone, week, holidays, op, start, seconds or end, due_at_closing";

    public JsonElement Zone { get; private init; }
    public JsonElement Week { get; private init; }
    public JsonElement Holidays { get; private init; }
    public JsonElement Start { get; private init; }
    public JsonElement Seconds { get; private init; }
    public JsonElement End { get; private init; }
    public DueAtClosing DueAtClosing { get; private init; }

    /// <summary>Whether the operation is add; otherwise it is between.</summary>
    public bool Adds { get; private init; }

    private JsonElement Op { get; init; }
    private JsonElement Convention { get; init; }

    public static bool TryRead(JsonElement line, out WorktimeFields fields, out string refusal)
    {
        fields = default;
        refusal = "";
        foreach (var field in line.EnumerateObject())
        {
            var value = field.Value;
            switch (field.Name)
            {
                case "zone":
                    fields = fields with { Zone = value };
                    break;
                case "week":
                    fields = fields with { Week = value };
                    break;
                case "holidays":
                    fields = fields with { Holidays = value };
                    break;
                case "op":
                    fields = fields with { Op = value };
                    break;
                case "start":
                    fields = fields with { Start = value };
                    break;
                case "seconds":
                    fields = fields with { Seconds = value };
                    break;
                case "end":
                    fields = fields with { End = value };
                    break;
                case "due_at_closing":
                    fields = fields with { Convention = value };
                    break;
                default:
                    refusal = $"There is no field \"{field.Name}\". The fields are: {Names}.";
                    return false;
            }
        }

        refusal = fields.Missing() ?? fields.Misfit() ?? "";
        fields = fields with
        {
            Adds = Is(fields.Op, "add"),
            DueAtClosing = Is(fields.Convention, "next_opening")
                ? DueAtClosing.NextOpening
                : DueAtClosing.ClosingInstant,
        };
        return refusal.Length == 0;
    }

    private string? Missing()
    {
        var missing =
            Absent(Zone) ? "zone"
            : Absent(Week) ? "week"
            : Absent(Holidays) ? "holidays"
            : Absent(Op) ? "op"
            : Absent(Start) ? "start"
            : Is(Op, "add") && Absent(Seconds) ? "seconds"
            : Is(Op, "between") && Absent(End) ? "end"
            : null;
        return missing is null ? null : $"The field \"{missing}\" is missing.";
    }

    private string? Misfit()
    {
        if (!Is(Op, "add") && !Is(Op, "between"))
        {
            return $"\"op\" is \"add\" or \"between\", not {Worktime.Shown(Op)}.";
        }
        if (Is(Op, "add") && !Absent(End))
        {
            return "\"add\" takes \"seconds\" and no \"end\".";
        }
        if (Is(Op, "between") && !Absent(Seconds))
        {
            return "\"between\" takes an \"end\" and no \"seconds\".";
        }
        return Absent(Convention) || Is(Convention, "closing_instant") || Is(Convention, "next_opening")
            ? null
            : $"\"due_at_closing\" is \"closing_instant\" or \"next_opening\", not {Worktime.Shown(Convention)}.";
    }

    private static bool Absent(JsonElement value) => value.ValueKind == JsonValueKind.Undefined;

    private static bool Is(JsonElement value, string text) =>
        value.ValueKind == JsonValueKind.String && value.ValueEquals(text);
}
