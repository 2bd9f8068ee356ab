using Corbel.Core;

namespace Corbel.Desk.Outbound;

/// <summary>Why nothing was fetched.</summary>
internal static class OutboundRefusals
{
    public static Refusal NoAddress(string address) =>
        Refusal.Of(
            "outbound-no-address",
            $"“{address}” cannot be fetched: an address begins with https:// or http:// and holds no name and password.",
            $"“{address}” kan niet worden opgehaald: een adres begint met https:// of http:// en bevat geen naam en wachtwoord."
        );

    public static Refusal NotPublic(string address) =>
        Refusal.Of(
            "outbound-not-public",
            $"{address} leads to an address inside a private network. Where that is meant, name its host or network under outbound.allow in corbel.yaml.",
            $"{address} leidt naar een adres in een privénetwerk. Is dat de bedoeling, noem dan de host of het netwerk onder outbound.allow in corbel.yaml."
        );

    public static Refusal TooLarge(string address, int most) =>
        Refusal.Of(
            "outbound-too-large",
            $"What {address} gives is larger than {most / 1024 / 1024} MB.",
            $"Wat {address} geeft is groter dan {most / 1024 / 1024} MB."
        );

    public static Refusal TooSlow(string address, TimeSpan patience) =>
        Refusal.Of(
            "outbound-too-slow",
            $"{address} did not answer whole within {patience.TotalSeconds:0.#} seconds.",
            $"{address} antwoordde niet volledig binnen {patience.TotalSeconds:0.#} seconden."
        );

    public static Refusal Failed(string address, string why) =>
        Refusal.Of(
            "outbound-failed",
            $"{address} could not be fetched: {why}.",
            $"{address} kon niet worden opgehaald: {why}."
        );
}
