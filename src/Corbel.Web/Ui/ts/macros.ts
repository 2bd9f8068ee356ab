/**
 * Texts that staff write again and again: "/name" and Tab puts one in where one writes, and so does its button. They lie in
 * the page, filled in for the customer: [data-macro] with the text in data-text, in the same form.
 */
export function offerMacros(): void {
  document.addEventListener("keydown", (event) => {
    const box = event.target;
    if (event.key !== "Tab" || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return;
    if (!(box instanceof HTMLTextAreaElement)) return;
    const typed = /(^|\s)\/([a-z0-9-]+)$/.exec(box.value.slice(0, box.selectionStart));
    const macro = typed && find(box, typed[2]!);
    if (!macro) return;
    event.preventDefault();
    put(box, macro, box.selectionStart - typed[2]!.length - 1);
  });
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>("[data-macro]") : null;
    const box = button?.closest("form")?.querySelector<HTMLTextAreaElement>("textarea");
    if (!button || !box) return;
    button.closest("details")?.removeAttribute("open");
    put(box, button, box.selectionStart);
  });
}

function find(box: HTMLTextAreaElement, name: string): HTMLElement | null {
  return box.form?.querySelector<HTMLElement>(`[data-macro="${CSS.escape(name)}"]`) ?? null;
}

function put(box: HTMLTextAreaElement, macro: HTMLElement, from: number): void {
  box.focus();
  box.setRangeText(macro.dataset["text"] ?? "", from, box.selectionEnd, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
}
