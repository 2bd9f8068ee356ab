namespace Corbel.Web.Ui.Specimen;

/// <summary>Made-up surroundings for the specimen pages, which are mapped in development only.</summary>
internal static class SpecimenFrames
{
    public static readonly ConsoleFrame Console = new(
        [
            new("circle-dot", "Open", "/ui/specimen/console", 17, "g o", Current: true),
            new("user-round", "Mine", "#mine", 4, "g m"),
            new("circle-dashed", "Unassigned", "#unassigned", 2, "g u"),
            new("circle-pause", "Waiting", "#waiting", 5),
            new("check", "Resolved", "#resolved"),
        ],
        [
            new("mail-question-mark", "Held mail", "#held", 1),
            new("building-2", "Customers", "#customers"),
            new("scale", "Policy", "/ui/specimen/policy"),
            new("chart-no-axes-column", "Reports", "#reports"),
        ],
        "Anna de Vries",
        "AV",
        "Agent",
        Promise.Calm,
        "Open until 19:00 BST, then from Thu 10:00"
    );

    public static PortalFrame Portal(int current, string? person = "Priya Shah") =>
        new(
            "ISMS.online support",
            [
                new("", "My issues", "/ui/specimen/issues", Current: current == 0),
                new("", "New issue", "/ui/specimen/new", Current: current == 1),
                new("", "Our promise", "/ui/specimen/policy", Current: current == 2),
            ],
            person
        );
}
