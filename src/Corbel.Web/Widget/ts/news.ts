import { Log } from "./log";
import type { Line, State } from "./protocol";
import type { SseEvent } from "./sse";

const typingHolds = 5_000;
const settles = 400;
type Told = { state(state: State): void; line(line: Line): void; changed(): void };

/** What the desk's events say. */
export class News {
  readonly log = new Log();
  typing: string | null = null;
  readByDesk = 0;
  /** What comes now was said before this page was there. */
  past = true;
  private typingTimer = 0;
  private pastTimer = 0;

  constructor(private readonly told: Told) {}

  take({ name, data }: SseEvent): void {
    const value = JSON.parse(data || "null") as never;
    if (name === "state") this.told.state(value);
    else if (name === "line") this.line(value);
    else if (name === "typing") this.types((value as { name: string }).name);
    else if (name === "read") this.readByDesk = Math.max(this.readByDesk, (value as { line: number }).line);
    clearTimeout(this.pastTimer);
    this.pastTimer = setTimeout(() => ((this.past = false), this.told.changed()), this.past ? settles : 0);
    this.told.changed();
  }

  /** Another chat, or the same from its start. */
  restart(clear: boolean): void {
    clearTimeout(this.pastTimer);
    this.past = true;
    this.types(null);
    if (!clear) return;
    this.readByDesk = 0;
    this.log.clear();
  }

  private line(line: Line): void {
    this.log.put(line);
    if (line.from === "desk") this.types(null);
    this.told.line(line);
  }

  private types(name: string | null): void {
    clearTimeout(this.typingTimer);
    this.typing = name;
    if (name) this.typingTimer = setTimeout(() => (this.types(null), this.told.changed()), typingHolds);
  }
}
