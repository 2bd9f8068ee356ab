import { finalWords } from "./refused";
import type { Session } from "./session";
import type { Store } from "./store";
import { BackOff, Pause } from "./waiting";

/** Finds out who sits here and gets them a session, as often as it takes and only while somebody wants one. */
export class Reach {
  /** Who sits here was asked on this page. Before that nothing that is kept may be shown or sent. */
  identified = false;
  /** What the desk said when it refused: asking again does not help by itself. */
  refused: string | null = null;
  failing = false;
  private underway: Promise<void> | null = null;
  private readonly pause = new Pause();
  private readonly backOff = new BackOff();

  constructor(
    private readonly session: Session,
    private readonly store: Store,
    private readonly wanted: () => boolean,
    private readonly changed: () => void,
  ) {}

  go(): Promise<void> {
    this.underway ??= this.loop().finally(() => {
      this.underway = null;
      this.changed();
    });
    return this.underway;
  }

  wake(): void {
    this.pause.wake();
  }

  private async loop(): Promise<void> {
    this.refused = null;
    this.backOff.reset();
    while (this.wanted()) {
      try {
        const identity = await this.session.identify();
        if (!this.store.kept.pass) await this.session.begin(identity);
        [this.identified, this.failing] = [true, false];
        return;
      } catch (error) {
        this.refused = finalWords(error);
        this.failing = this.refused === null;
        this.changed();
        if (this.refused) return;
        await this.pause.for(this.backOff.next());
      }
    }
  }
}
