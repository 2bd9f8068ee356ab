using System.CommandLine;
using System.CommandLine.Parsing;

namespace Corbel.Web.Cli;

/// <summary>
/// The verbs of <c>corbel</c>. Exit codes: 0 done, 1 refused (the sentence stands on standard error), 2 wrong use.
/// </summary>
internal static class CommandLine
{
    private const int Refused = 1;
    private const int WrongUse = 2;

    /// <summary>Every verb there is.</summary>
    internal static RootCommand Verbs() =>
        new("Corbel: the support desk that runs the support policy.")
        {
            ServeVerbs.Serve(),
            ServeVerbs.Demo(),
            ServeVerbs.Migrate(),
            MailVerb.Mail(),
            PolicyVerbs.Policy(),
            VariationVerbs.Variation(),
            HolidayVerbs.Holidays(),
            PolicyVerbs.Sla(),
            PolicyVerbs.Worktime(),
            DataVerbs.Check(),
            MarkingVerbs.Marking(),
            BackupVerbs.Backup(),
            BackupVerbs.Restore(),
            UserVerbs.User(),
            NumberVerbs.Organisation(),
            HostVerbs.Host(),
            PbxVerbs.Pbx(),
            HostVerbs.Usage(),
            PlaceVerbs.Place(),
            ProbeVerb.Probe(),
            AvailabilityVerbs.Availability(),
            RecordVerbs.Record(),
            ReportVerbs.Report(),
        };

    public static async Task<int> Run(string[] args)
    {
        var parsed = Verbs().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await Terminal.Error.WriteLineAsync(error.Message);
            await Terminal.Error.WriteLineAsync($"See: {PathOf(parsed.CommandResult)} --help");
            return WrongUse;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (RefusedException refused)
        {
            await Terminal.Error.WriteLineAsync(refused.Message);
            return Refused;
        }
    }

    /// <summary>The verb as it was called: corbel sla due.</summary>
    private static string PathOf(CommandResult? verb) =>
        verb is { Parent: CommandResult parent, Command.Name: var name } ? $"{PathOf(parent)} {name}" : "corbel";
}

/// <summary>Ends a verb with a sentence and exit code 1.</summary>
internal sealed class RefusedException(string why) : Exception(why);
