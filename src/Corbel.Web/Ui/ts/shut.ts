import { draftNumbers, forgetDraft } from "./drafts";

type Detail = { ctx?: { sourceElement?: Element; request?: { method: string }; response?: { status: number } } };

/**
 * A ticket that this person had open may be shut to them: it was marked, their clearance ended, or they were taken off its
 * list. The server says so; the page then asks for it again, and what no longer comes back is taken away with all that was
 * said and written of it. When in doubt, because the question itself fails, it goes too.
 */
export function closeWhatIsShut(): void {
  document.body.addEventListener("live:shut", (event) => void look((event as CustomEvent<string>).detail));
  // While the line was down nobody could say so.
  document.body.addEventListener("live:open", () => void ask([...chats(), ...drafts(), ...held()]));
  // A held message may have been placed on a ticket that is shut to this person.
  document.body.addEventListener("live:queue", () => void ask(held()));
  document.addEventListener("htmx:response:error", (event) => {
    const { ctx } = (event as CustomEvent<Detail>).detail;
    const part = ctx?.sourceElement?.closest<HTMLElement>("[data-live-ticket]");
    if (part && ctx?.request?.method === "GET" && ctx.response?.status === 404) close(numberOf(part));
  });
}

/** One ticket, or with no number all that this page and its drafts know of. */
async function look(number: string): Promise<void> {
  const say = (event: string): boolean => document.body.dispatchEvent(new CustomEvent(event, { detail: "" }));
  await ask(number ? [number, ...held()] : [...shown(), ...held(), ...drafts()]);
  for (const event of ["live:queue", "live:chat", "live:call"]) say(event);
}

async function ask(names: Iterable<string>): Promise<void> {
  const all = [...new Set(names)];
  const open = all.length > 0 ? await stillOpen(all) : [];
  for (const name of all) if (!open.includes(name)) close(name);
}

/**
 * Asked as an open page that refreshes itself: nobody need sit before it. It brings nothing of a ticket, and is no view of it.
 * A page that is being left breaks its questions off: only what fails twice counts as shut, or a draft would go for that.
 */
async function stillOpen(names: string[], again = true): Promise<string[]> {
  const address = `/live/open?${new URLSearchParams(names.map((name) => ["of", name]))}`;
  try {
    const answer = await fetch(address, { headers: { "HX-Request": "true" }, cache: "no-store" });
    return answer.ok && !answer.redirected ? ((await answer.json()) as string[]) : [];
  } catch {
    if (!again) return [];
    await new Promise((done) => setTimeout(done, 1000));
    return stillOpen(names, false);
  }
}

/** The thread, what stands beside it, the answer that was being written and its copy, the title: nothing is left. */
function close(number: string): void {
  forgetDraft(number);
  forgetDraft(`chat-${number}`);
  document.querySelector("#trouble")?.setAttribute("hidden", "");
  const named = CSS.escape(number);
  for (const row of document.querySelectorAll(`[data-ticket-row="${named}"], [data-row]#t${named}`)) row.remove();
  for (const part of parts(number)) {
    const isPage = part.matches("[data-live-ticket], [data-held]");
    const place = (isPage && part.closest<HTMLElement>("main.portal")) || part;
    const words = document.querySelector<HTMLTemplateElement>("#ticket-shut")?.content.cloneNode(true);
    place.replaceChildren(...(words ? [words] : []));
    for (const name of ["data-live-ticket", "data-ticket", "data-chat", "data-held", "aria-labelledby"]) place.removeAttribute(name);
    const title = place.querySelector<HTMLElement>("h2");
    if (!isPage) continue;
    document.title = title?.textContent ?? "Corbel";
    title?.focus();
  }
}

function parts(number: string): NodeListOf<HTMLElement> {
  const named = CSS.escape(number);
  return document.querySelectorAll(`[data-live-ticket="${named}"], [data-ticket="${named}"], [data-held="${named}"]`);
}

function shown(): string[] {
  return [...document.querySelectorAll<HTMLElement>("[data-live-ticket], [data-ticket], [data-ticket-row]")].map(numberOf);
}

function chats(): string[] {
  return [...document.querySelectorAll<HTMLElement>("[data-ticket]")].map(numberOf);
}

function held(): string[] {
  return [...document.querySelectorAll<HTMLElement>("[data-held]")].map((part) => part.dataset["held"] ?? "");
}

function drafts(): string[] {
  return draftNumbers().map((name) => name.replace(/^chat-/, ""));
}

function numberOf(part: HTMLElement): string {
  return part.dataset["liveTicket"] ?? part.dataset["ticket"] ?? part.dataset["ticketRow"] ?? "";
}
