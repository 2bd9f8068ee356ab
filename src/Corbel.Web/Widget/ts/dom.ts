type Value = string | boolean | null | EventListener;
type Child = Node | string | null | undefined | false;

/** Builds an element: no markup is ever parsed, so nothing that somebody wrote can become any. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, Value> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...(children.filter((child) => child != null && child !== false && child !== "") as (Node | string)[]));
  return element;
}

export function icon(paths: string[]): SVGSVGElement {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  for (const d of paths) svg.appendChild(document.createElementNS(namespace, "path")).setAttribute("d", d);
  return svg;
}

/** Sets the text only where it changed: a screen reader says what is set. */
export function say(element: HTMLElement, text: string | null): void {
  element.hidden = !text;
  if (element.textContent !== (text ?? "")) element.textContent = text;
}

export function button(label: string, style: string, click: EventListener, ...children: Child[]): HTMLButtonElement {
  const name = children.length > 0 ? { "aria-label": label, title: label } : {};
  return h("button", { type: "button", class: style, click, ...name }, ...(children.length > 0 ? children : [label]));
}
