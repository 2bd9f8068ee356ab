using System.Text;
using System.Xml.Linq;
using Corbel.Desk.Data;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Corbel.Web.Api;

/// <summary>The keys of cookies and forms, in the database: every node reads what another wrote, and a backup holds them.</summary>
internal sealed class SharedKeys(Database database, GroupWriter writer)
    : IXmlRepository,
        IConfigureOptions<KeyManagementOptions>
{
    private const string Prefix = "data-protection:";

    public void Configure(KeyManagementOptions options) => options.XmlRepository = this;

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = database.Read();
        return
        [
            .. db
                .Secrets.Where(x => x.Name.StartsWith(Prefix))
                .Select(x => x.Value)
                .AsEnumerable()
                .Select(x => XElement.Parse(Encoding.UTF8.GetString(x))),
        ];
    }

    public void StoreElement(XElement element, string friendlyName) =>
        writer
            .Write(
                (db, _) =>
                {
                    var value = Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting));
                    db.Secrets.Add(new Secret { Name = Prefix + friendlyName, Value = value });
                    return Task.CompletedTask;
                }
            )
            .GetAwaiter()
            .GetResult();
}
