using Corbel.Desk.Policies;

namespace Corbel.Desk.Tests.Policies;

public class PolicySchemaTests
{
    [Fact]
    public void S()
    {
        File.WriteAllText("/tmp/schema.json", PolicySchema.Generate());
    }
}
