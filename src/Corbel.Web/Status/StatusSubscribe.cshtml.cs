using Corbel.Desk.Availability;
using Corbel.Desk.Data;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Status;

/// <summary>Anybody asks for the news by mail. The answer is the same for every address.</summary>
public sealed class StatusSubscribeModel(DeskDb db, Subscribe subscribe, Reader reader) : PageModel
{
    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public List<Guid> Chosen { get; set; } = [];

    public IReadOnlyList<Component> Components { get; private set; } = [];
    public bool Asked { get; private set; }
    public string? Refused { get; private set; }

    public Task OnGet(CancellationToken cancel) => Load(cancel);

    public async Task OnPost(CancellationToken cancel)
    {
        await Load(cancel);
        var known = Components.Select(x => x.Id).Intersect(Chosen).ToList();
        Refused = (await subscribe.Ask(Email ?? "", reader.Words, known, cancel))?.Why.In(reader.Words);
        Asked = Refused is null;
        if (!Asked)
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
    }

    private async Task Load(CancellationToken cancel) =>
        Components = await db
            .Components.AsNoTracking()
            .Where(x => x.RetiredAt == null)
            .OrderBy(x => x.Position)
            .ToListAsync(cancel);
}
