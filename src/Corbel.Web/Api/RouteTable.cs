namespace Corbel.Web.Api;

/// <summary>Who may come to a route at all. What they see there is the choke point's business.</summary>
internal enum Permission
{
    Anyone,
    SignedIn,
    Staff,

    /// <summary>A manager or the owner of the provider.</summary>
    Managers,
    Customer,

    /// <summary>Works on a desk: the provider's staff, and who works on a customer's own.</summary>
    Desk,

    /// <summary>Bears the token of the mail intake.</summary>
    IntakeToken,

    /// <summary>A host application that signs its calls.</summary>
    Signed,

    /// <summary>A page of a host application, by its origin.</summary>
    HostPage,

    /// <summary>A page of a host application that bears the pass of a chat.</summary>
    Visitor,

    /// <summary>A remote probe that signs its calls.</summary>
    Place,

    /// <summary>A telephone system that the desk knows by its secret address, and by its signature or where it calls from.</summary>
    Pbx,
}

/// <summary>
/// Every route of the desk and who may come to it: the page a security reviewer reads. A route that does not stand here
/// stops the start.
/// </summary>
internal static class RouteTable
{
    public static readonly IReadOnlyDictionary<string, Permission> Rows = new Dictionary<string, Permission>
    {
        // Public
        ["healthz"] = Permission.Anyone,
        ["build/{file}"] = Permission.Anyone,
        ["Ui/Language"] = Permission.Anyone,
        ["language"] = Permission.Anyone,
        ["error/{status:int?}"] = Permission.Anyone,
        ["sign-in"] = Permission.Anyone,
        ["sign-in/link"] = Permission.Anyone,
        ["sign-in/{token}"] = Permission.Anyone,
        ["claim/{token}"] = Permission.Anyone,
        ["fixes/{token}"] = Permission.Anyone,
        ["policy"] = Permission.Anyone,
        ["policy/versions"] = Permission.Anyone,
        ["policy/versions/{number:int}"] = Permission.Anyone,
        ["policy/versions/{from:int}/{to:int}"] = Permission.Anyone,
        ["status"] = Permission.Anyone,
        ["status/feed"] = Permission.Anyone,
        ["status/maintenance.ics"] = Permission.Anyone,
        ["status/incidents/{number:long}"] = Permission.Anyone,
        ["status/subscribe"] = Permission.Anyone,
        ["status/confirm/{token}"] = Permission.Anyone,
        ["status/unsubscribe/{token}"] = Permission.Anyone,

        // Everybody who is signed in
        [""] = Permission.SignedIn,
        ["sign-out"] = Permission.SignedIn,
        ["account"] = Permission.SignedIn,
        ["tickets/{number:long}"] = Permission.SignedIn,
        ["files/{id:guid}"] = Permission.SignedIn,
        ["files/{id:guid}/picture"] = Permission.SignedIn,
        ["files/{id:guid}/audio"] = Permission.SignedIn,
        ["raw/{id:guid}"] = Permission.SignedIn,
        ["policy/variations/{id:guid}"] = Permission.SignedIn,
        ["records/{id:guid}/file"] = Permission.SignedIn,
        ["reports/{id:guid}/html"] = Permission.SignedIn,
        ["reports/{id:guid}/pdf"] = Permission.SignedIn,
        ["reports/{id:guid}/csv"] = Permission.SignedIn,
        ["reports/{id:guid}/xlsx"] = Permission.SignedIn,
        ["live"] = Permission.SignedIn,
        ["live/open"] = Permission.SignedIn,

        // Customers: the portal
        ["order-forms/{id:guid}/document"] = Permission.SignedIn,
        ["proposals/{id:guid}/document"] = Permission.SignedIn,
        ["sessions"] = Permission.Customer,
        ["releases"] = Permission.Customer,
        ["issues"] = Permission.Customer,
        ["issues/new"] = Permission.Customer,
        ["issues/{number:long}"] = Permission.Customer,
        ["issues/{number:long}/access"] = Permission.Customer,
        ["reports"] = Permission.Customer,
        ["webhooks"] = Permission.Customer,

        // Who works on a desk, the provider's or a customer's own: the console
        ["console/{view?}"] = Permission.Desk,
        ["console/tickets/{number:long}"] = Permission.Desk,
        ["console/tickets/{number:long}/access"] = Permission.Desk,

        // Staff of the provider
        ["console/customers"] = Permission.Staff,
        ["console/customers/{id:guid}"] = Permission.Staff,
        ["console/held"] = Permission.Staff,
        ["console/held/{id:guid}"] = Permission.Staff,
        ["console/mail"] = Permission.Staff,
        ["console/new"] = Permission.Staff,
        ["console/calls"] = Permission.Staff,
        ["console/chats"] = Permission.Staff,
        ["console/macros"] = Permission.Staff,
        ["console/figures"] = Permission.Staff,
        ["console/records"] = Permission.Staff,
        ["console/records/new"] = Permission.Staff,
        ["console/releases"] = Permission.Staff,
        ["console/sessions"] = Permission.Staff,
        ["console/sessions/{id:guid}"] = Permission.Staff,
        ["console/policy"] = Permission.Staff,
        ["console/availability"] = Permission.Staff,
        ["console/availability/{month}.csv"] = Permission.Staff,
        ["console/availability/{month}.json"] = Permission.Staff,
        ["console/reports"] = Permission.Staff,
        ["console/maintenance"] = Permission.Staff,
        ["console/exclusions"] = Permission.Staff,
        ["console/exclusions/{id:guid}/file"] = Permission.Staff,
        ["console/incidents"] = Permission.Staff,
        ["console/incidents/{number:long}"] = Permission.Staff,

        // Of the staff, those who answer for the policy
        ["console/clearances"] = Permission.Managers,
        ["console/policy/new"] = Permission.Managers,
        ["console/availability/probe/{id:guid?}"] = Permission.Managers,
        ["console/maintenance/plan"] = Permission.Managers,
        ["console/policy/objections/{id:guid}"] = Permission.Managers,

        // The chat in host applications
        ["chat/widget.js"] = Permission.Anyone,
        ["chat/sessions"] = Permission.HostPage,
        ["chat/messages"] = Permission.HostPage,
        ["chat/stream"] = Permission.Visitor,
        ["chat/lines"] = Permission.Visitor,
        ["chat/typing"] = Permission.Visitor,
        ["chat/read"] = Permission.Visitor,
        ["chat/transcript"] = Permission.Visitor,
        ["chat/mark"] = Permission.Visitor,
        ["chat/end"] = Permission.Visitor,
        ["chat/files/{id:guid}"] = Permission.Visitor,

        // Machines
        ["intake/mail"] = Permission.IntakeToken,
        ["usage"] = Permission.Signed,
        ["probes"] = Permission.Place,
        ["probes/results"] = Permission.Place,
        ["telephone/{secret}"] = Permission.Pbx,
    };

    /// <summary>The permission of a route; null where it does not stand in the table.</summary>
    public static Permission? Of(Endpoint? endpoint) =>
        endpoint is RouteEndpoint route && Rows.TryGetValue(Pattern(route), out var permission) ? permission : null;

    public static string Pattern(RouteEndpoint route) => route.RoutePattern.RawText?.Trim('/') ?? "";
}
