namespace Corbel.Web.Tests.Ui;

internal static class SpecimenPages
{
    public static readonly string[] All =
    [
        "/ui/specimen",
        "/ui/specimen/console",
        "/ui/specimen/ticket",
        "/ui/specimen/issues",
        "/ui/specimen/thread",
        "/ui/specimen/received",
        "/ui/specimen/new",
        "/ui/specimen/policy",
        "/ui/specimen/sign-in",
    ];
}
