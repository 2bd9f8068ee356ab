import { Refused } from "./refused";
import { SseParser, type SseEvent } from "./sse";
import { BackOff, Pause } from "./waiting";

const silence = 45_000;
type Open = (request: () => RequestInit) => Promise<Response>;
type Heard = { event(event: SseEvent): void; connected(yes: boolean): void };

/**
 * The desk's events. EventSource cannot send the pass in a header, so this reads the answer of a fetch. It comes back after
 * every break, from the line it had last.
 */
export class Stream {
  /** The id of the last event: null fetches everything from the start. */
  last: string | null = null;
  private wanted = false;
  private looping = false;
  private hungUp = false;
  private heardAt = 0;
  private cut: AbortController | null = null;
  private readonly pause = new Pause();
  private readonly backOff = new BackOff();

  constructor(
    private readonly open: Open,
    private readonly heard: Heard,
  ) {}

  set on(yes: boolean) {
    this.wanted = yes;
    if (!yes) this.again();
    else if (!this.looping) void this.loop();
  }

  /** There may be a network again, or the machine slept: do not wait. */
  wake(): void {
    this.backOff.reset();
    if (this.pause.on) this.pause.wake();
    else if (Date.now() - this.heardAt > silence / 2) this.again();
  }

  /** Ends this connection; a new one follows where one is wanted. */
  again(): void {
    this.hungUp = this.cut !== null;
    this.cut?.abort();
    this.pause.wake();
  }

  private async loop(): Promise<void> {
    this.looping = true;
    while (this.wanted) {
      this.hungUp = false;
      try {
        await this.read();
      } catch (error) {
        if (error instanceof Refused && error.status === 401) this.wanted = false;
      }
      this.heard.connected(false);
      this.cut = null;
      if (this.wanted && !this.hungUp) await this.pause.for(this.backOff.next());
    }
    this.looping = false;
  }

  private async read(): Promise<void> {
    const cut = (this.cut = new AbortController());
    let watchdog = 0;
    const alive = (): void => {
      this.heardAt = Date.now();
      clearTimeout(watchdog);
      watchdog = setTimeout(() => cut.abort(), silence);
    };
    alive();
    try {
      const response = await this.open(() => ({
        signal: cut.signal,
        headers: { Accept: "text/event-stream", ...(this.last === null ? {} : { "Last-Event-ID": this.last }) },
      }));
      const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
      const parser = new SseParser();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        alive();
        // What was on its way when we hung up belongs to a log that may be another's by now.
        if (cut.signal.aborted) return;
        for (const event of parser.push(value)) this.take(event);
      }
    } finally {
      clearTimeout(watchdog);
    }
  }

  private take(event: SseEvent): void {
    this.backOff.reset();
    if (event.id) this.last = event.id;
    this.heard.connected(true);
    this.heard.event(event);
  }
}
