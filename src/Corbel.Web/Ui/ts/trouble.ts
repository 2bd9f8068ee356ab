type Detail = { ctx?: { response?: { status: number; raw: Response } } };

/** A request that failed says so in one line at the foot; one that was sent to the sign-in page takes the whole page there. */
export function reportTrouble(): void {
  const line = document.querySelector<HTMLElement>("#trouble");
  const show = (yes: boolean): void => void (line && (line.hidden = !yes));
  document.addEventListener("htmx:error", () => show(true));
  document.addEventListener("htmx:response:error", (event) => {
    const status = (event as CustomEvent<Detail>).detail.ctx?.response?.status ?? 0;
    if (status === 401) location.reload();
    else if (status !== 422 && status !== 400) show(true);
  });
  document.addEventListener("htmx:before:response", (event) => {
    const raw = (event as CustomEvent<Detail>).detail.ctx?.response?.raw;
    if (raw?.redirected && new URL(raw.url).pathname === "/sign-in") {
      event.preventDefault();
      location.reload();
    } else if (raw?.ok) show(false);
  });
}
