using Corbel.Desk.Data;

namespace Corbel.Desk.Files;

/// <summary>The names of all that the file store must hold, wherever the desk keeps one.</summary>
internal static class StoredNames
{
    public static IQueryable<string> Of(DeskDb db) =>
        db
            .Custodies.Select(x => x.SealedAs ?? x.Sha256)
            .Concat(db.Attachments.Select(x => x.SealedAs ?? x.Sha256))
            .Concat(db.Variations.Select(x => x.DocumentSha256))
            .Concat(db.ClauseRecords.Where(x => x.FileSha256 != null).Select(x => x.FileSha256!))
            .Concat(db.Exclusions.Where(x => x.FileSha256 != null).Select(x => x.FileSha256!))
            .Concat(db.Proposals.Where(x => x.DocumentSha256 != null).Select(x => x.DocumentSha256!))
            .Concat(db.OrderForms.Where(x => x.DocumentSha256 != null).Select(x => x.DocumentSha256!))
            .Concat(db.IssuedReports.Where(x => x.PdfSha256 != null).Select(x => x.PdfSha256!));
}
