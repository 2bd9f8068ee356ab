export type Identity = { who: string; token: string | null };

/**
 * Asks the host application who is signed in. The id is read from the token without checking it: it only tells whether somebody
 * else sits here than before. The desk checks the token.
 */
export async function askIdentity(address: string | null): Promise<Identity> {
  const nobody = { who: "", token: null };
  if (!address) return nobody;
  const response = await fetch(address, { method: "POST", credentials: "include", cache: "no-store" });
  if (response.status >= 500 || response.status === 429) throw new Error(`${response.status}`);
  const token = response.ok ? (await response.text()).trim() : "";
  try {
    const claims = token.split(".")[1]!.replaceAll("-", "+").replaceAll("_", "/");
    // The id may have any letters: atob gives bytes, and bytes that are compared with bytes are enough.
    return { who: String((JSON.parse(atob(claims)) as { sub?: string }).sub), token };
  } catch {
    if (token) console.warn(`Corbel chat: ${address} did not answer with a token.`);
    return nobody;
  }
}
