using Corbel.Core;
using Corbel.Core.Reports;

namespace Corbel.Desk.Reports;

/// <summary>Why a report is not issued.</summary>
internal static class ReportRefusals
{
    public static readonly Refusal NotForYou = Refusal.Of(
        "report-not-for-you",
        "Only managers and the owner issue reports.",
        "Alleen managers en de eigenaar brengen rapporten uit."
    );

    public static readonly Refusal NoSuchCustomer = Refusal.Of(
        "no-such-customer",
        "There is no such customer.",
        "Deze klant bestaat niet."
    );

    public static readonly Refusal WhyMissing = Refusal.Of(
        "report-why-missing",
        "There is a report of this quarter already. Say why there is to be another: the customer reads it.",
        "Er is al een rapport over dit kwartaal. Zeg waarom er nog een komt: de klant leest het."
    );

    public static readonly Refusal WhyTooLong = Refusal.Of(
        "report-why-too-long",
        "The reason is too long. 500 characters are enough.",
        "De reden is te lang. 500 tekens zijn genoeg."
    );

    public static readonly Refusal RunsAlready = Refusal.Of(
        "reports-run-already",
        "The reports of this quarter are being made already.",
        "De rapporten over dit kwartaal worden al gemaakt."
    );

    public static readonly Refusal NothingToDo = Refusal.Of(
        "reports-nothing-to-do",
        "Every customer has its report of this quarter.",
        "Elke klant heeft zijn rapport over dit kwartaal."
    );

    public static readonly Refusal NoSuchRun = Refusal.Of(
        "no-such-run",
        "That run is over.",
        "Die ronde is afgelopen."
    );

    public static readonly Refusal KeyAway = Refusal.Of(
        "report-key-away",
        "An issue in this report was marked, so the report is sealed, and the master key that opens it is not on this machine. Ask whoever runs the desk to put it back.",
        "Een melding in dit rapport is gemarkeerd; daarom is het rapport verzegeld, en de hoofdsleutel die het opent staat niet op deze machine. Vraag wie de desk beheert om die terug te zetten."
    );

    public static Refusal NotOver(Quarter quarter) =>
        Refusal.Of(
            "quarter-not-over",
            $"{quarter} is not over yet. Look at it with a preview.",
            $"{quarter} is nog niet voorbij. Bekijk het met een voorvertoning."
        );
}
