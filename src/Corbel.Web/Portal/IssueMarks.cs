using Corbel.Core;
using Corbel.Web.Api;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;

namespace Corbel.Web.Portal;

/// <summary>What the customer's people do with the marks of an issue (clause 11).</summary>
public sealed partial class IssueModel
{
    /// <summary>The mark of the answer that is written; empty for none.</summary>
    [BindProperty]
    public string? Mark { get; set; }

    [BindProperty]
    public MarkForm Marks { get; set; } = new();

    internal MarkSheet Marking { get; private set; } = null!;

    public async Task<IActionResult> OnPostMark(long number, CancellationToken cancel)
    {
        var marked = await mark.Run(HttpContext.Actor(), number, Marks.Level ?? "", Marks.At, cancel);
        return await After(
            number,
            "mark",
            marked.Refused,
            t["Marked. From now on only staff with the clearance for it see it."],
            cancel
        );
    }

    public async Task<IActionResult> OnPostLower(long number, CancellationToken cancel)
    {
        var lowered = await lower.Run(HttpContext.Actor(), number, Marks.Mark, Marks.At, Marks.Why ?? "", cancel);
        return await After(number, "lower", lowered.Refused, t["Lowered. The reason stays with the issue."], cancel);
    }

    public async Task<IActionResult> OnPostName(long number, CancellationToken cancel)
    {
        var named = await name.Run(HttpContext.Actor(), number, Marks.Person, !Marks.Off, cancel);
        var notice = Marks.Off ? t["Taken off the list."] : t["On the list: this colleague sees the issue now."];
        return await After(number, "name", named.Refused, notice, cancel);
    }

    /// <summary>The policy's marks for an answer, once somebody may mark it.</summary>
    private async Task<Outcome<string?>> ChosenMark(CancellationToken cancel) =>
        MarkFaces.Chosen(await faces.ForNew(HttpContext.Actor(), cancel), Mark);
}
