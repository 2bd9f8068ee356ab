namespace Corbel.Desk.Policies;

/// <summary>What a ticket's row names of its terms.</summary>
/// <param name="Policy">SHA-256 of the policy version.</param>
/// <param name="Organisation">The customer.</param>
/// <param name="Variations">The variations in force at receipt, as the journal names them; null for none.</param>
/// <param name="Holidays">SHA-256 of the holiday lists; null for the first that the desk knew.</param>
/// <param name="Desk">The customer on whose own desk it lies; null on the provider's.</param>
public sealed record TermsName(string Policy, Guid Organisation, string? Variations, string? Holidays, Guid? Desk);
