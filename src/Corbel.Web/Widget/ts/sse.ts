export type SseEvent = { name: string; data: string; id: string };

/** Server-sent events out of pieces of text, as the HTML standard interprets them (9.2.6). */
export class SseParser {
  private rest = "";
  private afterReturn = false;
  private name = "";
  private data: string[] = [];
  private id = "";

  push(piece: string): SseEvent[] {
    if (!piece) return [];
    // CR LF is one end of a line, also where it was cut in two.
    if (this.afterReturn && piece[0] === "\n") piece = piece.slice(1);
    this.afterReturn = piece.endsWith("\r");
    const lines = (this.rest + piece).split(/\r\n|\r|\n/);
    this.rest = lines.pop()!;
    return lines.flatMap((line) => this.take(line) ?? []);
  }

  private take(line: string): SseEvent | null {
    if (line === "") return this.dispatch();
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") this.name = value;
    else if (field === "data") this.data.push(value);
    else if (field === "id" && !value.includes("\0")) this.id = value;
    return null;
  }

  private dispatch(): SseEvent | null {
    const event = { name: this.name || "message", data: this.data.join("\n"), id: this.id };
    const empty = this.data.length === 0;
    this.name = "";
    this.data = [];
    return empty ? null : event;
  }
}
