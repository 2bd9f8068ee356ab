using Corbel.Core.Access;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Corbel.Desk.Intake;
using Corbel.Desk.Marked;
using Corbel.Desk.Policies;
using Corbel.Desk.Releases;
using Corbel.Desk.Sessions;
using Corbel.Desk.Telephone;
using Corbel.Desk.Tickets;
using Corbel.Desk.Variations;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Api;

/// <summary>
/// Files and raw messages. Always as a download: a stranger's file is never shown as a page of ours. Pictures within a message
/// and recordings are the exceptions, and only as what they are.
/// </summary>
internal static class Downloads
{
    public static async Task<IResult> File(
        Guid id,
        HttpContext http,
        DeskDb db,
        FileStore files,
        CancellationToken cancel
    )
    {
        var file = await db.Attachments.VisibleTo(db, http.Actor()).SingleOrDefaultAsync(x => x.Id == id, cancel);
        await Saw(db, file, cancel);
        var bytes = file is null ? null : await files.Read(file.Stored, cancel);
        return bytes is null ? Results.NotFound() : Send(http, bytes, file!.MediaType, file.Name);
    }

    /// <summary>
    /// A picture within a message, for the page that shows the message. By its own bytes it must be one of the few kinds that
    /// cannot act; whatever else it is called is a file to download.
    /// </summary>
    public static async Task<IResult> Picture(
        Guid id,
        HttpContext http,
        DeskDb db,
        FileStore files,
        CancellationToken cancel
    )
    {
        var file = await db.Attachments.VisibleTo(db, http.Actor()).SingleOrDefaultAsync(x => x.Id == id, cancel);
        await Saw(db, file, cancel);
        var bytes = file is null ? null : await files.Read(file.Stored, cancel);
        if (bytes is null || Pictures.TypeOf(bytes) is not { } type)
            return Results.NotFound();
        Restrict(http);
        http.Response.Headers.ContentDisposition = "inline";
        return Results.Bytes(bytes, type);
    }

    /// <summary>A recording, to be played on its page; in parts where the player asks for them.</summary>
    public static async Task<IResult> Audio(
        Guid id,
        HttpContext http,
        DeskDb db,
        FileStore files,
        CancellationToken cancel
    )
    {
        var file = await db.Attachments.VisibleTo(db, http.Actor()).SingleOrDefaultAsync(x => x.Id == id, cancel);
        await Saw(db, file, cancel);
        var type = file is null ? null : AudioFile.TypeOf(file.Name, file.MediaType);
        var bytes = type is null ? null : await files.Read(file!.Stored, cancel);
        if (bytes is null)
            return Results.NotFound();
        Restrict(http);
        return Results.Bytes(bytes, type, enableRangeProcessing: true);
    }

    private static Task Saw(DeskDb db, Attachment? file, CancellationToken cancel) =>
        MarkedReading.Saw(db, file?.TicketId, file?.EntryNumber, file?.Id, cancel);

    public static async Task<IResult> Raw(
        Guid id,
        HttpContext http,
        DeskDb db,
        FileStore files,
        CancellationToken cancel
    )
    {
        var custody = await db.Custodies.VisibleTo(db, http.Actor()).SingleOrDefaultAsync(x => x.Id == id, cancel);
        if (custody is { TicketId: null, Mark: not null })
            MarkedReading.SawHeld(custody.Id, whole: false);
        await MarkedReading.Saw(db, custody?.TicketId, custody?.EntryNumber, custody?.Id, cancel);
        var bytes = custody is null ? null : await files.Read(custody.Stored, cancel);
        if (bytes is null)
            return Results.NotFound();
        var mail = custody!.IsMail;
        return Send(http, bytes, mail ? "message/rfc822" : "application/json", mail ? $"{id:n}.eml" : $"{id:n}.json");
    }

    /// <summary>The signed document of a variation.</summary>
    public static async Task<IResult> Agreement(
        Guid id,
        HttpContext http,
        DeskDb db,
        FileStore files,
        CancellationToken cancel
    )
    {
        var variation = await db.Variations.VisibleTo(http.Actor()).SingleOrDefaultAsync(x => x.Id == id, cancel);
        var bytes = variation is null ? null : await files.Read(variation.DocumentSha256, cancel);
        return bytes is null ? Results.NotFound() : Send(http, bytes, variation!.DocumentType, variation.DocumentName);
    }

    /// <summary>The signed document of an order form, for staff and its customer's administrators.</summary>
    public static async Task<IResult> OrderForm(
        Guid id,
        HttpContext http,
        DeskDb db,
        FileStore files,
        CancellationToken cancel
    )
    {
        var one = await db.OrderForms.VisibleTo(http.Actor()).SingleOrDefaultAsync(x => x.Id == id, cancel);
        var bytes = one?.DocumentSha256 is { } sha256 ? await files.Read(sha256, cancel) : null;
        return bytes is null ? Results.NotFound() : Send(http, bytes, one!.DocumentType!, one.DocumentName!);
    }

    /// <summary>The signed document of a proposal, for staff and its customer's administrators.</summary>
    public static async Task<IResult> Proposal(
        Guid id,
        HttpContext http,
        DeskDb db,
        FileStore files,
        CancellationToken cancel
    )
    {
        var one = await db.Proposals.VisibleTo(http.Actor()).SingleOrDefaultAsync(x => x.Id == id, cancel);
        var bytes = one?.DocumentSha256 is { } sha256 ? await files.Read(sha256, cancel) : null;
        return bytes is null ? Results.NotFound() : Send(http, bytes, one!.DocumentType!, one.DocumentName!);
    }

    /// <summary>The evidence of a record. Staff read all; a customer's report is for its administrators alone.</summary>
    public static async Task<IResult> Record(
        Guid id,
        HttpContext http,
        DeskDb db,
        FileStore files,
        CancellationToken cancel
    )
    {
        var actor = http.Actor();
        var seen = db.ClauseRecords.VisibleTo(actor);
        // What was corrected or withdrawn stays in staff's own list.
        var record = await (actor.IsStaff ? seen : seen.Standing(db)).SingleOrDefaultAsync(x => x.Id == id, cancel);
        if (record?.FileSha256 is not { } sha256 || !May.OpenRecord(actor, record.OrganisationId))
            return Results.NotFound();
        var bytes = await files.Read(sha256, cancel);
        return bytes is null ? Results.NotFound() : Send(http, bytes, record.FileType!, record.FileName!);
    }

    /// <summary>The evidence of an exclusion, for staff.</summary>
    public static async Task<IResult> Exclusion(
        Guid id,
        HttpContext http,
        DeskDb db,
        FileStore files,
        CancellationToken cancel
    )
    {
        var one = await db.Exclusions.AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, cancel);
        var bytes = one?.FileSha256 is { } sha256 ? await files.Read(sha256, cancel) : null;
        return bytes is null ? Results.NotFound() : Send(http, bytes, one!.FileType!, one.FileName!);
    }

    private static IResult Send(HttpContext http, byte[] bytes, string mediaType, string name)
    {
        Restrict(http);
        return Results.File(bytes, mediaType, name);
    }

    private static void Restrict(HttpContext http)
    {
        http.Response.Headers.CacheControl = "private, no-store";
        http.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
    }
}
