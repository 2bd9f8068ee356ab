using System.Runtime.CompilerServices;
using Corbel.Desk;

namespace Corbel.Tests;

/// <summary>Tests use the mail library themselves, maybe first: it must find what it finds in the desk.</summary>
internal static class AsTheDesk
{
    [ModuleInitializer]
    internal static void Begin() => RuntimeHelpers.RunModuleConstructor(typeof(DeskModule).Module.ModuleHandle);
}
