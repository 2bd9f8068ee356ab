using Corbel.Core.Policy;

namespace Corbel.Core.Tests.Policy;

/// <summary>Every error that the checks know of scopes, warnings and the night, each made by one change.</summary>
public class ScopeCheckTests
{
    private static readonly TargetSpec Target = TestPolicy.Response("1", 1);
    private static readonly WarningSpec Half = new() { AfterPercent = 50, To = [WarnedRole.Assignee] };
    private static readonly WarningSpec Late = new() { Left = new(900), To = [WarnedRole.Managers] };

    private static readonly PolicyDocument Good = TestPolicy.Document with
    {
        Products = new([Product("books"), Product("payroll")]),
        Night = new() { Zone = "Europe/London", Hours = new(22 * 3600, 7 * 3600) },
        Targets =
        [
            Target with
            {
                Warnings = [Half, Late],
            },
            Target with
            {
                Customers = ["Acme", "Beta"],
            },
            Target with
            {
                Customers = ["Acme"],
                Products = ["books"],
            },
            Target with
            {
                Products = ["books", "payroll"],
                Channels = [PolicyChannel.Chat],
            },
        ],
    };

    [Fact]
    public void What_is_right_has_no_errors() => Errors(Good).ShouldBeEmpty();

    [Fact]
    public void Names()
    {
        Only(
            Target with
            {
                Products = ["books", "pay-roll"],
            },
            "targets[0].products[1]: there is no product of that name; here stands \"pay-roll\"; did you mean payroll? It may be: books, payroll."
        );
        Only(
            Target with
            {
                Customers = ["Acme", "Beta", "ACME"],
            },
            "targets[0].customers[2]: this name stands here a second time; here stands \"ACME\"."
        );
        Only(
            Target with
            {
                Products = ["books", "books"],
            },
            "targets[0].products[1]: this name stands here a second time; here stands \"books\"."
        );
        Only(
            Target with
            {
                Channels = [PolicyChannel.Mail, PolicyChannel.Mail],
            },
            "targets[0].channels[1]: this name stands here a second time; here stands \"mail\"."
        );
        Errors(Good with { Products = Named<ProductSpec>.None }).Length.ShouldBe(3);
    }

    [Fact]
    public void Two_targets_that_would_draw()
    {
        Two(Target, Target, "targets[1].severity: there are two targets of this kind for one severity");
        Two(
            Target with
            {
                Customers = ["Beta", "Acme"],
            },
            Target with
            {
                Customers = ["Gamma", "acme"],
            },
            "targets[1]: two targets of this kind hold for severity 1, customer acme; the other is targets[0]."
        );
        Two(
            Target with
            {
                Customers = ["Acme"],
                Products = ["books", "payroll"],
                Channels = [PolicyChannel.Mail, PolicyChannel.Telephone],
            },
            Target with
            {
                Customers = ["Acme"],
                Products = ["payroll"],
                Channels = [PolicyChannel.Telephone],
            },
            "targets[1]: two targets of this kind hold for severity 1, customer Acme, product payroll, channel telephone; the other is targets[0]."
        );
        Two(
            Target with
            {
                Customers = ["Acme Ltd."],
            },
            Target with
            {
                Customers = ["Acmé, Ltd"],
            },
            "targets[1].customers: by letters and digits these names cannot be told from those of targets[0]."
        );
        // Nothing in common, or one of them wins.
        Two(Target with { Customers = ["Acme"] }, Target with { Customers = ["Beta"] });
        Two(Target with { Customers = ["Acme"] }, Target);
        Two(Target with { Customers = ["Acme"] }, Target with { Products = ["books"] });
        Two(
            Target with
            {
                Products = ["books"],
                Channels = [PolicyChannel.Mail],
            },
            Target with
            {
                Products = ["books"],
                Channels = [PolicyChannel.Chat],
            }
        );
        Two(Target with { Customers = ["Acme"] }, Target with { Customers = ["Acme"], Kind = TargetKind.Resolution });
        Two(Target with { Customers = ["Acme"] }, Target with { Customers = ["Acme"], Severity = "2" });
    }

    [Fact]
    public void Warnings()
    {
        const string path = "targets[0].warnings[0]";
        Only(Half with { AfterPercent = null }, $"{path}: a warning needs \"after-percent\" or \"left\".");
        Only(Half with { Left = new(60) }, $"{path}: a warning has \"after-percent\" or \"left\", not both.");
        Only(
            Half with
            {
                AfterPercent = 0,
            },
            $"{path}.after-percent: a share lies between 1 and 99; here stands \"0\"."
        );
        Only(Half with { AfterPercent = 100 }, $"{path}.after-percent: a share lies between 1 and 99");
        Only(Late with { Left = new(0) }, $"{path}.left: the time must be more than nothing; here stands \"0 min\".");
        Only(Late with { Left = new(-60) }, $"{path}.left: the time must be more than nothing");
        Only(
            Late with
            {
                Left = new(0, 1),
            },
            $"{path}.left: write it in hours and minutes of the calendar, not in days"
        );
        Only(
            Late with
            {
                Left = new(3600),
            },
            $"{path}.left: the time left must be less than the limit, 1 h; here stands \"1 h\"."
        );
        Only(
            Half with
            {
                To = [],
            },
            $"{path}.to: name at least one who is warned. It may be: assignee, queue, managers, owner."
        );
        foreach (
            var right in new[]
            {
                Half with
                {
                    AfterPercent = 1,
                },
                Half with
                {
                    AfterPercent = 99,
                },
                Late with
                {
                    Left = new(3540),
                },
            }
        )
        {
            Errors(Good with { Targets = [Target with { Warnings = [right] }] }).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Warnings_of_a_rhythm()
    {
        var days = Target with { Kind = TargetKind.StatusReport, Within = null, Every = new(0, 2) };
        Only(
            days with
            {
                Warnings = [Half],
            },
            "targets[0].warnings[0].after-percent: a share can be taken of hours and minutes only; use \"left\" with a limit in days; here stands \"50\"."
        );
        Errors(Good with { Targets = [days with { Warnings = [Late] }] }).ShouldBeEmpty();
        Errors(Good with { Targets = [days with { Every = new(7200), Warnings = [Half, Late] }] }).ShouldBeEmpty();
        Only(
            days with
            {
                Every = new(600),
                Warnings = [Late],
            },
            "targets[0].warnings[0].left: the time left must be less than the limit, 10 min; here stands \"15 min\"."
        );
    }

    [Fact]
    public void The_night()
    {
        Only(
            Good with
            {
                Night = Good.Night! with { Zone = "Europe/Londen" },
            },
            "night.zone: there is no such time zone in the IANA database; here stands \"Europe/Londen\"; did you mean Europe/London?"
        );
        Only(
            Good with
            {
                Night = Good.Night with { Hours = new(7 * 3600, 7 * 3600) },
            },
            "night.hours: the night cannot be a whole day: it must end before it begins anew; here stands \"07:00-07:00\"."
        );
        Only(
            Good with
            {
                Night = Good.Night with { Hours = new(0, 86_400) },
            },
            "night.hours: the night cannot be a whole"
        );
        Errors(Good with { Night = Good.Night with { Hours = new(22 * 3600, 86_400) } }).ShouldBeEmpty();
    }

    [Fact]
    public void A_severity_that_runs_unstated_has_a_target_for_all() =>
        Only(
            Good with
            {
                Targets = [Target with { Customers = ["Acme"] }],
                Readings = new() { SeverityNotStated = "1" },
            },
            "readings.severity-not-stated: this severity has no first-response target that holds for all; here stands \"1\"."
        );

    private static ProductSpec Product(string id) => new() { Id = id, Name = new(id, id) };

    private static string[] Errors(PolicyDocument policy) =>
        [.. PolicyCheck.Errors(policy, TestPolicy.Lists).Select(e => e.ToString())];

    private static void Only(PolicyDocument policy, string error) =>
        Errors(policy).ShouldHaveSingleItem().ShouldStartWith(error);

    private static void Only(TargetSpec target, string error) => Only(Good with { Targets = [target] }, error);

    private static void Only(WarningSpec warning, string error) => Only(Target with { Warnings = [warning] }, error);

    private static void Two(TargetSpec first, TargetSpec second, string? error = null)
    {
        var errors = Errors(Good with { Targets = [first, second] });
        if (error is null)
        {
            errors.ShouldBeEmpty();
        }
        else
        {
            errors.ShouldHaveSingleItem().ShouldStartWith(error);
        }
    }
}
