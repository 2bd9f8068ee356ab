using Corbel.Desk.Availability;
using Corbel.Web.Ui;

namespace Corbel.Web.Console;

internal static class ComponentNames
{
    /// <summary>The name in the reader's language.</summary>
    public static string Called(this Component component, Reader reader) =>
        reader.Words == Core.Policy.Language.Nl ? component.NameNl : component.Name;
}
