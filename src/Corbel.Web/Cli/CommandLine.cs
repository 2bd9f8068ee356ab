using System.CommandLine;
using System.CommandLine.Invocation;

namespace Corbel.Web.Cli;

/// <summary>
/// The verbs of <c>corbel</c>. Exit codes: 0 done, 1 refused (the sentence stands on standard error), 2 wrong use.
/// </summary>
internal static class CommandLine
{
    private const int Refused = 1;
    private const int WrongUse = 2;

    public static async Task<int> Run(string[] args)
    {
        var root = new RootCommand("Corbel: the support desk that runs the support policy.")
        {
            ServeVerbs.Serve(),
            ServeVerbs.Demo(),
            ServeVerbs.Migrate(),
            MailVerb.Mail(),
            PolicyVerbs.Policy(),
            PolicyVerbs.Sla(),
            PolicyVerbs.Worktime(),
            DataVerbs.Check(),
            UserVerbs.User(),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await Terminal.Error.WriteLineAsync(error.Message);
            await Terminal.Error.WriteLineAsync($"See: corbel {parsed.CommandResult.Command.Name} --help");
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
}

/// <summary>Ends a verb with a sentence and exit code 1.</summary>
internal sealed class RefusedException(string why) : Exception(why);
