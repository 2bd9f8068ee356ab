using System.Collections;
using System.Globalization;
using System.Reflection;

namespace Corbel.Mutants;

/// <summary>A test that needs nothing but its class: a fact, or a theory with one row of its data.</summary>
/// <param name="Name">Class, method and row.</param>
/// <param name="Run">Runs it; it failed where that throws.</param>
internal sealed record TestCase(string Name, Action Run)
{
    private const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>
    /// The cases of the given classes. xunit is known by the names of its attributes alone, so that the tests can be loaded
    /// beside any build of what they test.
    /// </summary>
    public static IReadOnlyList<TestCase> Of(IEnumerable<Type> classes) =>
        [
            .. from type in classes
            where type is { IsClass: true, IsAbstract: false }
            from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            from row in Rows(type, method).Select((data, index) => (Data: data, Index: index))
            select new TestCase($"{type.FullName}.{method.Name}#{row.Index}", () => Invoke(type, method, row.Data)),
        ];

    private static IEnumerable<object?[]> Rows(Type type, MethodInfo method)
    {
        foreach (var attribute in method.GetCustomAttributes(inherit: true))
        {
            var kind = attribute.GetType();
            switch (kind.Name)
            {
                case "FactAttribute":
                    yield return [];
                    break;
                case "InlineDataAttribute":
                    yield return (object?[])kind.GetProperty("Data")!.GetValue(attribute)!;
                    break;
                case "MemberDataAttribute":
                    foreach (var row in Member(type, (string)kind.GetProperty("MemberName")!.GetValue(attribute)!))
                        yield return Data(row);
                    break;
            }
        }
    }

    private static IEnumerable<object> Member(Type type, string name) =>
        (
            (IEnumerable)(
                type.GetMethod(name, Static)?.Invoke(null, null)
                ?? type.GetProperty(name, Static)?.GetValue(null)
                ?? type.GetField(name, Static)!.GetValue(null)!
            )
        ).Cast<object>();

    private static object?[] Data(object row) =>
        row as object?[]
        ?? (object?[])
            row.GetType()
                .GetInterfaces()
                .First(x => x.Name == "ITheoryDataRow")
                .GetMethod("GetData")!
                .Invoke(row, null)!;

    private static void Invoke(Type type, MethodInfo method, object?[] data)
    {
        var parameters = method.GetParameters();
        var given = parameters.Select((x, index) => Argument(x, index, data)).ToArray();
        var result = method.Invoke(Activator.CreateInstance(type), BindingFlags.DoNotWrapExceptions, null, given, null);
        (result as Task)?.GetAwaiter().GetResult();
    }

    private static object? Argument(ParameterInfo parameter, int index, object?[] data)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (
            parameter.IsDefined(typeof(ParamArrayAttribute))
            && !(data.Length == index + 1 && type.IsInstanceOfType(data[index]))
        )
        {
            var rest = Array.CreateInstance(type.GetElementType()!, Math.Max(0, data.Length - index));
            for (var i = 0; i < rest.Length; i++)
                rest.SetValue(data[index + i], i);
            return rest;
        }
        if (index >= data.Length)
            return parameter.DefaultValue;
        return data[index] is { } value && type.IsPrimitive && !type.IsInstanceOfType(value)
            ? Convert.ChangeType(value, type, CultureInfo.InvariantCulture)
            : data[index];
    }
}
