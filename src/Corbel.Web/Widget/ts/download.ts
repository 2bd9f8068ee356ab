import { h } from "./dom";

/**
 * Saved, never opened: a page that somebody sent would run as one of the host's own. The pass stands in a header, so a plain
 * link cannot fetch it.
 */
export async function saveFile(response: Response, name: string): Promise<void> {
  const href = URL.createObjectURL(new Blob([await response.arrayBuffer()]));
  h("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
