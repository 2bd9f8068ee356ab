import type { Line } from "./protocol";

/** The lines that the desk has, by number: one that comes twice is one line. */
export class Log {
  private readonly byNumber = new Map<number, Line>();

  get lines(): Line[] {
    return [...this.byNumber.values()].sort((a, b) => a.line - b.line);
  }

  get last(): number {
    return Math.max(0, ...this.byNumber.keys());
  }

  has(line: number): boolean {
    return this.byNumber.has(line);
  }

  put(line: Line): void {
    this.byNumber.set(line.line, line);
  }

  clear(): void {
    this.byNumber.clear();
  }

  unread(seen: number): Line[] {
    return this.lines.filter((line) => line.from !== "you" && line.line > seen);
  }
}
