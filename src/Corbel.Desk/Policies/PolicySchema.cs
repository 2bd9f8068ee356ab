using System.Text.Json;
using System.Text.Json.Serialization;
using Corbel.Core.Policy;
using NJsonSchema;
using NJsonSchema.Generation;
using NJsonSchema.Generation.TypeMappers;

namespace Corbel.Desk.Policies;

/// <summary>
/// The JSON Schema of a policy file, for editors: generated from the same types that the reader fills, kept in
/// <c>policies/policy.schema.json</c>.
/// </summary>
public static class PolicySchema
{
    /// <summary>The schema, with a newline at its end.</summary>
    public static string Generate()
    {
        var settings = new SystemTextJsonSchemaGeneratorSettings
        {
            SerializerOptions = new()
            {
                PropertyNamingPolicy = SingleValues.Names,
                Converters = { new JsonStringEnumConverter(SingleValues.Names) },
            },
            DefaultReferenceTypeNullHandling = ReferenceTypeNullHandling.NotNull,
            DefaultDictionaryValueReferenceTypeNullHandling = ReferenceTypeNullHandling.NotNull,
            SchemaProcessors = { new RequiredMembers() },
        };
        foreach (var type in SingleValues.Patterned)
        {
            var kind = SingleValues.Of(type)!;
            settings.TypeMappers.Add(
                new PrimitiveTypeMapper(
                    type,
                    s =>
                    {
                        s.Type = JsonObjectType.String;
                        s.Pattern = kind.Pattern;
                    }
                )
            );
        }
        // An id such as 1 may stand without quotes: the reader takes every single value as text.
        settings.TypeMappers.Add(
            new PrimitiveTypeMapper(typeof(string), s => s.Type = JsonObjectType.String | JsonObjectType.Number)
        );
        var schema = JsonSchemaGenerator.FromType<PolicyDocument>(settings);
        schema.Title = "Corbel support policy";
        return schema.ToJson().ReplaceLineEndings("\n") + "\n";
    }

    /// <summary>
    /// What the types demand, the schema demands; what they leave out is left out and never null; what they name is a
    /// mapping.
    /// </summary>
    private sealed class RequiredMembers : ISchemaProcessor
    {
        public void Process(SchemaProcessorContext context)
        {
            foreach (var (name, member) in DocumentReader.MembersOf(context.ContextualType.Type))
            {
                if (!context.Schema.Properties.TryGetValue(name, out var property))
                {
                    continue;
                }
                property.IsRequired = DocumentReader.IsRequired(member) || member.DeclaringType == typeof(LocalText);
                foreach (var none in property.OneOf.Where(o => o.Type == JsonObjectType.Null).ToArray())
                {
                    property.OneOf.Remove(none);
                }
                property.Type &= ~JsonObjectType.Null;
                if (DocumentReader.IsNamed(member.PropertyType))
                {
                    property.Type = JsonObjectType.Object;
                    property.AdditionalPropertiesSchema = property.Item;
                    property.Item = null;
                }
            }
        }
    }
}
