using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Corbel.Web.Account;

/// <summary>What a person sees where there is no page, or where one broke.</summary>
[IgnoreAntiforgeryToken]
public sealed class ErrorModel : PageModel
{
    public int Status { get; private set; }
    public bool Missing => Status is 404 or 405;

    public void OnGet(int? status) => Show(status);

    public void OnPost(int? status) => Show(status);

    private void Show(int? status)
    {
        Status = status ?? 500;
        // Asked for by its own address it is no error.
        if (Response.StatusCode == 200)
            Response.StatusCode = 404;
    }
}
