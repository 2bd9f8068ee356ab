using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Desk.Policies;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Desk.Tests.Policies;

public class PolicyFileTests
{
    private static readonly ImmutableSortedDictionary<string, HolidayList> Lists = HolidayFile.Lists(
        HolidayFile.Shipped
    );

    [Fact]
    public void The_shipped_policy_has_no_problems()
    {
        var reading = PolicyFile.Read(PolicyFile.Shipped, "isms-online.yaml", Lists);
        reading.Problems.Select(p => p.ToString()).ShouldBeEmpty();
        var policy = CompiledPolicy.Compile(reading.Document!, Lists);
        var due = FirstResponse.Due(policy, "1", InstantPattern.General.Parse("2026-08-28T16:30:00Z").Value)!;
        due.Due.ToString().ShouldBe("2026-08-28T17:30:00Z");
    }
}
