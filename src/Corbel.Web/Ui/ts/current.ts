type Swapped = { ctx?: { target?: Element; request?: { method: string } } };
type Inserted = { task?: { target?: Element } };

/**
 * After a part of the page was swapped the address has changed but the lists around it have not:
 * mark the link that leads to where we are now, and put the reader at the start of what came in.
 */
export function markCurrent(): void {
  document.addEventListener("htmx:after:history:update", () => mark());
  // At once, not after the settling: somebody who types in what has just come in would lose the focus in the middle of a word.
  document.addEventListener("htmx:before:settle", (event) => {
    const { task } = (event as CustomEvent<Inserted>).detail;
    if (task?.target?.id === "ticket") task.target.querySelector<HTMLElement>("[data-start]")?.focus({ preventScroll: true });
  });
  document.addEventListener("htmx:after:swap", (event) => {
    mark();
    const { ctx } = (event as CustomEvent<Swapped>).detail;
    if (ctx?.target?.id !== "ticket") return;
    show(ctx.request?.method === "POST" ? "#thread > :last-child" : "#thread > [data-unanswered]");
  });
  show("#thread > [data-unanswered]");
}

/** In a long thread: what waits for an answer, or what one wrote oneself. */
function show(entry: string): void {
  document.querySelector(entry)?.scrollIntoView({ block: "nearest" });
}

function mark(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("[data-follow] a[href]")) {
    if (link.pathname === location.pathname) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}
