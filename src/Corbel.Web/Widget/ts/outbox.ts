import type { Taken } from "./protocol";
import { finalWords } from "./refused";
import { BackOff, Pause } from "./waiting";

/** A line that the desk has not acknowledged. */
export type Unsent = { client: string; text: string; files: string[]; at: string; tries: number; refused: string | null };

type Parts = {
  send(line: Unsent, files: File[]): Promise<Taken>;
  taken(line: Unsent, taken: Taken): void;
  changed(): void;
  filesGone: string;
};

/**
 * Lines on their way, one at a time in the order they were written. Each keeps its client id, so that a line whose answer was lost
 * is the same line when it is sent again. One that is refused steps aside.
 */
export class Outbox {
  private readonly files = new Map<string, File[]>();
  private readonly pause = new Pause();
  private readonly backOff = new BackOff();
  private running = false;

  constructor(
    private readonly lines: Unsent[],
    private readonly parts: Parts,
  ) {
    // Files do not live longer than the page. A line that came without them would not be what was written.
    for (const line of lines) if (line.files.length > 0) line.refused = parts.filesGone;
  }

  get holdsFiles(): boolean {
    return this.files.size > 0;
  }

  add(text: string, files: File[]): void {
    const client = newId();
    if (files.length > 0) this.files.set(client, files);
    const names = files.map((file) => file.name);
    this.lines.push({ client, text, files: names, at: new Date().toISOString(), tries: 0, refused: null });
    this.parts.changed();
  }

  retry(client: string): void {
    const line = this.lines.find((x) => x.client === client);
    if (!line) return;
    // With its files gone it is sent as the text alone.
    line.files = (this.files.get(client) ?? []).map((file) => file.name);
    line.refused = null;
    this.parts.changed();
  }

  /** It is taken, or given up. */
  drop(client: string): Unsent | undefined {
    this.files.delete(client);
    this.pause.wake();
    const at = this.lines.findIndex((line) => line.client === client);
    return at < 0 ? undefined : this.lines.splice(at, 1)[0];
  }

  clear(): void {
    this.lines.length = 0;
    this.files.clear();
  }

  wake(): void {
    this.backOff.reset();
    this.pause.wake();
  }

  run(): void {
    if (!this.running) void this.loop();
  }

  private async loop(): Promise<void> {
    this.running = true;
    for (let line = this.next(); line; line = this.next()) {
      try {
        const taken = await this.parts.send(line, this.files.get(line.client) ?? []);
        this.backOff.reset();
        // The stream may have told of it first; and a line that was given up meanwhile is nobody's.
        if (this.drop(line.client)) this.parts.taken(line, taken);
      } catch (error) {
        line.tries++;
        line.refused = finalWords(error);
      }
      this.parts.changed();
      if (line.tries > 0 && this.next() === line) await this.pause.for(this.backOff.next());
    }
    this.running = false;
  }

  private next(): Unsent | undefined {
    return this.lines.find((line) => line.refused === null);
  }
}

/** A UUID also where the host's page came over plain HTTP: browsers have randomUUID only where it did not. */
export function newId(): string {
  if ("randomUUID" in crypto) return crypto.randomUUID();
  const hex = [...(crypto as Crypto).getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-8$4-$5");
}
