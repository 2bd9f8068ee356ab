import { button, h, say } from "./dom";
import { pieces } from "./links";
import type { ChatFile, Line } from "./protocol";
import { moment, size } from "./times";
import type { Parts } from "./parts";
import type { Unsent } from "./outbox";

export type Entry = { line: Line; unsent: null; mark: string | null } | { line: null; unsent: Unsent; mark: null };

/** The thread. A line keeps its element from "sending" to "read", so that a screen reader hears it once. */
export class LinesView {
  readonly element: HTMLElement;
  private readonly shown = new Map<string, { element: HTMLElement; mark: HTMLElement; said: string }>();
  private readonly newer: HTMLButtonElement;
  private readonly list: HTMLElement;

  constructor(private readonly parts: Parts) {
    const { t } = parts;
    this.list = h("div", { class: "lines", role: "log", "aria-label": t.log, "aria-live": "polite", tabindex: "0", scroll: () => this.atEnd && (this.newer.hidden = true) });
    this.newer = button(t.newer, "newer", () => this.toEnd());
    this.newer.hidden = true;
    this.element = h("div", { class: "thread" }, this.list, this.newer);
  }

  /** What was said before is not read out when it comes. */
  set past(yes: boolean) {
    this.list.setAttribute("aria-busy", String(yes));
  }

  show(entries: Entry[]): void {
    const [follows, before] = [this.atEnd, this.shown.size];
    const keys = new Set(entries.map(keyOf));
    for (const [key, { element }] of this.shown) if (!keys.has(key)) (element.remove(), this.shown.delete(key));
    let added: Entry | undefined;
    entries.forEach((entry, index) => {
      let place = this.shown.get(keyOf(entry));
      const said = JSON.stringify((entry.line ?? entry.unsent).files);
      if (place?.said !== said) {
        const mark = h("div", { class: "mark", "aria-live": "off" });
        const element = this.build(entry, mark);
        if (place) place.element.replaceWith(element);
        else added = entry;
        this.shown.set(keyOf(entry), (place = { element, mark, said }));
      }
      this.mark(place.mark, entry);
      place.element.classList.toggle("follows", follow(entries[index - 1], entry));
      if (this.list.children[index] !== place.element) this.list.insertBefore(place.element, this.list.children[index] ?? null);
    });
    this.element.hidden = entries.length === 0;
    const own = added && (added.unsent !== null || added.line.from === "you");
    if (follows || own) this.toEnd();
    else if (this.shown.size > before) this.newer.hidden = false;
  }

  toEnd(): void {
    this.list.scrollTop = this.list.scrollHeight;
    this.newer.hidden = true;
  }

  private get atEnd(): boolean {
    return this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 60;
  }

  private build(entry: Entry, mark: HTMLElement): HTMLElement {
    const { t, place } = this.parts;
    const { line, unsent } = entry;
    const at = line?.at ?? unsent!.at;
    const from = line?.from ?? "you";
    const who = from === "you" ? t.you : (line?.name ?? t.support);
    const files = line ? line.files.map((file) => this.link(file)) : unsent!.files.map((name) => h("span", { class: "file" }, name));
    return h(
      "div",
      { class: `line ${from}` },
      h("div", { class: "head" }, h("b", {}, who), " ", h("time", { datetime: at }, moment(new Date(at), place()))),
      h("div", { class: "text" }, ...linked(line?.text ?? unsent!.text)),
      ...files,
      mark,
    );
  }

  private mark(mark: HTMLElement, { unsent, mark: text }: Entry): void {
    const { t, actions } = this.parts;
    const refused = unsent?.refused;
    const words = !unsent ? text : (refused ?? (unsent.tries > 0 ? t.unsent : t.sending));
    if (mark.dataset["words"] === (words ?? "")) return;
    mark.dataset["words"] = words ?? "";
    say(mark, words);
    mark.classList.toggle("refused", !!refused);
    if (!unsent || !refused) return;
    const act = (label: string, act: (client: string) => void): Node => button(label, "link", () => act(unsent.client));
    mark.append(h("div", { class: "row" }, act(t.again, actions.retry), act(t.discard, actions.discard)));
  }

  private link(file: ChatFile): HTMLElement {
    const { t, language } = this.parts;
    const attributes = { type: "button", class: "file", "aria-label": `${t.download(file.name)}, ${size(file.size, language)}` };
    const click = (): void => this.parts.actions.download(file);
    // What this tab sent itself has no address before the desk tells it.
    if (!file.id) return h("span", { class: "file" }, file.name);
    return h("button", { ...attributes, click }, h("span", {}, file.name), " ", h("small", {}, size(file.size, language)));
  }
}

function keyOf({ line, unsent }: Entry): string {
  return (line ? line.client : unsent.client) ?? `line-${line!.line}`;
}

/** Said by the same in one go: the name need not stand there again. */
function follow(a: Entry | undefined, b: Entry): boolean {
  const [x, y] = [a, b].map((entry) => entry && [entry.line?.from ?? "you", entry.line?.name ?? "", entry.line?.at ?? entry.unsent?.at] as const);
  return !!x && !!y && x[0] === y[0] && (x[0] === "you" || x[1] === y[1]) && Date.parse(y[2]!) - Date.parse(x[2]!) < 300_000;
}

function linked(text: string): Node[] {
  return pieces(text).map(({ text, href }) =>
    href ? h("a", { href, target: "_blank", rel: "noopener noreferrer" }, text) : document.createTextNode(text),
  );
}
