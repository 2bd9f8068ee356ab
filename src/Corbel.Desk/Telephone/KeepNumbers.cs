using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Desk.Data;
using Corbel.Desk.People;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Telephone;

/// <summary>Keeps the numbers by which callers are known, and the extensions of staff.</summary>
public sealed class KeepNumbers(GroupWriter writer, NumberPlan plan)
{
    /// <summary>Ends a number of which only the beginning is meant: +44 1273 041*.</summary>
    public const char AnyMore = '*';

    private static readonly Refusal ExtensionTooLong = Refusal.Of(
        "extension-too-long",
        "An extension has at most 100 characters.",
        "Een toestel heeft hooguit 100 tekens."
    );

    private static readonly Refusal OnlyStaff = Refusal.Of(
        "extension-of-staff",
        "Only staff have an extension. Give a customer’s person a telephone number.",
        "Alleen medewerkers hebben een toestel. Geef iemand van een klant een telefoonnummer."
    );

    /// <summary>Replaces a person's numbers.</summary>
    /// <returns>How many there are now.</returns>
    public async Task<Outcome<int>> OfPerson(Guid person, IEnumerable<string> texts, CancellationToken cancel = default)
    {
        var numbers = new List<string>();
        foreach (var text in texts.Where(x => !string.IsNullOrWhiteSpace(x)))
        {
            var parsed = plan.ParseOrRefuse(text);
            if (parsed.Refused is { } refusal)
                return refusal;
            numbers.Add(parsed.Value!);
        }
        numbers = [.. numbers.Distinct(StringComparer.Ordinal)];
        return await writer.Write(
            async (db, token) =>
            {
                var kept = await db.PersonNumbers.AsTracking().Where(x => x.PersonId == person).ToListAsync(token);
                db.PersonNumbers.RemoveRange(kept.Where(x => !numbers.Contains(x.Number)));
                foreach (var number in numbers.Except(kept.Select(x => x.Number)))
                    db.PersonNumbers.Add(new PersonNumber { PersonId = person, Number = number });
                return (Outcome<int>)numbers.Count;
            },
            cancel
        );
    }

    /// <summary>Adds a number, as E.164, to those of a person.</summary>
    public Task AddToPerson(Guid person, string number, CancellationToken cancel = default) =>
        writer.Write(
            async (db, token) =>
            {
                if (!await db.PersonNumbers.AnyAsync(x => x.PersonId == person && x.Number == number, token))
                    db.PersonNumbers.Add(new PersonNumber { PersonId = person, Number = number });
            },
            cancel
        );

    /// <summary>Replaces an organisation's numbers. One that ends with an asterisk is only the beginning of them.</summary>
    /// <returns>How many it has now.</returns>
    public async Task<Outcome<int>> OfOrganisation(
        Guid organisation,
        IEnumerable<string> texts,
        CancellationToken cancel = default
    )
    {
        var numbers = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var text in texts.Select(x => x.Trim()).Where(x => x.Length > 0))
        {
            var isPrefix = text.EndsWith(AnyMore);
            var parsed = isPrefix ? Prefix(text) : plan.ParseOrRefuse(text);
            if (parsed.Refused is { } refusal)
                return refusal;
            numbers[parsed.Value!] = isPrefix;
        }
        return await writer.Write(
            async (db, token) =>
            {
                var kept = await db
                    .OrganisationNumbers.AsTracking()
                    .Where(x => x.OrganisationId == organisation)
                    .ToListAsync(token);
                bool Stays(OrganisationNumber x) =>
                    numbers.TryGetValue(x.Number, out var isPrefix) && isPrefix == x.IsPrefix;
                db.OrganisationNumbers.RemoveRange(kept.Where(x => !Stays(x)));
                await db.SaveChangesAsync(token);
                foreach (var (number, isPrefix) in numbers.Where(x => !kept.Any(k => k.Number == x.Key && Stays(k))))
                    db.OrganisationNumbers.Add(
                        new OrganisationNumber
                        {
                            OrganisationId = organisation,
                            Number = number,
                            IsPrefix = isPrefix,
                        }
                    );
                return (Outcome<int>)numbers.Count;
            },
            cancel
        );
    }

    /// <summary>Sets the telephone on somebody's desk, as the telephone system names it; an empty name takes it away.</summary>
    /// <returns>The person.</returns>
    public async Task<Outcome<Person>> Extension(Guid id, string? extension, CancellationToken cancel = default)
    {
        var name = string.IsNullOrWhiteSpace(extension) ? null : extension.Trim();
        if (name?.Length > 100)
            return ExtensionTooLong;
        return await writer.Write(
            async (db, token) =>
            {
                var person = await db.People.AsTracking().SingleAsync(x => x.Id == id, token);
                if (!person.ToActor().IsStaff)
                    return OnlyStaff;
                if (name is not null && await db.People.AnyAsync(x => x.Extension == name && x.Id != id, token))
                    return Refusal.Of(
                        "extension-taken",
                        $"The extension {name} is somebody else’s.",
                        $"Toestel {name} is van iemand anders."
                    );
                person.Extension = name;
                return (Outcome<Person>)person;
            },
            cancel
        );
    }

    private Outcome<string> Prefix(string text) =>
        plan.ParsePrefix(text.TrimEnd(AnyMore)) is { } prefix
            ? prefix
            : Refusal.Of(
                "prefix-too-short",
                $"“{text}” is no beginning of numbers: write the country and at least four digits more, such as +44 1273 041*.",
                $"“{text}” is geen begin van nummers: schrijf het land en nog minstens vier cijfers, zoals +31 20 794*."
            );
}
