using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Time;
using Corbel.Desk.People;

namespace Corbel.Desk.Policies;

/// <summary>The words of mails about versions and objections, in English and Dutch.</summary>
internal sealed class PolicyMailTexts(PolicyDocument policy, string url)
{
    public string PostedSubject(int version, Addressee reader) =>
        reader.Language == Language.Nl
            ? $"{policy.Title.Nl}: versie {version} is van kracht"
            : $"{policy.Title.En}: version {version} is in force";

    public string Posted(Person to, PolicyVersion version, int before, string changes, Addressee reader)
    {
        var at = TimeText.Long(version.PostedAt, reader.Zone, reader.Language);
        var (provider, product) = (policy.Provider.Name, policy.Provider.Product);
        var (accepts, objects) = (policy.Terms is { AcceptedByUse: true }, to.Role == Role.Administrator);
        return reader.Language == Language.Nl
            ? $"""
                Beste {to.Name},

                {provider} heeft versie {version.Number} geplaatst van: {policy.Title.Nl}.
                Deze geldt sinds {at}.
                Meldingen die daarvoor zijn ontvangen, houden de versie van hun ontvangst.

                Wat er anders staat dan in versie {before}:

                {changes}
                {(accepts ? $"Wie {product} daarna blijft gebruiken, heeft de wijziging aanvaard.\n" : "")}{(
                    objects
                        ? "Hebt u bezwaar? U kunt dat op de pagina hieronder indienen. Het wordt vastgelegd en\nbeantwoord, en schort de versie niet op.\n"
                        : ""
                )}
                De hele tekst:
                {url}/policy

                SHA-256 van de tekst: {version.Sha256}

                """
            : $"""
                Dear {to.Name},

                {provider} has posted version {version.Number} of: {policy.Title.En}.
                It is in force since {at}.
                Issues received before that keep the version of their receipt.

                What it says otherwise than version {before}:

                {changes}
                {(accepts ? $"Who goes on using {product} after that has accepted the change.\n" : "")}{(
                    objects
                        ? "Do you object? You can say so on the page below. It is recorded and answered, and does\nnot suspend the version.\n"
                        : ""
                )}
                The whole text:
                {url}/policy

                SHA-256 of the text: {version.Sha256}

                """;
    }

    public string ObjectedSubject(string customer, int version, Addressee reader) =>
        reader.Language == Language.Nl
            ? $"{customer} maakt bezwaar tegen versie {version}"
            : $"{customer} objects to version {version}";

    public string Objected(Person to, string customer, Objection objection, Addressee reader)
    {
        var at = TimeText.Long(objection.LodgedAt, reader.Zone, reader.Language);
        return reader.Language == Language.Nl
            ? $"""
                Beste {to.Name},

                {customer} heeft op {at} bezwaar gemaakt tegen versie {objection.VersionNumber} van het beleid:

                {objection.Text}

                Het schort de versie niet op. Beantwoord het hier:
                {url}/console/policy

                """
            : $"""
                Dear {to.Name},

                {customer} objected to version {objection.VersionNumber} of the policy on {at}:

                {objection.Text}

                It does not suspend the version. Answer it here:
                {url}/console/policy

                """;
    }

    public string AnsweredSubject(int version, Addressee reader) =>
        reader.Language == Language.Nl
            ? $"Antwoord op uw bezwaar tegen versie {version}"
            : $"Answer to your objection to version {version}";

    public string Answered(Person to, Objection objection, Addressee reader) =>
        reader.Language == Language.Nl
            ? $"""
                Beste {to.Name},

                {policy.Provider.Name} heeft geantwoord op het bezwaar van uw organisatie tegen versie {objection.VersionNumber}:

                {objection.Answer}

                Bezwaar en antwoord staan hier:
                {url}/policy/versions/{objection.VersionNumber}

                """
            : $"""
                Dear {to.Name},

                {policy.Provider.Name} has answered your organisation's objection to version {objection.VersionNumber}:

                {objection.Answer}

                Objection and answer stand here:
                {url}/policy/versions/{objection.VersionNumber}

                """;
}
