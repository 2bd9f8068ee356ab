namespace Corbel.Web;

/// <summary>
/// The texts of the pages. The English text is its own key; Texts.nl.resx holds the Dutch.
/// A test reads all pages and fails where a Dutch text is missing or no longer used.
/// </summary>
public sealed class Texts;
