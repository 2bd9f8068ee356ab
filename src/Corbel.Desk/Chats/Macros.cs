using System.Text.RegularExpressions;
using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Chats;

/// <summary>What a macro's text is filled in with.</summary>
/// <param name="Customer">The customer's name, as the person is called.</param>
/// <param name="Agent">Who writes.</param>
/// <param name="Ticket">The ticket's number.</param>
public sealed record MacroFacts(string Customer, string Agent, long Ticket);

/// <summary>Keeps the texts that staff write again and again, and fills them in.</summary>
public sealed partial class Macros(GroupWriter writer)
{
    private const int LongestText = 5000;

    private static readonly Refusal WrongName = Refusal.Of(
        "macro-name",
        "A macro’s name has 1 to 40 small letters, digits and hyphens, such as greeting.",
        "De naam van een macro heeft 1 tot 40 kleine letters, cijfers en koppeltekens, zoals begroeting."
    );

    private static readonly Refusal WrongText = Refusal.Of(
        "macro-text",
        $"A macro needs an English text; each text has at most {LongestText} characters.",
        $"Een macro heeft een Engelse tekst nodig; elke tekst telt hoogstens {LongestText} tekens."
    );

    /// <summary>Writes a macro; one that has the name already gets the new texts.</summary>
    public Task<Outcome<string>> Write(
        Actor by,
        string name,
        string english,
        string dutch,
        CancellationToken cancel = default
    )
    {
        (name, english, dutch) = (name.Trim(), english.Trim(), dutch.Trim());
        if (!by.IsStaff)
            return Task.FromResult<Outcome<string>>(Refusals.NotForYou);
        if (!Name().IsMatch(name))
            return Task.FromResult<Outcome<string>>(WrongName);
        if (english.Length is 0 or > LongestText || dutch.Length > LongestText)
            return Task.FromResult<Outcome<string>>(WrongText);
        return writer.Write<Outcome<string>>(
            async (db, token) =>
            {
                var macro = await db.Macros.AsTracking().SingleOrDefaultAsync(x => x.Name == name, token);
                if (macro is null)
                    db.Macros.Add(
                        new Macro
                        {
                            Id = Guid.CreateVersion7(),
                            Name = name,
                            English = english,
                            Dutch = dutch,
                        }
                    );
                else
                    (macro.English, macro.Dutch) = (english, dutch);
                return name;
            },
            cancel
        );
    }

    /// <summary>Takes a macro away; texts that were sent stay.</summary>
    public Task<Outcome<int>> Remove(Actor by, string name, CancellationToken cancel = default) =>
        by.IsStaff
            ? writer.Write<Outcome<int>>(
                async (db, token) => await db.Macros.Where(x => x.Name == name).ExecuteDeleteAsync(token),
                cancel
            )
            : Task.FromResult<Outcome<int>>(Refusals.NotForYou);

    /// <summary>
    /// The text in the customer's language, with {customer}, {agent} and {ticket} filled in; other words in braces stay.
    /// </summary>
    public static string Fill(Macro macro, string language, MacroFacts facts) =>
        (language == "nl" && macro.Dutch.Length > 0 ? macro.Dutch : macro.English)
            .Replace("{customer}", facts.Customer, StringComparison.Ordinal)
            .Replace("{agent}", facts.Agent, StringComparison.Ordinal)
            .Replace("{ticket}", $"{facts.Ticket}", StringComparison.Ordinal);

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,39}$", RegexOptions.None, 1000)]
    private static partial Regex Name();
}
