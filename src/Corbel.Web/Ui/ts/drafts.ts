const prefix = "corbel-draft:";
type Detail = { ctx?: { sourceElement?: Element; request?: { method: string }; response?: { status: number } } };
type Draft = { text: string; kind: string };

/**
 * What somebody types is kept in this tab until it is sent: walking on to another ticket, or taking the ticket
 * first, loses nothing. A note is kept as a note, so that it never turns into a reply.
 */
export function keepDrafts(): void {
  document.addEventListener("input", ({ target }) => target instanceof Element && keep(target));
  document.addEventListener("htmx:after:request", (event) => {
    const { ctx } = (event as CustomEvent<Detail>).detail;
    const box = ctx?.sourceElement?.querySelector<HTMLTextAreaElement>("[data-draft]");
    if (box && ctx?.request?.method === "POST" && (ctx.response?.status ?? 500) < 400) sessionStorage.removeItem(key(box));
  });
  document.addEventListener("htmx:before:settle", restore);
  document.addEventListener("submit", ({ target }) => {
    if (target instanceof HTMLFormElement && target.getAttribute("action") === "/sign-out") forget();
  });
  restore();
}

function keep(changed: Element): void {
  const form = changed.closest("form");
  const box = form?.querySelector<HTMLTextAreaElement>("[data-draft]");
  if (!form || !box) return;
  const draft: Draft = { text: box.value, kind: form.querySelector<HTMLInputElement>("[type=radio]:checked")?.value ?? "" };
  if (box.value.trim()) sessionStorage.setItem(key(box), JSON.stringify(draft));
  else sessionStorage.removeItem(key(box));
}

function restore(): void {
  for (const box of document.querySelectorAll<HTMLTextAreaElement>("[data-draft]")) {
    const stored = sessionStorage.getItem(key(box));
    if (!stored || box.value) continue;
    const draft = JSON.parse(stored) as Draft;
    box.value = draft.text;
    const kind = box.form?.querySelector<HTMLInputElement>(`[type=radio][value="${CSS.escape(draft.kind)}"]`);
    if (kind) kind.checked = true;
  }
}

/** What a draft was written for: a ticket's number, or chat- and one. */
export function draftNumbers(): string[] {
  return Object.keys(sessionStorage).filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
}

export function forgetDraft(name: string): void {
  sessionStorage.removeItem(prefix + name);
}

function forget(): void {
  for (const name of Object.keys(sessionStorage)) if (name.startsWith(prefix)) sessionStorage.removeItem(name);
}

function key(box: HTMLTextAreaElement): string {
  return prefix + (box.dataset["draft"] ?? "");
}
