import { install, uninstall } from "@github/hotkey";

const installed = new Set<HTMLElement>();
const off = "corbel-hotkeys-off";

/**
 * Elements name their keys in data-hotkey. Single keys disturb people who speak to their computer,
 * so the list of shortcuts has a switch for them (WCAG 2.1.4).
 */
export function installHotkeys(): void {
  document.addEventListener("change", (event) => {
    const box = event.target as HTMLElement;
    if (!(box instanceof HTMLInputElement) || !box.matches("[data-hotkeys-switch]")) return;
    if (box.checked) localStorage.removeItem(off);
    else localStorage.setItem(off, "1");
    refresh();
  });
  document.addEventListener("htmx:after:settle", refresh);
  document.addEventListener("keydown", walk);
  refresh();
}

function refresh(): void {
  const enabled = localStorage.getItem(off) === null;
  for (const element of installed) {
    if (enabled && element.isConnected) continue;
    uninstall(element);
    installed.delete(element);
  }
  for (const box of document.querySelectorAll<HTMLInputElement>("[data-hotkeys-switch]")) box.checked = enabled;
  if (!enabled) return;
  for (const element of document.querySelectorAll<HTMLElement>("[data-hotkey]")) {
    if (installed.has(element)) continue;
    install(element);
    element.addEventListener("hotkey-fire", focusNext);
    installed.add(element);
  }
}

/** A key may choose something and then go on to where one writes: data-hotkey-focus names that. */
function focusNext(event: Event): void {
  const id = (event.currentTarget as HTMLElement).dataset["hotkeyFocus"];
  if (id) document.getElementById(id)?.focus();
}

/** j and k walk through the rows of the queue; Enter follows the one in focus, as on any link. */
function walk(event: KeyboardEvent): void {
  if (event.key === "Escape") leave(event.target);
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key !== "j" && event.key !== "k") return;
  if (localStorage.getItem(off) !== null || isField(event.target)) return;
  const rows = [...document.querySelectorAll<HTMLElement>("[data-row]")];
  const here = rows.findIndex((row) => row === document.activeElement);
  const start = here >= 0 ? here : rows.findIndex((row) => row.matches("[aria-current]"));
  const next = event.key === "j" ? start + 1 : Math.max(start - 1, 0);
  rows[Math.min(next, rows.length - 1)]?.focus();
}

/** Escape leaves the text for the place that data-escape names, so that single keys act again. */
function leave(from: EventTarget | null): void {
  const place = from instanceof HTMLElement && from.dataset["escape"];
  if (place) document.querySelector<HTMLElement>(place)?.focus({ preventScroll: true });
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}
