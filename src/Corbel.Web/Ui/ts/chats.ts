import { beep, mark, soundSwitch } from "./attention";

const typingHolds = 5000;
const typingEvery = 3000;
const said = new WeakMap<Element, number>();
const heard = new Map<string, number>();
let waiting = 0;

/** The chats that an agent holds: Enter sends, who types is told and shown, and what is new is heard. */
export function holdChats(): void {
  soundSwitch();
  document.addEventListener("keydown", (event) => {
    const box = event.target;
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !(box instanceof HTMLTextAreaElement)) return;
    if (!box.closest("[data-chat-say]")) return;
    event.preventDefault();
    box.form?.requestSubmit();
  });
  document.addEventListener("submit", (event) => {
    if (!(event.target instanceof HTMLFormElement) || !event.target.matches("[data-chat-say]")) return;
    event.preventDefault();
    void say(event.target);
  });
  document.addEventListener("input", ({ target }) => {
    const form = target instanceof HTMLTextAreaElement ? target.closest<HTMLFormElement>("[data-chat-say]") : null;
    if (!form || performance.now() - (said.get(form) ?? -typingEvery) < typingEvery) return;
    said.set(form, performance.now());
    void post(form, "Typing", { chat: form.dataset["chatSay"]! });
  });
  document.body.addEventListener("live:typing", (event) => showTyping((event as CustomEvent<string>).detail));
  document.addEventListener("htmx:after:settle", look);
  document.addEventListener("visibilitychange", look);
  for (const lines of document.querySelectorAll("[data-chat-lines]")) lines.scrollTop = lines.scrollHeight;
  look();
}

/** The box is free at once for the next line; what did not get through comes back into it. */
async function say(form: HTMLFormElement): Promise<void> {
  const box = form.querySelector("textarea")!;
  const text = box.value;
  if (!text.trim()) return;
  const body = new FormData(form);
  box.value = "";
  box.dispatchEvent(new Event("input", { bubbles: true }));
  const wrong = await fetch(form.action, { method: "POST", body, headers: { "X-Line": "1" } }).then(
    async (answer) => (answer.ok ? "" : answer.status === 422 ? await answer.text() : box.dataset["failed"]!),
    () => box.dataset["failed"]!,
  );
  const trouble = form.querySelector<HTMLElement>("[data-chat-error]")!;
  trouble.textContent = wrong;
  trouble.hidden = !wrong;
  if (!wrong) return;
  box.value = box.value ? `${text}\n${box.value}` : text;
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

function post(form: HTMLFormElement, handler: string, fields: Record<string, string>): Promise<unknown> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  const token = form.querySelector<HTMLInputElement>("[name=__RequestVerificationToken]");
  if (token) body.append(token.name, token.value);
  // A sign of life that got lost matters to nobody.
  return fetch(`/console/chats?handler=${handler}`, { method: "POST", body }).catch(() => undefined);
}

function showTyping(chat: string): void {
  const line = document.querySelector<HTMLElement>(`[data-chat="${CSS.escape(chat)}"] [data-chat-typing]`);
  if (!line) return;
  line.hidden = false;
  const until = performance.now() + typingHolds;
  line.dataset["until"] = String(until);
  setTimeout(() => {
    if (line.dataset["until"] === String(until)) line.hidden = true;
  }, typingHolds);
}

/** What came since the last look: lines of visitors, chats that wait, chats that were handed over. */
function look(): void {
  let fresh = 0;
  for (const lines of document.querySelectorAll<HTMLElement>("[data-chat-lines]")) {
    const form = lines.parentElement?.querySelector<HTMLFormElement>("[data-chat-say]");
    const chat = form?.dataset["chatSay"];
    if (!form || !chat) continue;
    const theirs = Number(lines.dataset["theirs"]);
    if (theirs > (heard.get(chat) ?? theirs)) fresh++;
    if (theirs !== heard.get(chat)) {
      lines.scrollTop = lines.scrollHeight;
      lines.parentElement?.querySelector("[data-chat-typing]")?.toggleAttribute("hidden", true);
    }
    heard.set(chat, theirs);
    if (document.visibilityState === "visible" && lines.dataset["told"] !== lines.dataset["last"]) {
      lines.dataset["told"] = lines.dataset["last"];
      void post(form, "Read", { chat, entry: lines.dataset["last"]! });
    }
  }
  const now = Number(document.querySelector<HTMLElement>("[data-chats-waiting]")?.dataset["chatsWaiting"] ?? 0);
  if (now > waiting) fresh += now - waiting;
  waiting = now;
  offerHanded();
  if (fresh > 0) beep();
  mark(fresh, now);
}

/** A chat that came to this agent while the page stood open has no pane yet. */
function offerHanded(): void {
  const offer = document.querySelector<HTMLElement>("[data-chats-new]");
  if (!offer) return;
  const mine = (offer.dataset["chatsNew"] ?? "").split(" ").filter(Boolean);
  offer.hidden = mine.every((ticket) => document.querySelector(`.chat-panes [data-ticket="${CSS.escape(ticket)}"]`));
}
