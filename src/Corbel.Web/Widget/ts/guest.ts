import { button, h, say } from "./dom";
import type { Parts } from "./parts";

type Field = { input: HTMLInputElement | HTMLTextAreaElement; error: HTMLElement; element: HTMLElement };

/** The form of somebody whom the desk does not know: a message with a name and an address. */
export class GuestForm {
  readonly element: HTMLElement;
  private readonly fields: Field[];
  private readonly form: HTMLFormElement;
  private readonly trouble = h("p", { class: "error", role: "alert" });
  private readonly done = h("div", { class: "done" });
  private sending = false;

  constructor(private readonly parts: Parts) {
    const { t, actions } = parts;
    const text = h("textarea", { id: "g-text", rows: "4", required: true, input: () => actions.draft(text.value) });
    this.fields = [
      field("g-name", t.name, h("input", { id: "g-name", autocomplete: "name", required: true, maxlength: "200" })),
      field("g-email", t.email, h("input", { id: "g-email", type: "email", autocomplete: "email", required: true, maxlength: "254" })),
      field("g-text", t.message, text),
    ];
    this.form = h(
      "form",
      { class: "guest", novalidate: true, submit: (event) => (event.preventDefault(), void this.send()) },
      ...this.fields.map((x) => x.element),
      this.trouble,
      h("div", { class: "row" }, h("button", { class: "primary" }, t.send)),
    );
    this.element = h("div", {}, this.form, this.done);
    this.show(null);
  }

  get first(): HTMLElement {
    return this.form.hidden ? this.done.querySelector("button")! : (this.fields.find((x) => !x.input.value) ?? this.fields[2]!).input;
  }

  set draft(text: string) {
    this.fields[2]!.input.value = text;
  }

  clear(): void {
    for (const { input } of this.fields) input.value = "";
    this.show(null);
  }

  private async send(): Promise<void> {
    const { t, actions } = this.parts;
    for (const { input, error } of this.fields) {
      const wrong = !input.value.trim() ? t.required : input.validity.valid ? null : t.emailWrong;
      say(error, wrong);
      input.setAttribute("aria-invalid", String(wrong !== null));
    }
    const wrong = this.fields.find((x) => !x.error.hidden);
    wrong?.input.focus();
    if (wrong || this.sending) return;
    this.sending = true;
    say(this.trouble, null);
    const [name, email, text] = this.fields.map((x) => x.input.value.trim()) as [string, string, string];
    const trouble = await actions.guest(name, email, text);
    this.sending = false;
    say(this.trouble, trouble);
    if (trouble) return;
    this.draft = "";
    actions.draft("");
    this.show(email);
    this.done.querySelector<HTMLElement>("[tabindex]")?.focus();
  }

  private show(email: string | null): void {
    const { t } = this.parts;
    this.form.hidden = email !== null;
    this.done.hidden = email === null;
    say(this.trouble, null);
    const another = (): void => {
      this.show(null);
      this.fields[2]!.input.focus();
    };
    if (email !== null) this.done.replaceChildren(h("p", { tabindex: "-1" }, t.thanks(email)), button(t.another, "plain", another));
  }
}

function field(id: string, label: string, input: HTMLInputElement | HTMLTextAreaElement): Field {
  const error = h("div", { id: `${id}-error`, class: "error", hidden: true });
  input.setAttribute("aria-describedby", error.id);
  return { input, error, element: h("div", { class: "field" }, h("label", { for: id }, label), input, error) };
}
