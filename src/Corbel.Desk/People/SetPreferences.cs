using Corbel.Core;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.People;

/// <summary>A person's own language, time zone, and whether mail tells what customers write, and of staff until when they are away.</summary>
public sealed class SetPreferences(GroupWriter writer)
{
    private static readonly Refusal UnknownLanguage = Refusal.Of(
        "unknown-language",
        "Choose English or Dutch.",
        "Kies Engels of Nederlands."
    );

    /// <returns>The person with the new settings.</returns>
    public async Task<Outcome<Person>> Run(
        Guid id,
        string language,
        string zone,
        bool mailNotices = false,
        Instant? awayUntil = null,
        CancellationToken cancel = default
    )
    {
        if (language is not ("en" or "nl"))
            return UnknownLanguage;
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null)
            return Refusals.UnknownZone(zone);
        return await writer.Write(
            async (db, token) =>
            {
                var person = await db.People.SingleAsync(x => x.Id == id, token);
                (person.Language, person.Zone, person.MailNotices) = (language, zone, mailNotices);
                person.AwayUntil = person.ToActor().IsStaff ? awayUntil : null;
                return (Outcome<Person>)person;
            },
            cancel
        );
    }
}
