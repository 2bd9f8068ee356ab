import { button, h, say } from "./dom";
import type { Parts } from "./parts";

/** The ticket's number, the transcript and the end. To end is asked twice. */
export class Foot {
  readonly element: HTMLElement;
  private readonly number = h("span", {});
  private readonly plain: HTMLElement;
  private readonly sure: HTMLElement;
  private readonly end: HTMLButtonElement;

  constructor(private readonly parts: Parts) {
    const { t, actions } = parts;
    const really = button(t.end, "link", () => (this.ask(false), actions.end()));
    this.end = button(t.end, "link", () => (this.ask(true), really.focus()));
    const back = button(t.goOn, "link", () => (this.ask(false), this.end.focus()));
    this.plain = h("div", { class: "row" }, button(t.transcript, "link", actions.transcript), this.end);
    this.sure = h("div", { class: "row", role: "group", "aria-label": t.sure }, h("span", {}, t.sure), really, back);
    this.element = h("footer", {}, this.number, this.plain, this.sure);
    this.ask(false);
  }

  show(ticket: number | null, goes: boolean): void {
    this.element.hidden = ticket === null;
    say(this.number, ticket === null ? null : this.parts.t.ticket(ticket));
    this.end.hidden = !goes;
    if (!goes) this.ask(false);
  }

  private ask(yes: boolean): void {
    this.sure.hidden = !yes;
    this.plain.hidden = this.number.hidden = yes;
  }
}
