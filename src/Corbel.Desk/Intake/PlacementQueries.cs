using Corbel.Desk.Data;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Intake;

/// <summary>
/// What is asked for each message, compiled once: translating it cost more than running it. Of an instance, since a compiled
/// query belongs to one database's model.
/// </summary>
internal sealed class PlacementQueries
{
    public static readonly Duration Hour = Duration.FromHours(1);

    /// <summary>What a new ticket needs to know, by one way to the database and back.</summary>
    /// <param name="Sender">The person who sent it: known and active.</param>
    /// <param name="Known">Whether the delivery, or the message by another delivery, came before.</param>
    /// <param name="PolicySha256">SHA-256 of the version in force at receipt; null where none was posted.</param>
    /// <param name="Holidays">SHA-256 of the holiday lists known at receipt.</param>
    /// <param name="Special">
    /// The customer has variations, or the lists or the policy are newer than the receipt: what holds is looked up.
    /// </param>
    /// <param name="Organisation">The name of the sender's organisation.</param>
    /// <param name="Acknowledged">How many acknowledgements the sender's address got in the last hour.</param>
    public sealed record Scene(
        Person Sender,
        bool Known,
        string? PolicySha256,
        string? Holidays,
        bool Special,
        string Organisation,
        int Acknowledged
    );

    private delegate Task<Scene?> AskScene(
        DeskDb db,
        string custody,
        string message,
        Guid? sender,
        string address,
        Instant receivedAt,
        Instant anHourAgo,
        CancellationToken cancel
    );

    private readonly AskScene scene = new(
        EF.CompileAsyncQuery(
            (
                DeskDb db,
                string custody,
                string message,
                Guid? sender,
                string address,
                Instant receivedAt,
                Instant anHourAgo,
                CancellationToken _
            ) =>
                db
                    .People.Where(x => (x.Id == sender || x.NormalizedEmail == address) && x.DeactivatedAt == null)
                    .Select(x => new Scene(
                        x,
                        db.Custodies.Any(y => y.CustodyKey == custody || (y.MessageKey == message && y.SameAs == null)),
                        db.PolicyVersions.Where(y => y.PostedAt <= receivedAt || y.Number == 1)
                            .OrderByDescending(y => y.Number)
                            .Select(y => y.Sha256)
                            .FirstOrDefault(),
                        db.HolidaySets.OrderByDescending(y => y.Number).Select(y => y.Sha256).FirstOrDefault(),
                        db.Variations.Any(y => y.OrganisationId == x.OrganisationId)
                            || db.HolidaySets.Any(y => y.TakenAt > receivedAt)
                            || !db.PolicyVersions.Any(y => y.PostedAt <= receivedAt),
                        x.Organisation!.Name,
                        db.Outbox.Count(y =>
                            y.Recipient == x.Email && y.CreatedAt > anHourAgo && y.Kind == MailKind.Acknowledgement
                        )
                    ))
                    .FirstOrDefault()
        )
    );

    /// <summary>The scene of a message; null where nobody known sent it.</summary>
    public Task<Scene?> Ask(DeskDb db, Message message, CancellationToken cancel) =>
        scene(
            db,
            message.CustodyKey,
            // A message without a key is like no other.
            message.Mail?.MessageKey
                ?? "",
            message.Form?.By.Person,
            message.Mail?.From is { } from ? Person.Normalize(from) : "",
            message.ReceivedAt,
            message.TakenAt - Hour,
            cancel
        );
}
