import type { State } from "./protocol";
import type { Unsent } from "./outbox";

/** What lives as long as the tab, so that a walk through the host's pages loses nothing. */
export type Kept = {
  /** The user's id in the host application; "" where nobody is signed in, null before it was asked. */
  who: string | null;
  pass: string | null;
  state: State | null;
  /** There is a chat, so news is listened for though the panel is closed. */
  going: boolean;
  open: boolean;
  seen: number;
  draft: string;
  unsent: Unsent[];
};

const nothing = { who: null, pass: null, state: null, going: false, seen: 0, draft: "" };

export class Store {
  readonly kept: Kept = { ...nothing, open: false, unsent: [] };
  private readonly name: string;

  constructor(host: string) {
    this.name = `corbel-chat:${host}`;
    this.load();
  }

  load(): void {
    try {
      const { unsent, ...rest } = JSON.parse(sessionStorage.getItem(this.name) ?? "{}") as Partial<Kept>;
      Object.assign(this.kept, rest);
      // The outbox holds this very list.
      this.kept.unsent.splice(0, this.kept.unsent.length, ...(unsent ?? []));
    } catch {
      // Storage is blocked or broken: the chat then lives as long as the page.
    }
  }

  save(changes: Partial<Kept> = {}): void {
    Object.assign(this.kept, changes);
    try {
      sessionStorage.setItem(this.name, JSON.stringify(this.kept));
    } catch {
      // As above.
    }
  }

  /** Somebody else sits here now: nothing of who was here before may be shown or sent. */
  forget(who: string): void {
    this.kept.unsent.length = 0;
    this.save({ ...nothing, who });
  }
}
