using Corbel.Core.Access;
using Corbel.Desk.Data;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Console;

/// <summary>The customers, and with how many something was agreed otherwise.</summary>
public sealed class CustomersModel(DeskDb db, Reader reader) : PageModel
{
    public IReadOnlyList<CustomerRow> Customers { get; private set; } = [];

    public async Task OnGet(CancellationToken cancel)
    {
        ViewData["View"] = "customers";
        var now = reader.Now;
        Customers = await db
            .Organisations.Where(x => x.Kind == OrganisationKind.Customer)
            .OrderBy(x => x.Name)
            .Select(x => new CustomerRow(
                x.Id,
                x.Name,
                db.People.Count(p => p.OrganisationId == x.Id && p.DeactivatedAt == null),
                db.Variations.Count(v =>
                    v.OrganisationId == x.Id && v.WithdrawnAt == null && (v.Until == null || v.Until > now)
                )
            ))
            .ToListAsync(cancel);
    }
}

/// <summary>A customer in the list.</summary>
public sealed record CustomerRow(Guid Id, string Name, int People, int Variations);
