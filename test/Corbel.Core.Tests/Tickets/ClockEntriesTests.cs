using System.Text;
using System.Text.Json;
using Corbel.Core.Tickets;
using CsCheck;
using NodaTime;

namespace Corbel.Core.Tests.Tickets;

/// <summary>What is read fast is what the serialiser reads, less what no clock depends on.</summary>
public sealed class ClockEntriesTests
{
    [Fact]
    public void Every_entry_is_read_as_the_serialiser_reads_it() =>
        RandomJournals.Journal.Sample(journal =>
        {
            var fast = new ClockEntries();
            foreach (var stored in RandomJournals.Seal(journal))
            {
                fast.Read(stored.Bytes.AsSpan()).ShouldBe(Lessened(stored.Entry));
            }
        });

    [Theory]
    [InlineData("2026-08-28T16:30:00Z")]
    [InlineData("2026-02-28T23:59:59.5Z")]
    [InlineData("2024-02-29T00:00:00.000001Z")]
    [InlineData("2026-02-29T00:00:00Z")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("2026-08-28T16:30:00.Z")]
    [InlineData("2026-08-28T16:3x:00Z")]
    [InlineData("1899-12-31T23:59:60Z")]
    [InlineData("0000-01-01T00:00:00Z")]
    public void Instants_are_read_as_the_pattern_reads_them_or_left_to_it(string text)
    {
        var pattern = NodaTime.Text.InstantPattern.ExtendedIso.Parse(text);
        var fast = InstantBytes.Read(Encoding.UTF8.GetBytes(text));
        (fast is null || (pattern.Success && pattern.Value == fast)).ShouldBeTrue();
        (fast is not null).ShouldBe(pattern.Success && pattern.Value.InUtc().Year > 0);
    }

    [Fact]
    public void Every_instant_of_four_centuries_is_read() =>
        Gen.Long[-11_676_096_000, 4_102_444_800]
            .Sample(second =>
            {
                var instant = Instant.FromUnixTimeSeconds(second);
                var text = NodaTime.Text.InstantPattern.ExtendedIso.Format(instant);
                InstantBytes.Read(Encoding.UTF8.GetBytes(text)).ShouldBe(instant);
            });

    [Fact]
    public void What_is_no_entry_is_none_here_either()
    {
        foreach (var text in new[] { "", "{}", "[]", "{\"what\":{\"kind\":\"nothing\"}}", "{\"number\":1" })
        {
            Should.Throw<JsonException>(() => new ClockEntries().Read(Encoding.UTF8.GetBytes(text)));
        }
    }

    private static Entry? Lessened(Entry entry) =>
        entry.What
            is StaffNote
                or SenderAcceptance
                or Acknowledgement
                or Assignment
                or Warning
                or Split { LeavesNothing: false }
                or MergedIn
                or Participation
                or HandOver
                or HandBack
                or Marking
                or MarkLowering
                or NeedToKnow
                or MarkNotice
            ? null
            : entry with
            {
                Content = null,
                What = entry.What switch
                {
                    Receipt receipt => receipt with
                    {
                        Reporter = default,
                        Basis = default,
                        Message = null,
                        Language = "",
                        Courtesy = false,
                        LoggedBy = null,
                        SplitFrom = null,
                        Unverified = false,
                    },
                    CustomerMessage message => message with { Message = null, Unverified = false },
                    Resolution => new Resolution(default),
                    var what => what,
                },
            };
}
