using System.Collections.Immutable;
using Corbel.Core.Policy;
using CsCheck;

namespace Corbel.Core.Tests.Policy;

/// <summary>Which target holds, over every combination, against a second formulation that narrows a list down.</summary>
public class TargetChoiceTests
{
    private static readonly string?[] Customers = [null, "Acme", "ACME", "Beta", "Gamma"];
    private static readonly string?[] Products = [null, "books", "payroll", "Books"];
    private static readonly PolicyChannel?[] Channels = [null, .. Enum.GetValues<PolicyChannel>()];
    private static readonly string[] Severities = ["1", "2", "3", "4"];

    private static readonly ImmutableArray<TargetScope> Scopes =
    [
        .. from customer in Customers
        from product in Products
        from channel in Channels
        select new TargetScope(customer, product, channel),
    ];

    private static readonly Gen<TargetSpec> Targets = Gen.Select(
        Gen.Enum<TargetKind>(),
        Gen.Int[1, 3].Select(n => $"{n}"),
        Some("Acme", "Beta", "gamma"),
        Some("books", "payroll"),
        Some(Enum.GetValues<PolicyChannel>()),
        (kind, severity, customers, products, channels) =>
            Of(kind, severity) with
            {
                Customers = customers,
                Products = products,
                Channels = channels,
            }
    );

    [Fact]
    public void The_most_specific_target_wins() =>
        Targets
            .Array[0, 40]
            .Sample(
                all =>
                {
                    // What would draw with one before it is left out, as the check would refuse it.
                    var targets = all.Aggregate(
                        ImmutableArray<TargetSpec>.Empty,
                        (kept, next) => kept.Any(k => Draw(k, next)) ? kept : kept.Add(next)
                    );
                    var policy = TestPolicy.Compile(With(targets));
                    foreach (var scope in Scopes)
                    {
                        foreach (var (kind, severity) in Cells())
                        {
                            policy
                                .Target(kind, severity, scope)
                                .ShouldBeSameAs(Left(targets, kind, severity, scope).SingleOrDefault());
                        }
                        policy
                            .SeverityWhenNotStated(scope)
                            ?.Id.ShouldBe(
                                Severities.FirstOrDefault(s =>
                                    Left(targets, TargetKind.FirstResponse, s, scope).Length > 0
                                )
                            );
                    }
                    foreach (var severity in Severities)
                    {
                        policy
                            .FirstResponseTarget(severity)
                            .ShouldBeSameAs(
                                targets.SingleOrDefault(t =>
                                    (t.Kind, t.Severity) == (TargetKind.FirstResponse, severity)
                                    && t.Customers.IsEmpty
                                    && t.Products.IsEmpty
                                    && t.Channels.IsEmpty
                                )
                            );
                    }
                },
                iter: Campaign.Of(300)
            );

    [Fact]
    public void The_check_refuses_just_those_that_can_draw() =>
        Targets
            .Array[2, 4]
            .Sample(
                all =>
                {
                    ImmutableArray<TargetSpec> targets =
                    [
                        .. all.Select(t =>
                            t with
                            {
                                Kind = TargetKind.FirstResponse,
                                Severity = "1",
                                Every = null,
                                Within = new(60),
                            }
                        ),
                    ];
                    PolicyCheck
                        .Errors(With(targets), TestPolicy.Lists)
                        .IsEmpty.ShouldBe(!targets.Where((a, i) => targets.Take(i).Any(b => Draw(a, b))).Any());
                },
                iter: Campaign.Of(2000)
            );

    [Fact]
    public void The_severity_that_the_reading_fixes_runs_in_every_scope()
    {
        var policy = TestPolicy.With(new ReadingsSpec { SeverityNotStated = "2" });
        policy.SeverityWhenNotStated!.Id.ShouldBe("2");
        policy.SeverityWhenNotStated(Scopes[7])!.Id.ShouldBe("2");
        TestPolicy.Compile(With([])).SeverityWhenNotStated(Scopes[0]).ShouldBeNull();
    }

    [Fact]
    public void A_lookup_allocates_nothing()
    {
        var scoped = Of(TargetKind.FirstResponse, "1") with { Customers = ["Acme"], Channels = [PolicyChannel.Mail] };
        var policy = TestPolicy.Compile(With([scoped, Of(TargetKind.FirstResponse, "1")]));
        var allocated = long.MaxValue;
        // The first rounds may allocate while the code is being compiled.
        for (var round = 0; round < 20 && allocated > 0; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var scope in Scopes)
            {
                policy.Target(TargetKind.FirstResponse, "1", scope);
                policy.SeverityWhenNotStated(scope);
            }
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        allocated.ShouldBe(0);
    }

    /// <summary>Whether there is an issue that neither of two targets leaves to the other.</summary>
    private static bool Draw(TargetSpec a, TargetSpec b) =>
        (a.Kind, a.Severity) == (b.Kind, b.Severity)
        && Scopes.Any(scope => Left([a, b], a.Kind, a.Severity, scope).Length > 1);

    /// <summary>Of all that fit, those that name the customer, if any do; of these the product; of these the channel.</summary>
    private static TargetSpec[] Left(
        ImmutableArray<TargetSpec> targets,
        TargetKind kind,
        string severity,
        TargetScope scope
    )
    {
        bool Names(ImmutableArray<string> names, string? name, bool anyCase = false) =>
            name is not null
            && names.Any(n => n == name || (anyCase && n.ToUpperInvariant() == name.ToUpperInvariant()));
        var fit = targets
            .Where(t => t.Kind == kind && t.Severity == severity)
            .Where(t => t.Customers.IsEmpty || Names(t.Customers, scope.Customer, anyCase: true))
            .Where(t => t.Products.IsEmpty || Names(t.Products, scope.Product))
            .Where(t => t.Channels.IsEmpty || (scope.Channel is { } channel && t.Channels.Contains(channel)))
            .ToArray();
        foreach (
            var names in new Func<TargetSpec, bool>[]
            {
                t => !t.Customers.IsEmpty,
                t => !t.Products.IsEmpty,
                t => !t.Channels.IsEmpty,
            }
        )
        {
            fit = fit.Any(names) ? [.. fit.Where(names)] : fit;
        }
        return fit;
    }

    private static IEnumerable<(TargetKind Kind, string Severity)> Cells() =>
        from kind in Enum.GetValues<TargetKind>()
        from severity in Severities
        select (kind, severity);

    private static TargetSpec Of(TargetKind kind, string severity)
    {
        var rhythm = kind == TargetKind.StatusReport;
        return TestPolicy.Response(severity, 1) with
        {
            Kind = kind,
            Within = rhythm ? null : new(60),
            Every = rhythm ? new(60) : null,
        };
    }

    private static PolicyDocument With(ImmutableArray<TargetSpec> targets) =>
        TestPolicy.Document with
        {
            Targets = targets,
            Products = new([
                new ProductSpec { Id = "books", Name = new("Books", "Boeken") },
                new ProductSpec { Id = "payroll", Name = new("Payroll", "Salaris") },
            ]),
        };

    /// <summary>Half of the time none, else some of them.</summary>
    private static Gen<ImmutableArray<T>> Some<T>(params T[] all) =>
        Gen.Frequency(
            (1, Gen.Const(ImmutableArray<T>.Empty)),
            (
                1,
                Gen.Int[1, (1 << all.Length) - 1]
                    .Select(bits => all.Where((_, i) => (bits & (1 << i)) != 0).ToImmutableArray())
            )
        );
}
