import type { Entry } from "./lines";
import type { Log } from "./log";
import type { Unsent } from "./outbox";
import type { Texts } from "./texts";

/** What the desk has, then what is on its way; under the last line of the reader's own, how far it came. */
export function entries(log: Log, unsent: Unsent[], readByDesk: number, t: Texts): Entry[] {
  const own = log.lines.findLast((line) => line.from === "you");
  return [
    ...log.lines.map((line): Entry => ({ line, unsent: null, mark: line === own ? (line.line <= readByDesk ? t.read : t.sent) : null })),
    ...unsent.map((line): Entry => ({ line: null, unsent: line, mark: null })),
  ];
}
