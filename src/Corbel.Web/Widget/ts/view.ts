import base from "../css/base.css";
import lines from "../css/lines.css";
import panel from "../css/panel.css";
import screens from "../css/screens.css";
import { h, say } from "./dom";
import { Launcher } from "./launcher";
import { Panel, type Model } from "./panel";
import type { Parts } from "./parts";
import { TitleMark } from "./title";

/** The widget on the page: a root of its own, so that neither side's styles reach the other. */
export class View {
  readonly panel: Panel;
  private readonly launcher: Launcher;
  private readonly title = new TitleMark();
  private readonly spoken = h("div", { class: "unseen", role: "status" });
  private readonly host = h("div");

  constructor(
    private readonly parts: Parts,
    theme: string | null,
  ) {
    const root = this.host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(base + panel + lines + screens);
    root.adoptedStyleSheets = [sheet];
    [this.panel, this.launcher] = [new Panel(parts), new Launcher(parts)];
    this.host.lang = parts.language;
    if (theme) this.host.dataset["theme"] = theme;
    root.append(h("div", { class: "root" }, this.launcher.element, this.panel.element, this.spoken));
    this.keepKeys(root.firstElementChild!);
    document.body.append(this.host);
  }

  open(yes: boolean, focus: boolean): void {
    this.panel.element.hidden = !yes;
    if (yes) this.panel.lines.toEnd();
    if (focus && yes) this.panel.focus();
    else if (focus) this.launcher.element.focus();
  }

  show(model: Model, open: boolean, unread: number): void {
    this.panel.show(model);
    this.launcher.show(open, unread);
    this.title.count = document.hidden ? unread : 0;
  }

  /** To somebody who does not see it. */
  announce(text: string): void {
    if (this.spoken.textContent === text) say(this.spoken, null);
    say(this.spoken, text);
  }

  /** From outside, what is typed here seems typed on the page itself: its single-key shortcuts must not hear of it. */
  private keepKeys(root: Element): void {
    for (const name of ["keydown", "keyup", "keypress", "paste"]) root.addEventListener(name, (event) => event.stopPropagation());
    this.panel.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.isComposing) this.parts.actions.close();
    });
  }
}
