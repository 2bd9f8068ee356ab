using Corbel.Core;
using Corbel.Desk.Chats;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Corbel.Desk.Intake;
using Corbel.Desk.Live;
using Corbel.Desk.Marked;
using Corbel.Desk.Tickets;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Widget;

/// <summary>What the chat's widget speaks to (docs/chat.md).</summary>
internal static class ChatRoutes
{
    private static readonly Refusal NoSuchFile = Refusal.Of(
        "no-such-file",
        "There is no such file.",
        "Dit bestand bestaat niet."
    );

    internal sealed record NewSession(string? Host, string? Token, string? Language, string? Zone);

    internal sealed record GuestMessage(
        string? Host,
        Guid Client,
        string? Name,
        string? Email,
        string? Text,
        string? Language
    );

    internal sealed record ReadUpTo(int Line);

    internal sealed record MarkAs(string? Mark);

    /// <summary>The script. It keeps its address, so that a host's page needs no change: browsers ask again each hour.</summary>
    public static IResult Script(HttpContext http, Assets assets)
    {
        http.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        var sent = assets.Send(assets.Url("widget.js")["/build/".Length..], http);
        http.Response.Headers.CacheControl = "public, max-age=3600";
        return sent;
    }

    public static async Task<IResult> Session(
        HttpContext http,
        NewSession asked,
        ChatGuard guard,
        OpenChat open,
        ReadChat chats,
        CancellationToken cancel
    )
    {
        if (asked.Host is not { } host || !(await guard.Hosts(http)).Contains(host))
            return ChatProblem.Of(StatusCodes.Status403Forbidden, "host", "This page’s origin is not of that host.");
        http.Response.Headers.CacheControl = "no-store";
        if (string.IsNullOrEmpty(asked.Token))
            return Results.Json(ChatJson.State(await chats.ForGuest(cancel)));
        var opened = await open.Run(host, asked.Token, cancel);
        if (opened.Refused is { } refusal)
            return ChatProblem.Of(refusal, asked.Language ?? "en", StatusCodes.Status401Unauthorized);
        return Results.Json(
            opened.Value is { } chat
                ? ChatJson.State(await chats.Run(chat.Visitor, int.MaxValue, cancel), chat)
                : ChatJson.State(await chats.ForGuest(cancel))
        );
    }

    public static async Task<IResult> Line(
        HttpContext http,
        [FromForm] Guid client,
        [FromForm] string? text,
        IFormFileCollection files,
        ReceiveMessage receive,
        Database database,
        CancellationToken cancel
    )
    {
        var visitor = http.Visitor();
        var read = await UploadedFiles.Read(files, cancel);
        if (read.Refused is { } tooLarge)
            return ChatProblem.Of(tooLarge, visitor.Language, StatusCodes.Status413PayloadTooLarge);
        var taken = await receive.Chat(visitor, client, text ?? "", read.Value!, cancel);
        if (taken.Refused is { } refusal)
            return ChatProblem.Of(refusal, visitor.Language);
        await using var db = database.Read();
        var line = await db
            .Custodies.VisibleTo(db, visitor.Actor)
            .Where(x => x.Id == taken.Value!.Custody)
            .Select(x => x.EntryNumber)
            .SingleOrDefaultAsync(cancel);
        return Results.Json(new { line, ticket = taken.Value!.Ticket });
    }

    public static async Task<IResult> Guest(
        HttpContext http,
        GuestMessage said,
        ChatGuard guard,
        ReceiveMessage receive,
        CancellationToken cancel
    )
    {
        if (said.Host is not { } host || !(await guard.Hosts(http)).Contains(host))
            return ChatProblem.Of(StatusCodes.Status403Forbidden, "host", "This page’s origin is not of that host.");
        var language = said.Language ?? "en";
        var guest = new Guest(said.Name?.Trim() ?? "", said.Email?.Trim() ?? "");
        var taken = await receive.Guest(host, guest, said.Client, said.Text ?? "", language, cancel);
        return taken.Refused is { } refusal
            ? ChatProblem.Of(refusal, language)
            : Results.Json(new { taken = true }, statusCode: StatusCodes.Status202Accepted);
    }

    public static async Task<IResult> Typing(HttpContext http, LiveFeed live, CancellationToken cancel)
    {
        await live.Signal(ChatSignals.Typing(http.Visitor(), null), cancel);
        return Results.NoContent();
    }

    public static async Task<IResult> Read(
        HttpContext http,
        ReadUpTo read,
        ChatPresence presence,
        CancellationToken cancel
    )
    {
        await presence.Read(http.Visitor(), read.Line, cancel);
        return Results.NoContent();
    }

    public static async Task<IResult> Transcript(HttpContext http, LeaveChat leave, CancellationToken cancel)
    {
        var visitor = http.Visitor();
        var sent = await leave.Transcript(visitor, cancel);
        return sent.Refused is { } refusal
            ? ChatProblem.Of(refusal, visitor.Language)
            : Results.StatusCode(StatusCodes.Status202Accepted);
    }

    /// <summary>The visitor marks the chat (clause 11): from then on it is read by cleared staff alone.</summary>
    public static async Task<IResult> Mark(
        HttpContext http,
        MarkAs asked,
        MarkIssue marking,
        Database database,
        CancellationToken cancel
    )
    {
        var visitor = http.Visitor();
        await using var db = database.Read();
        var number = await db
            .Tickets.VisibleTo(visitor.Actor)
            .Where(x => db.Chats.Any(c => c.Id == visitor.Chat.Id && c.TicketId == x.Id))
            .Select(x => x.Number)
            .SingleOrDefaultAsync(cancel);
        var marked = await marking.Run(visitor.Actor, number, asked.Mark ?? "", cancel: cancel);
        return marked.Refused is { } refusal ? ChatProblem.Of(refusal, visitor.Language) : Results.NoContent();
    }

    public static async Task<IResult> End(HttpContext http, LeaveChat leave, CancellationToken cancel)
    {
        await leave.End(http.Visitor(), cancel);
        return Results.NoContent();
    }

    public static async Task<IResult> File(
        Guid id,
        HttpContext http,
        Database database,
        FileStore store,
        CancellationToken cancel
    )
    {
        var visitor = http.Visitor();
        await using var db = database.Read();
        var file = await db
            .Attachments.VisibleTo(db, visitor.Actor)
            .SingleOrDefaultAsync(x => x.Id == id && x.TicketId == visitor.Chat.TicketId, cancel);
        await MarkedReading.Saw(db, file?.TicketId, file?.EntryNumber, file?.Id, cancel);
        var bytes = file is null ? null : await store.Read(file.Stored, cancel);
        http.Response.Headers.CacheControl = "private, no-store";
        return bytes is null
            ? ChatProblem.Of(NoSuchFile, visitor.Language, StatusCodes.Status404NotFound)
            : Results.File(bytes, file!.MediaType, file.Name);
    }
}
