using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Corbel.Web.Tests.Access;

/// <summary>Keeps every line that anything logs, with its scopes and what was thrown.</summary>
internal sealed class KeptLog : ILoggerProvider
{
    public ConcurrentQueue<(string Category, string Text)> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Of(this, categoryName);

    public void Dispose() { }

    private sealed class Of(KeptLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            log.Lines.Enqueue((category, $"{state}"));
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            // What a structured log keeps besides the sentence.
            var values = state is IEnumerable<KeyValuePair<string, object?>> all ? string.Join(", ", all) : "";
            log.Lines.Enqueue((category, $"{logLevel} {formatter(state, exception)} {values} {exception}"));
        }
    }
}
