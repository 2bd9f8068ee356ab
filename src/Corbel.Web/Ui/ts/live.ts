const names = ["ticket", "queue", "call", "chat", "typing", "shut"] as const;
type Change = { name: (typeof names)[number] | "open"; data: string };

/**
 * The server says "this changed"; parts of the page that care fetch themselves anew:
 * hx-trigger="live:queue from:body" or, for one ticket, hx-trigger="live:ticket:1042 from:body".
 *
 * A browser allows six connections to a server (HTTP/1.1), so all tabs share one: the tab that holds the lock
 * listens and tells the others. Without locks (plain HTTP on a network) each tab listens for itself.
 */
export function listen(): void {
  const address = document.documentElement.dataset["live"];
  if (!address) return;
  heedRequests();
  const others = new BroadcastChannel(`corbel-live:${address}`);
  others.onmessage = (event: MessageEvent<Change>) => announce(event.data);
  const lead = (): Promise<never> => {
    connect(address, (change) => {
      announce(change);
      others.postMessage(change);
    });
    return new Promise<never>(() => {}); // held until the tab closes; then the next tab leads
  };
  if ("locks" in navigator) void navigator.locks.request(`corbel-live:${address}`, lead);
  else void lead();
}

function connect(address: string, tell: (change: Change) => void): void {
  const source = new EventSource(address);
  // What happened while the line was down, or before it was first up, is unknown: everything that is live looks again.
  source.onopen = () => {
    for (const name of names) if (name !== "typing" && name !== "shut") tell({ name, data: "" });
    tell({ name: "open", data: "" });
  };
  for (const name of names) {
    source.addEventListener(name, (event: MessageEvent<string>) => tell({ name, data: event.data }));
  }
}

let underway = 0;
const meanwhile = new Map<string, Change>();

/** An answer that was under way when a change was told may show what was before it: what it brings looks again, once. */
function heedRequests(): void {
  document.addEventListener("htmx:before:request", () => void underway++);
  document.addEventListener("htmx:finally:request", () => {
    underway = Math.max(0, underway - 1);
    if (underway > 0) return;
    const missed = [...meanwhile.values()];
    meanwhile.clear();
    for (const change of missed) announce(change);
  });
}

function announce(change: Change): void {
  const { name, data } = change;
  if (underway > 0) meanwhile.set(`${name}:${data}`, change);
  const say = (event: string): boolean => document.body.dispatchEvent(new CustomEvent(event, { detail: data }));
  say(`live:${name}`);
  if (data) say(`live:${name}:${data}`);
  else for (const part of document.querySelectorAll<HTMLElement>("[data-live-ticket]")) say(`live:${name}:${part.dataset["liveTicket"]}`);
}
