/**
 * A form that is too large is refused before it is read, and what was typed with it would be lost.
 * So its files are weighed here first; the server weighs them again.
 */
export function weighFiles(): void {
  const weigh = (event: Event): void => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    for (const input of form.querySelectorAll<HTMLInputElement>("input[type=file][data-largest]")) {
      const sizes = [...(input.files ?? [])].map((file) => file.size);
      const together = sizes.reduce((sum, size) => sum + size, 0);
      const bad = Math.max(0, ...sizes) > Number(input.dataset["largest"]) || together > Number(input.dataset["together"]);
      input.setCustomValidity(bad ? (input.dataset["tooLarge"] ?? "") : "");
      if (!bad) continue;
      event.preventDefault();
      event.stopImmediatePropagation();
      input.reportValidity();
    }
  };
  document.addEventListener("submit", weigh, { capture: true });
  document.addEventListener("change", ({ target }) => target instanceof HTMLInputElement && target.setCustomValidity(""));
}
