type Swapped = { ctx?: { target?: Element; sourceElement?: Element; request?: { method: string } } };
type Inserted = { task?: { target?: Element } };

/**
 * After a part of the page was swapped the address has changed but the lists around it have not:
 * mark the link that leads to where we are now, and put the reader at the start of what came in.
 */
export function markCurrent(): void {
  document.addEventListener("htmx:after:history:update", () => mark());
  let writes = false;
  document.addEventListener("htmx:before:swap", (event) => {
    writes = writesOn((event as CustomEvent<Swapped>).detail.ctx?.sourceElement);
  });
  // htmx-config waits for nothing between swap and settling: keys pressed in such a gap would find no shortcuts yet.
  document.addEventListener("htmx:before:settle", (event) => {
    const { task } = (event as CustomEvent<Inserted>).detail;
    if (task?.target?.id === "ticket" && !writes) task.target.querySelector<HTMLElement>("[data-start]")?.focus({ preventScroll: true });
  });
  document.addEventListener("htmx:after:swap", (event) => {
    mark();
    const { ctx } = (event as CustomEvent<Swapped>).detail;
    if (ctx?.target?.id !== "ticket") return;
    show(ctx.request?.method === "POST" ? "#thread > :last-child" : "#thread > [data-unanswered]");
  });
  show("#thread > [data-unanswered]");
}

/** Whoever took the ticket and began to write before the answer came writes on: the focus stays where it is. */
function writesOn(source?: Element): boolean {
  const field = document.activeElement;
  return field instanceof HTMLTextAreaElement && field.closest("#ticket") !== null && !source?.contains(field);
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
