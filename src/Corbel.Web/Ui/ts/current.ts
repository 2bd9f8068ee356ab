/**
 * After a part of the page was swapped the address has changed but the lists around it have not:
 * mark the link that leads to where we are now, and put the reader at the start of what came in.
 */
export function markCurrent(): void {
  document.addEventListener("htmx:after:history:update", () => mark());
  document.addEventListener("htmx:after:swap", (event) => {
    mark();
    const id = (event as CustomEvent<{ ctx?: { target?: Element } }>).detail.ctx?.target?.id;
    if (id === "ticket") document.querySelector<HTMLElement>("#ticket [data-start]")?.focus({ preventScroll: true });
  });
}

function mark(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("[data-follow] a[href]")) {
    if (link.pathname === location.pathname) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}
