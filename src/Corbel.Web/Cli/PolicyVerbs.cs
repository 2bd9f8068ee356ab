using System.CommandLine;
using NodaTime;

namespace Corbel.Web.Cli;

/// <summary><c>corbel policy</c>, <c>corbel sla</c> and <c>corbel worktime</c>.</summary>
internal static class PolicyVerbs
{
    public static Command Policy() =>
        new("policy", "The support policy.")
        {
            Check(),
            PolicyPosting.Diff(),
            PolicyPosting.Post(),
            PolicyReplay.Verb(),
        };

    public static Command Sla() => new("sla", "What the policy promises.") { Due(), SlaExplain.Explain() };

    /// <summary>Business time for programs, line by line.</summary>
    public static Command Worktime()
    {
        var verb = new Command(
            "worktime",
            "Read JSON Lines on standard input, add or measure business time, write one answer a line."
        );
        verb.Add(CommonOptions.UnusedData());
        verb.SetAction(_ => WorktimeLines.Run());
        return verb;
    }

    private static Command Check()
    {
        var file = new Argument<string>("FILE") { Description = "The policy file (YAML)." };
        var json = CommonOptions.Json();
        var data = new Option<string?>("--data")
        {
            Description = "A desk whose holiday lists the policy may name; else those that ship with it.",
            HelpName = "DIR",
        };
        var config = CommonOptions.Config();
        var verb = new Command("check", "Check a policy file and name everything that is wrong with it.")
        {
            file,
            json,
            data,
            config,
        };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                var today = SystemClock.Instance.GetCurrentInstant().InUtc().Date;
                var folder = parsed.GetValue(data);
                var lists = folder is null
                    ? null
                    : await HolidayVerbs.Known(Settings.Read(parsed.GetValue(config)!, folder), cancel);
                return parsed.GetValue(json)
                    ? PolicyCheck.RunJson(parsed.GetValue(file)!, today, Terminal.Out, lists)
                    : PolicyCheck.Run(parsed.GetValue(file)!, today, Terminal.Out, Terminal.Error, lists);
            }
        );
        return verb;
    }

    private static Command Due()
    {
        var policy = new Option<string>("--policy")
        {
            Description = "The policy file.",
            HelpName = "FILE",
            Required = true,
        };
        var severity = new Option<string?>("--severity")
        {
            Description = "The severity; without one, what runs while none is stated.",
        };
        var received = new Option<string>("--received")
        {
            Description = "When it was received: 2026-08-28T16:30:00Z.",
            Required = true,
        };
        var explain = new Option<bool>("--explain") { Description = "Print the sum below." };
        var json = CommonOptions.Json();
        var (language, zone) = (CommonOptions.Language(), CommonOptions.Zone());
        var verb = new Command("due", "Print by when a request must be answered.")
        {
            policy,
            severity,
            received,
            explain,
            json,
            language,
            zone,
            CommonOptions.UnusedData(),
        };
        verb.SetAction(parsed =>
            SlaDue.Run(
                new SlaDueOptions(
                    parsed.GetValue(policy)!,
                    parsed.GetValue(severity),
                    parsed.GetValue(received)!,
                    parsed.GetValue(explain),
                    parsed.GetValue(json),
                    parsed.GetValue(language)!,
                    parsed.GetValue(zone)!
                ),
                Terminal.Out,
                Terminal.Error
            )
        );
        return verb;
    }
}
