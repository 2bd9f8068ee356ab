import shut from "icon:chevron-down";
import bubble from "icon:message-circle";
import { button, h, icon, say } from "./dom";
import type { Parts } from "./parts";

/** The button at the corner. Its name says how much is unread. */
export class Launcher {
  readonly element: HTMLButtonElement;
  private readonly badge = h("span", { class: "badge", "aria-hidden": "true" });

  constructor(private readonly parts: Parts) {
    this.element = button("", "launcher", () => this.toggle(), icon(bubble), icon(shut), this.badge);
    this.element.setAttribute("aria-controls", "panel");
    this.element.setAttribute("aria-haspopup", "dialog");
  }

  show(open: boolean, unread: number): void {
    const { t } = this.parts;
    const name = open ? t.close : unread > 0 ? `${t.open}, ${t.unread(unread)}` : t.open;
    for (const attribute of ["aria-label", "title"]) this.element.setAttribute(attribute, name);
    this.element.setAttribute("aria-expanded", String(open));
    say(this.badge, unread > 0 && !open ? String(Math.min(unread, 99)) : null);
  }

  private toggle(): void {
    const { actions } = this.parts;
    if (this.element.getAttribute("aria-expanded") === "true") actions.close();
    else actions.open();
  }
}
