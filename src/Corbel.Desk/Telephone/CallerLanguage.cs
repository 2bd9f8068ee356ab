using Corbel.Core.Policy;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Telephone;

/// <summary>What a caller understands: the language of the one person known by the number, else the telephone desk's own.</summary>
public sealed class CallerLanguage(Database database, DeskOptions options)
{
    /// <param name="pbx">Who tells of the call.</param>
    /// <param name="key">The call: what comes back of it later need not name its number again.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Language> Of(Pbx pbx, string? key, CancellationToken cancel)
    {
        await using var db = database.Read();
        var known = await db
            .Calls.Where(x => x.PbxId == pbx.Id && x.Key == key)
            .Join(db.People, x => x.PersonId, x => x.Id, (_, person) => person.Language)
            .FirstOrDefaultAsync(cancel);
        return (known ?? options.Telephone.Language) == "nl" ? Language.Nl : Language.En;
    }
}
