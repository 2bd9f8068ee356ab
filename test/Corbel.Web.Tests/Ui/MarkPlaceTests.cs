using Corbel.Core.Tickets;
using Corbel.Web.Ui;

namespace Corbel.Web.Tests.Ui;

/// <summary>What bears a mark, as a form writes it and as it is read again.</summary>
public sealed class MarkPlaceTests
{
    private static readonly Guid File = Guid.Parse("01980000-0000-7000-8000-000000000001");

    public static TheoryData<MarkPlace> Places =>
        [new MarkPlace(), new MarkPlace(1), new MarkPlace(4711), new MarkPlace(null, File)];

    [Theory, MemberData(nameof(Places))]
    public void It_is_read_as_it_was_written(MarkPlace place) => MarkForm.Read(MarkForm.Written(place)).ShouldBe(place);

    [Theory]
    [InlineData("x")]
    [InlineData("e")]
    [InlineData("e-1")]
    [InlineData("e99999999999")]
    [InlineData("f123")]
    public void What_cannot_be_read_is_a_message_that_no_ticket_has(string written) =>
        MarkForm.Read(written).ShouldBe(new MarkPlace(0));
}
