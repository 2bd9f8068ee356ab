const names = ["ticket", "queue"] as const;
type Change = { name: (typeof names)[number]; data: string };

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
  let broken = false;
  source.onerror = () => (broken = true);
  source.onopen = () => {
    // What happened while the line was down is unknown: everything that is live looks again.
    if (broken) for (const name of names) tell({ name, data: "" });
    broken = false;
  };
  for (const name of names) {
    source.addEventListener(name, (event: MessageEvent<string>) => tell({ name, data: event.data }));
  }
}

function announce({ name, data }: Change): void {
  const say = (event: string): boolean => document.body.dispatchEvent(new CustomEvent(event, { detail: data }));
  say(`live:${name}`);
  if (data) say(`live:${name}:${data}`);
  else for (const part of document.querySelectorAll<HTMLElement>("[data-live-ticket]")) say(`live:${name}:${part.dataset["liveTicket"]}`);
}
