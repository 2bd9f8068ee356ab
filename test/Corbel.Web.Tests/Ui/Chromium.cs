using Corbel.Web.Tests.Ui;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Corbel.Web.Tests.Ui;

/// <summary>
/// A real browser: the one of the machine, or the one that CORBEL_CHROMIUM names. Without one its tests are skipped. All tests
/// share it, each with contexts of its own: to start it for each class takes longer than most of what they do.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Places =
    [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
    ];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public IBrowser Browser
    {
        get
        {
            Assert.SkipWhen(
                _browser is null,
                "no Chromium: install it (apt-get install chromium) or set CORBEL_CHROMIUM"
            );
            return _browser;
        }
    }

    public async ValueTask InitializeAsync()
    {
        var path = Environment.GetEnvironmentVariable("CORBEL_CHROMIUM") ?? Places.FirstOrDefault(File.Exists);
        if (path is null)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = path, Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] }
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
