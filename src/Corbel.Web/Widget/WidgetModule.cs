using Corbel.Web.Ui;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Mvc;

namespace Corbel.Web.Widget;

/// <summary>The chat in host applications.</summary>
internal static class WidgetModule
{
    public static IServiceCollection AddWidget(this IServiceCollection services)
    {
        services.AddSingleton<ChatGuard>();
        services.AddSingleton<ICorsPolicyProvider, ChatOrigins>();
        services.AddCors();
        return services;
    }

    public static void MapWidget(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/chat/widget.js", ChatRoutes.Script);
        var chat = routes.MapGroup("/chat").RequireCors(ChatOrigins.Policy);
        chat.MapPost("sessions", ChatRoutes.Session);
        chat.MapPost("messages", ChatRoutes.Guest);
        chat.MapGet("stream", ChatStream.Open);
        // A page elsewhere has no form of ours to be forged: the pass in the header is what it shows.
        chat.MapPost("lines", ChatRoutes.Line)
            .DisableAntiforgery()
            .WithMetadata(new RequestSizeLimitAttribute(UploadedFiles.LargestForm));
        chat.MapPost("typing", ChatRoutes.Typing);
        chat.MapPost("read", ChatRoutes.Read);
        chat.MapPost("transcript", ChatRoutes.Transcript);
        chat.MapPost("mark", ChatRoutes.Mark);
        chat.MapPost("end", ChatRoutes.End);
        chat.MapGet("files/{id:guid}", ChatRoutes.File);
    }
}
