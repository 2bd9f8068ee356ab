import { button, h, say } from "./dom";
import type { Parts } from "./parts";
import type { State } from "./protocol";

/** Whether the chat bears a protective mark, and the way to give it one: folded, since only an administrator undoes it. */
export class MarkingView {
  readonly element: HTMLElement;
  private readonly told = h("p", { role: "status" });
  private readonly offers = h("div");
  private shown = "";

  constructor(private readonly parts: Parts) {
    this.element = h("div", { class: "marking" }, this.told, this.offers);
  }

  show(state: State | null, goes: boolean): void {
    const { t, actions } = this.parts;
    say(this.told, state?.mark ?? null);
    const offers = (goes && state?.ticket && state.marks) || [];
    const now = JSON.stringify(offers);
    if (now === this.shown) return;
    this.shown = now;
    this.offers.replaceChildren(
      ...offers.map(({ id, name }) => h("details", {}, h("summary", {}, t.markAs + name), t.markSure, " ", button(t.markIt, "link", () => actions.mark(id)))),
    );
  }
}
