import attach from "icon:paperclip";
import send from "icon:send-horizontal";
import { button, h, icon, say } from "./dom";
import type { Parts } from "./parts";
import { size } from "./times";

const most = 5;
const largest = 25 * 1024 * 1024;

/** Where one writes: text, and files by button, paste or drop. */
export class Composer {
  readonly element: HTMLFormElement;
  readonly field: HTMLTextAreaElement;
  private files: File[] = [];
  private readonly list = h("div", { class: "chosen" });
  private readonly trouble = h("p", { class: "error", role: "alert" });
  private readonly picker: HTMLInputElement;

  constructor(private readonly parts: Parts) {
    const { t, actions } = parts;
    this.picker = h("input", { type: "file", multiple: true, hidden: true, change: () => (this.take([...(this.picker.files ?? [])]), (this.picker.value = "")) });
    this.field = h("textarea", {
      id: "text",
      rows: "2",
      placeholder: t.write,
      "aria-describedby": "keys",
      enterkeyhint: "send",
      input: () => (actions.draft(this.field.value), this.field.value.trim() && actions.typing()),
      keydown: (event) => this.key(event as KeyboardEvent),
      paste: (event) => this.paste(event as ClipboardEvent),
    });
    const pick = button(t.attach, "quiet", () => this.picker.click(), icon(attach));
    const go = h("button", { class: "primary", "aria-label": t.send, title: t.send }, icon(send));
    this.element = h(
      "form",
      { class: "composer", submit: (event) => (event.preventDefault(), this.send()) },
      this.trouble,
      h("label", { for: "text", class: "unseen" }, t.message),
      h("span", { id: "keys", class: "unseen" }, t.keys),
      h("div", { class: "box" }, this.list, this.field, h("div", { class: "tools" }, pick, go)),
      this.picker,
    );
    this.show();
    say(this.trouble, null);
  }

  take(files: File[]): void {
    const { t } = this.parts;
    const large = files.find((file) => file.size > largest);
    const fitting = [...this.files, ...files.filter((file) => file.size <= largest)];
    say(this.trouble, large ? t.tooLarge(large.name) : fitting.length > most ? t.tooMany : null);
    this.files = fitting.slice(0, most);
    this.show();
  }

  clear(draft = ""): void {
    this.field.value = draft;
    this.take((this.files = []));
  }

  private send(): void {
    const text = this.field.value.trim();
    if (!text && this.files.length === 0) return;
    this.parts.actions.send(text, this.files);
    this.clear();
    this.field.focus();
  }

  private key(event: KeyboardEvent): void {
    // While characters are composed (Japanese, say) Enter chooses one.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.send();
  }

  private paste(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    this.take(files);
  }

  private show(): void {
    const { t, language } = this.parts;
    this.list.hidden = this.files.length === 0;
    this.list.replaceChildren(
      ...this.files.map((file) => {
        const drop = (): void => {
          this.files = this.files.filter((x) => x !== file);
          this.show();
          this.field.focus();
        };
        const label = h("span", {}, h("span", {}, file.name), " ", h("small", {}, size(file.size, language)));
        return h("div", { class: "file" }, label, button(t.without(file.name), "quiet", drop, "×"));
      }),
    );
  }
}
