using Corbel.Core.Policy;

namespace Corbel.Web.Portal;

internal static class SeverityNames
{
    /// <summary>A severity's name; null where none was stated or this version of the policy does not know it.</summary>
    public static LocalText? NameOf(this CompiledPolicy policy, string? severity) =>
        severity is not null && policy.Document.Severities.TryGetValue(severity, out var known) ? known.Name : null;
}
