/**
 * A list that the page refreshes behind a closed dialog keeps the option that was first when the page came. So a dialog that
 * opens shows the newest one; what a person then chooses stays, whatever comes meanwhile.
 */
export function chooseNewest(): void {
  const choose = (event: Event): void => {
    const dialog = event.target;
    if (!(dialog instanceof HTMLDialogElement) || !(event instanceof ToggleEvent) || event.newState !== "open") return;
    for (const list of dialog.querySelectorAll<HTMLSelectElement>("select[data-newest]")) list.selectedIndex = 0;
  };
  // Not every event bubbles: this one is heard on its way down.
  document.addEventListener("beforetoggle", choose, { capture: true });
}
