using System.Reflection;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Corbel.Core;
using Corbel.Core.Tickets;
using Corbel.Desk;
using Corbel.Web.Cli;

namespace Corbel.Web.Tests.House;

/// <summary>What the rooms of the house may know of each other.</summary>
public sealed class RoomsTests
{
    private static readonly System.Reflection.Assembly Core = typeof(Refusal).Assembly;
    private static readonly System.Reflection.Assembly Desk = typeof(DeskModule).Assembly;
    private static readonly System.Reflection.Assembly Web = typeof(CommandLine).Assembly;
    private static readonly Architecture House = new ArchLoader().LoadAssemblies(Core, Desk, Web).Build();

    [Fact]
    public void Core_knows_NodaTime_and_the_base_library_alone()
    {
        var known = Core.GetReferencedAssemblies().Select(x => x.Name!);
        known.ShouldAllBe(x =>
            x == "NodaTime" || x.StartsWith("System", StringComparison.Ordinal) || x == "netstandard"
        );
    }

    [Fact]
    public void Desk_knows_no_web()
    {
        var web = Desk.GetReferencedAssemblies()
            .Select(x => x.Name!)
            .Where(x => x.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
        // The password hasher's package bears ASP.NET's name in its namespace, not in its assembly.
        web.ShouldBeEmpty();
    }

    [Fact]
    public void Core_does_not_wait_and_does_not_start_threads() =>
        House
            .Types.Where(x => x.Namespace.FullName.StartsWith("Corbel.Core", StringComparison.Ordinal))
            .SelectMany(x => x.Dependencies.Select(d => (x.FullName, Target: d.Target.FullName)))
            .Where(x => x.Target.StartsWith("System.Threading.Tasks.", StringComparison.Ordinal))
            .ShouldBeEmpty();

    [Fact]
    public void What_Core_hands_out_cannot_be_changed()
    {
        var changeable =
            from type in Core.GetExportedTypes()
            from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            let setter = property.SetMethod
            where setter is { IsPublic: true }
            let initOnly = setter.ReturnParameter.GetRequiredCustomModifiers().Contains(IsExternalInit)
            where !initOnly
            select $"{type.Name}.{property.Name}";
        changeable.ShouldBeEmpty();
        var fields =
            from type in Core.GetExportedTypes()
            from field in type.GetFields(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
            where !field.IsInitOnly && !field.IsLiteral && !type.IsEnum
            select $"{type.Name}.{field.Name}";
        fields.ShouldBeEmpty();
    }

    [Fact]
    public void There_is_one_way_out()
    {
        string[] ways = ["System.Net.Http.HttpClient", "System.Net.WebClient", "System.Net.Http.SocketsHttpHandler"];
        House
            .Types.Where(x => x.FullName.StartsWith("Corbel.", StringComparison.Ordinal))
            .Where(x => x.Dependencies.Any(d => ways.Contains(d.Target.FullName)))
            .Select(x => x.FullName.Split('+', '/')[0])
            .Distinct()
            // The token service of a mailbox stands in the settings: no user gives its address.
            // The desk that a remote probe tells is named by who starts it.
            .ShouldBe(
                [
                    "Corbel.Desk.Outbound.OutboundClient",
                    "Corbel.Desk.Outbound.OAuthTokens",
                    "Corbel.Web.Cli.Probing.RemotePlace",
                ],
                ignoreOrder: true
            );
    }

    [Fact]
    public void No_interface_has_just_one_implementation()
    {
        var all = new[] { Core, Desk, Web }.SelectMany(x => x.GetTypes()).ToList();
        var lonely = all.Where(x => x.IsInterface)
            .Where(x => all.Count(t => t is { IsInterface: false, IsAbstract: false } && x.IsAssignableFrom(t)) == 1);
        lonely.Select(x => x.FullName).ShouldBeEmpty();
    }

    [Fact]
    public void Names_are_the_fields_own()
    {
        string[] empty = ["Manager", "Helper", "Service", "Util", "Utils", "Dto"];
        var types = new[] { Core, Desk, Web }.SelectMany(x => x.GetTypes()).Where(x => !x.Name.Contains('<'));
        types.Where(x => empty.Any(e => x.Name.EndsWith(e, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Fact]
    public void Every_kind_of_entry_is_known_to_the_journal()
    {
        var kinds = Core.GetTypes().Where(x => x.BaseType == typeof(Happening));
        var named = typeof(Happening)
            .GetCustomAttributes<System.Text.Json.Serialization.JsonDerivedTypeAttribute>()
            .Select(x => x.DerivedType);
        named.ShouldBe(kinds, ignoreOrder: true);
    }

    private static System.Type IsExternalInit => typeof(System.Runtime.CompilerServices.IsExternalInit);
}
