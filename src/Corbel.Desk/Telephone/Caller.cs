using Corbel.Core.Access;
using Corbel.Desk.Data;
using Corbel.Desk.People;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Telephone;

/// <summary>Who may be behind a number. Several people can share one: all are offered, none is chosen.</summary>
/// <param name="Number">E.164; null where it was withheld.</param>
/// <param name="People">Active people of customers and partners who call from it, by name.</param>
/// <param name="Organisations">Theirs; else those whose main number it is, or whose numbers begin like it.</param>
public sealed record Caller(string? Number, IReadOnlyList<Person> People, IReadOnlyList<Organisation> Organisations)
{
    /// <summary>The one person it can be; null where it is none, or one of several.</summary>
    public Person? Person => People is [var only] ? only : null;

    /// <summary>The one organisation it can be.</summary>
    public Organisation? Organisation => Organisations is [var only] ? only : null;

    public static async Task<Caller> Of(DeskDb db, string? number, CancellationToken cancel = default)
    {
        if (number is null)
            return new Caller(null, [], []);
        var people = await db
            .People.AsNoTracking()
            .Include(x => x.Organisation)
            .Where(x => x.DeactivatedAt == null && x.Organisation!.Kind != OrganisationKind.Provider)
            .Where(x => db.PersonNumbers.Any(n => n.PersonId == x.Id && n.Number == number))
            .OrderBy(x => x.Name)
            .ToListAsync(cancel);
        if (people.Count > 0)
            return new Caller(number, people, [.. people.Select(x => x.Organisation!).DistinctBy(x => x.Id)]);
        var beginnings = Enumerable.Range(1, number.Length).Select(x => number[..x]).ToList();
        var numbers = await db
            .OrganisationNumbers.AsNoTracking()
            .Where(x => x.Number == number || (x.IsPrefix && beginnings.Contains(x.Number)))
            .ToListAsync(cancel);
        // The main number before a beginning, a longer beginning before a shorter one.
        var best = numbers.Count == 0 ? 0 : numbers.Max(Weight);
        var ids = numbers.Where(x => Weight(x) == best).Select(x => x.OrganisationId).ToList();
        var organisations = await db
            .Organisations.AsNoTracking()
            .Where(x => ids.Contains(x.Id) && x.Kind != OrganisationKind.Provider)
            .OrderBy(x => x.Name)
            .ToListAsync(cancel);
        return new Caller(number, [], organisations);
    }

    private static int Weight(OrganisationNumber of) => of.IsPrefix ? of.Number.Length : 100;
}
