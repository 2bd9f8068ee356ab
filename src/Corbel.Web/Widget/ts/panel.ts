import cross from "icon:x";
import { Composer } from "./composer";
import { button, h, icon, say } from "./dom";
import { Foot } from "./foot";
import { GuestForm } from "./guest";
import { LinesView, type Entry } from "./lines";
import { MarkingView } from "./marking";
import type { Parts } from "./parts";
import type { State } from "./protocol";
import { moment } from "./times";

export type Model = {
  state: State | null;
  entries: Entry[];
  typing: string | null;
  /** Of the connection. */
  trouble: string | null;
  /** The trouble does not go by itself. */
  stuck: boolean;
  notice: string | null;
};

/** The dialog: who, by when, what was said, and where one writes. What is not of the state is hidden. */
export class Panel {
  readonly element: HTMLElement;
  readonly lines: LinesView;
  readonly composer: Composer;
  readonly guest: GuestForm;
  private readonly foot: Foot;
  private readonly marking: MarkingView;
  private readonly heading = h("h2", { id: "title", tabindex: "-1" });
  private readonly agent = h("p", {});
  private readonly due = h("p", {});
  private readonly why = h("p", { class: "why" });
  private readonly mail = h("a", { class: "mail" });
  private readonly typing = h("p", { class: "typing" });
  private readonly trouble = h("p", { class: "trouble" });
  private readonly notice = h("p", { class: "notice" });
  private readonly fresh: HTMLButtonElement;

  constructor(private readonly parts: Parts) {
    const { t, actions } = parts;
    [this.lines, this.composer, this.guest, this.foot] = [new LinesView(parts), new Composer(parts), new GuestForm(parts), new Foot(parts)];
    this.marking = new MarkingView(parts);
    this.fresh = button(t.fresh, "primary", actions.fresh);
    this.element = h(
      "section",
      { id: "panel", class: "panel", role: "dialog", "aria-labelledby": "title", hidden: true },
      h("header", {}, h("div", {}, this.heading, this.agent, this.due), button(t.close, "quiet", actions.close, icon(cross))),
      h("div", { class: "body" }, this.why, this.mail, this.lines.element, this.guest.element),
      h("div", { class: "under" }, this.typing, this.trouble, this.notice, this.marking.element, this.composer.element, this.fresh),
      this.foot.element,
    );
    this.element.addEventListener("dragover", (event) => event.preventDefault());
    this.element.addEventListener("drop", (event) => {
      event.preventDefault();
      if (!this.composer.element.hidden) this.composer.take([...(event.dataTransfer?.files ?? [])]);
    });
  }

  show({ state, entries, typing, trouble, stuck, notice }: Model): void {
    const { t, place } = this.parts;
    const focused = (this.element.getRootNode() as ShadowRoot).activeElement;
    const [known, mode, why] = [!!state?.person, state?.mode, state?.why];
    const ended = why === "ended";
    say(this.heading, state?.desk ?? t.support);
    say(this.agent, state?.agent ? t.with(state.agent) : null);
    say(this.due, state?.due ? t.due(moment(new Date(state.due), place())) : null);
    say(this.why, state ? this.reason(state) : trouble ? null : t.connecting);
    say(this.mail, mode === "none" ? (state?.mail ?? null) : null);
    if (state?.mail) this.mail.href = `mailto:${state.mail}`;
    this.lines.show(entries);
    say(this.typing, typing && t.typing(typing));
    say(this.trouble, trouble);
    say(this.notice, notice);
    const writes = !!state && mode !== "none" && !ended;
    this.composer.element.hidden = !writes || !known;
    this.guest.element.hidden = !writes || known;
    this.fresh.textContent = ended ? t.fresh : t.again;
    this.fresh.hidden = !ended && !stuck;
    this.marking.show(known ? state : null, writes);
    this.foot.show(known ? (state?.ticket ?? null) : null, !ended && mode !== "none");
    // What had the focus may be gone, or there is more now than the heading.
    if (this.element.contains(focused) && (focused === this.heading || !focused!.checkVisibility())) this.focus();
  }

  /** To where one goes on: writing, else the way out of here, else the heading until there is more. */
  focus(): void {
    const { composer, guest, fresh } = this;
    const target = !composer.element.hidden ? composer.field : !guest.element.hidden ? guest.first : !fresh.hidden ? fresh : this.heading;
    target.focus({ preventScroll: true });
  }

  private reason({ mode, why, opens, mail }: State): string {
    const { t, place } = this.parts;
    return [
      why && t.why[why],
      opens && mode !== "chat" && why !== "ended" && t.opens(moment(new Date(opens), place(), true)),
      mode === "message" && why !== "ended" && t.leave,
      mode === "none" && mail && t.mail,
    ]
      .filter(Boolean)
      .join(" ");
  }
}
