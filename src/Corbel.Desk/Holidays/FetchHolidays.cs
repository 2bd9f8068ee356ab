using System.Text;
using Corbel.Core;
using Corbel.Desk.Data;
using Corbel.Desk.Jobs;
using Corbel.Desk.Outbound;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Corbel.Desk.Holidays;

/// <summary>Fetches a holiday list from where it is published, by schedule or when asked, and stores what is new.</summary>
public sealed partial class FetchHolidays(
    DeskOptions options,
    OutboundClient outbound,
    StoreHolidays store,
    GroupWriter writer,
    JobLease lease,
    IClock clock,
    ILogger<FetchHolidays> log
)
{
    public const string Kind = "holiday-fetch";

    /// <summary>After a fetch that failed.</summary>
    private static readonly Duration Again = Duration.FromHours(1);

    internal static string KeyOf(HolidaySource source) => $"{Kind}:{source.Name}";

    /// <summary>Fetches one source of the settings.</summary>
    public async Task<Outcome<StoredHolidays>> Run(HolidaySource source, CancellationToken cancel = default)
    {
        if (Wrong(source) is { } wrong)
            return wrong;
        var from = source.Url.Length > 0 ? source.Url : Path.Combine(options.Data, source.File);
        var bytes = source.Url.Length > 0 ? await outbound.Get(source.Url, cancel) : await FromFile(from, cancel);
        if (bytes.Refused is { } unreachable)
            return unreachable;
        var text = Encoding.UTF8.GetString(bytes.Value!);
        var today = clock.GetCurrentInstant().InUtc().Date;
        var read = HolidayLists.Read(source.Name, source.Format, source.Division, text, today);
        return read.Refused is { } unreadable ? unreadable : await store.Run(read.Value!, from, cancel);
    }

    internal async Task Run(Job planned, CancellationToken cancel)
    {
        if (await lease.Take(planned.Id, cancel) is not { } job)
            return;
        var source = options.Holidays.Find(x => KeyOf(x) == job.Key);
        var fetched = source is null ? null : (Outcome<StoredHolidays>?)await Run(source, cancel);
        var refused = fetched?.Refused;
        if (refused is not null)
            NotFetched(log, source!.Name, refused.Why.En);
        await writer.Write(
            async (db, token) =>
            {
                if (await lease.Kept(db, job, token) is not { } own)
                    return;
                if (source is null)
                {
                    db.Jobs.Remove(own);
                    return;
                }
                var wait = Duration.FromHours(Math.Max(1, source.Every));
                own.LastError = refused?.Why.En;
                own.DueAt = clock.GetCurrentInstant() + (refused is null ? wait : Duration.Min(wait, Again));
            },
            cancel
        );
    }

    private static async Task<Outcome<byte[]>> FromFile(string path, CancellationToken cancel)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancel);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refusal.Of(
                "holidays-no-file",
                $"The holiday file {path} cannot be read: {e.Message}",
                $"Het bestand met feestdagen {path} kan niet worden gelezen: {e.Message}"
            );
        }
    }

    /// <summary>What is wrong with a source as the settings write it; null where nothing is.</summary>
    public static Refusal? Wrong(HolidaySource source)
    {
        var wrong =
            source.Name.Length == 0 ? ("a source has no name", "een bron heeft geen naam")
            : source.Url.Length > 0 == source.File.Length > 0
                ? ($"{source.Name} needs either url or file", $"{source.Name} heeft url of file nodig, één van beide")
            : source.Format is not ("feed" or "icalendar")
                ? (
                    $"{source.Name}: format is feed or icalendar, not “{source.Format}”",
                    $"{source.Name}: format is feed of icalendar, niet “{source.Format}”"
                )
            : source.Format == "icalendar" && source.Division.Length == 0
                ? (
                    $"{source.Name}: an iCalendar file needs a division, such as netherlands",
                    $"{source.Name}: bij een iCalendar-bestand hoort een division, zoals netherlands"
                )
            : default((string En, string Nl)?);
        return wrong is var (en, nl)
            ? Refusal.Of("holiday-source", $"In corbel.yaml, holidays: {en}.", $"In corbel.yaml, holidays: {nl}.")
            : null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The holiday list {Name} was not fetched: {Why}")]
    private static partial void NotFetched(ILogger log, string name, string why);
}
