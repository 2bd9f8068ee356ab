using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Intake;
using Corbel.Desk.Intake.Seals;

namespace Corbel.Desk.Tickets;

/// <summary>The words of an entry as people wrote them.</summary>
/// <param name="Subject">Only where the message brought one.</param>
/// <param name="Text">Plain text.</param>
/// <param name="Html">Sanitised HTML, where the message had it.</param>
/// <param name="Files">SHA-256 of each attached file, so that the journal's hash covers them.</param>
public sealed record Words(string? Subject, string Text, string? Html = null, IReadOnlyList<string>? Files = null)
{
    /// <summary>Messages that a mail encloses; null where it encloses none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<EnclosedMail>? Enclosed { get; init; }

    /// <summary>Invitations that a mail brings; null where it brings none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Invitation>? Invitations { get; init; }

    /// <summary>How the mail was signed or encrypted; null where it was neither.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Seal? Seal { get; init; }

    /// <summary>
    /// What the desk opened with its key is for staff alone: nothing shows that who sent it knew the text. See
    /// <see cref="Seal.OpenedForSender" />.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool StaffOnly { get; init; }

    /// <summary>The words are sealed (clause 11), and this is nobody who may open them; what stands here says nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsShut { get; init; }

    /// <summary>What stands where sealed words stay shut.</summary>
    internal static byte[] Shut(string dots) =>
        JsonSerializer.SerializeToUtf8Bytes(new Words(null, dots) { IsShut = true }, JsonSerializerOptions.Web);

    /// <summary>The words as somebody reads them: what is for staff alone is left out for others.</summary>
    public Words For(Actor reader) =>
        StaffOnly && !reader.IsStaff ? new(Subject, "") { Seal = Seal, StaffOnly = true } : this;

    public Content ToContent(Guid id) =>
        new()
        {
            Id = id,
            Salt = RandomNumberGenerator.GetBytes(16),
            Bytes = JsonSerializer.SerializeToUtf8Bytes(this, JsonSerializerOptions.Web),
        };

    /// <summary>The words, or null where they were erased.</summary>
    public static Words? Of(Content? content) =>
        content is { Bytes.Length: > 0 }
            ? JsonSerializer.Deserialize<Words>(content.Bytes, JsonSerializerOptions.Web)
            : null;

    public static string HashOf(Content content) => Journal.HashContent(content.Salt, content.Bytes);
}
