import { Acts } from "./acts";
import { entries } from "./entries";
import { News } from "./news";
import { Outbox, type Unsent } from "./outbox";
import { heed } from "./page";
import type { Actions } from "./parts";
import type { Line, State, Taken } from "./protocol";
import { Reach } from "./reach";
import { Session } from "./session";
import type { Setup } from "./setup";
import { Store } from "./store";
import { Stream } from "./stream";
import { textsIn } from "./texts";
import { View } from "./view";

const patience = 3_000;

/** The whole of it: what the desk says goes into the news, what the reader does goes out, and the view shows both. */
export class Chat {
  private readonly t;
  private readonly store: Store;
  private readonly session: Session;
  private readonly reach: Reach;
  private readonly stream: Stream;
  private readonly news: News;
  private readonly outbox: Outbox;
  private readonly acts: Acts;
  private readonly view: View;
  private connected = false;
  private lost = false;
  private losing = 0;
  private notice: string | null = null;
  private drawing = false;

  constructor(setup: Setup) {
    this.t = textsIn(setup.language);
    this.store = new Store(setup.host);
    const { kept } = this.store;
    const changed = (): void => this.changed();
    this.session = new Session(setup, this.store, this.t, {
      begun: (state, same) => this.begun(state, same),
      stranger: () => this.stranger(),
    });
    this.reach = new Reach(this.session, this.store, () => this.wanted, changed);
    this.news = new News({ state: (state) => this.state(state), line: (line) => this.line(line), changed });
    this.stream = new Stream((request) => this.session.call("stream", request), {
      event: (event) => this.news.take(event),
      connected: (yes) => this.connect(yes),
    });
    this.acts = new Acts(this.session, this.t, (text) => this.tell(text));
    this.outbox = new Outbox(kept.unsent, {
      send: (line, files) => this.acts.line(line, files),
      taken: (line, taken) => this.taken(line, taken),
      changed,
      filesGone: this.t.filesGone,
    });
    const place = (): { language: typeof setup.language; now: Date } => ({ language: setup.language, now: new Date() });
    this.view = new View({ t: this.t, language: setup.language, place, actions: this.actions() }, setup.theme);
  }

  start(): void {
    heed({
      wake: () => (this.reach.wake(), this.stream.wake(), this.outbox.wake()),
      look: () => this.changed(),
      leave: () => (this.stream.on = false),
      back: () => this.back(),
      holdsFiles: () => this.outbox.holdsFiles,
    });
    this.resume();
  }

  open(): void {
    const { open, pass } = this.store.kept;
    if (open) return this.view.panel.focus();
    this.store.save({ open: true });
    this.draw();
    this.view.open(true, true);
    if (!this.reach.identified || !pass) void this.reach.go();
  }

  close(): void {
    if (!this.store.kept.open) return;
    this.store.save({ open: false });
    this.notice = null;
    this.draw();
    this.view.open(false, true);
  }

  /** Somebody signed in or out in a page that stayed. */
  async identify(): Promise<void> {
    this.reach.identified = false;
    if (this.wanted) await this.reach.go();
  }

  private get wanted(): boolean {
    const { open, going, unsent } = this.store.kept;
    return open || going || unsent.length > 0;
  }

  private actions(): Actions {
    return {
      open: () => this.open(),
      close: () => this.close(),
      send: (text, files) => ((this.notice = null), this.store.save({ draft: "" }), this.outbox.add(text, files)),
      retry: (client) => this.outbox.retry(client),
      discard: (client) => (this.outbox.drop(client), this.changed(), this.view.panel.focus()),
      typing: () => this.store.kept.state?.mode === "chat" && this.acts.typing(),
      draft: (draft) => this.store.save({ draft }),
      transcript: () => void this.acts.transcript(),
      mark: (mark) => void this.acts.mark(mark),
      end: () => void this.end(),
      fresh: () => void this.fresh(),
      guest: (name, email, text) => this.acts.guest(name, email, text),
      download: (file) => void this.acts.download(file),
    };
  }

  /** From what the tab kept: the page is new, or was left and came back. */
  private resume(): void {
    const { draft, open } = this.store.kept;
    this.view.panel.composer.clear(draft);
    this.view.panel.guest.draft = draft;
    this.draw();
    this.view.open(open, false);
    if (this.wanted) void this.reach.go();
  }

  /** Other pages of this tab may have gone on with the chat, or somebody else signed in there. */
  private back(): void {
    this.store.load();
    this.reach.identified = false;
    this.restart(true);
    this.resume();
  }

  private stranger(): void {
    this.outbox.clear();
    this.restart(true);
    this.view.panel.composer.clear();
    this.view.panel.guest.clear();
    this.changed();
  }

  private restart(clear: boolean): void {
    this.stream.last = null;
    this.news.restart(clear);
    this.acts.restart();
    if (this.connected || clear) this.stream.again();
  }

  private begun(state: State, same: boolean): void {
    if (!same) this.store.save({ seen: 0 });
    this.restart(!same);
    this.state(state);
    this.changed();
  }

  private state(state: State): void {
    const going = state.why !== "ended" && (this.store.kept.going || (state.mode === "chat" && state.ticket !== null));
    this.store.save({ state, going });
  }

  private connect(yes: boolean): void {
    if (yes === this.connected) return;
    this.connected = yes;
    clearTimeout(this.losing);
    if (yes && this.lost) this.view.announce(this.t.back);
    if (yes) this.lost = false;
    // Most breaks are over before anybody needs to know.
    else this.losing = setTimeout(() => ((this.lost = this.wanted), this.changed()), patience);
    this.changed();
  }

  private line(line: Line): void {
    if (line.client) this.outbox.drop(line.client);
    if (line.from === "you" || this.news.past || this.store.kept.open) return;
    this.view.announce(this.t.from(line.name ?? this.t.support));
  }

  private taken({ client, text, files, at }: Unsent, { line, ticket }: Taken): void {
    const { state } = this.store.kept;
    const named = files.map((name) => ({ id: "", name, size: 0 }));
    if (!this.news.log.has(line)) this.news.log.put({ line, from: "you", name: null, text, at, client, files: named });
    if (state) this.state({ ...state, ticket });
  }

  private async end(): Promise<void> {
    if (!(await this.acts.end())) return;
    const { state } = this.store.kept;
    if (state) this.state({ ...state, mode: "message", why: "ended", agent: null, due: null });
    this.draw();
    this.view.panel.focus();
  }

  private async fresh(): Promise<void> {
    this.stream.on = false;
    this.restart(true);
    this.store.save({ pass: null, state: null, seen: 0 });
    this.draw();
    this.view.panel.focus();
    await this.reach.go();
  }

  private tell(text: string | null): void {
    this.notice = text;
    if (text) this.view.announce(text);
    this.changed();
  }

  private changed(): void {
    if (this.drawing) return;
    this.drawing = true;
    queueMicrotask(() => this.draw());
  }

  private draw(): void {
    this.drawing = false;
    const { reach, news, store, outbox } = this;
    const { kept } = store;
    store.save();
    this.stream.on = reach.identified && kept.pass !== null && this.wanted;
    if (reach.identified && kept.unsent.length > 0) outbox.run();
    const looks = kept.open && !document.hidden;
    if (looks && reach.identified && news.log.last > kept.seen) store.save({ seen: news.log.last });
    if (looks && this.connected && news.log.unread(0).length > 0) void this.acts.read(news.log.last);
    const trouble = reach.refused ?? (reach.failing ? this.t.unreachable : this.lost ? this.t.broken : null);
    const known = reach.identified ? kept.state : null;
    this.view.panel.lines.past = news.past;
    this.view.show(
      {
        state: known ?? null,
        entries: reach.identified ? entries(news.log, kept.unsent, news.readByDesk, this.t) : [],
        typing: news.typing,
        trouble,
        stuck: reach.refused !== null,
        notice: this.notice,
      },
      kept.open,
      reach.identified ? news.log.unread(kept.seen).length : 0,
    );
  }
}
