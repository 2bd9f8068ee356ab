const address = /https?:\/\/[^\s<>"]+/gi;

export type Piece = { text: string; href: string | null };

/** Addresses in a text. What ends a sentence, or closes a bracket that was opened before the address, is not of it. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(address)) {
    let link = match[0].replace(/[.,;:!?'’”»*]+$/, "");
    while (/[)\]]$/.test(link) && !link.includes(link.endsWith(")") ? "(" : "[")) link = link.slice(0, -1);
    if (!URL.canParse(link)) continue;
    found.push({ text: text.slice(from, match.index), href: null }, { text: link, href: link });
    from = match.index + link.length;
  }
  found.push({ text: text.slice(from), href: null });
  return found.filter((piece) => piece.text);
}
