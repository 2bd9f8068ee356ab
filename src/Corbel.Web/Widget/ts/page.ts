type Told = { wake(): void; look(): void; leave(): void; back(): void; holdsFiles(): boolean };

/** What happens to the page that the widget stands on. */
export function heed(told: Told): void {
  addEventListener("online", told.wake);
  addEventListener("focus", told.look);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) told.wake();
    told.look();
  });
  // A page that holds a connection is not kept for the way back.
  addEventListener("pagehide", told.leave);
  addEventListener("pageshow", (event) => event.persisted && told.back());
  addEventListener("beforeunload", (event) => told.holdsFiles() && event.preventDefault());
}
