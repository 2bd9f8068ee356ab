export type Language = "en" | "nl";
export type Setup = { host: string; desk: string; token: string | null; language: Language; theme: string | null };

/** What the script tag says. The desk is where the script came from: …/chat/ */
export function readSetup(script: HTMLScriptElement): Setup {
  const { host, token, language, theme } = script.dataset;
  return {
    host: host ?? "",
    desk: new URL(".", script.src).href,
    token: token ?? null,
    language: choose(language, document.documentElement.lang, ...navigator.languages),
    theme: theme ?? null,
  };
}

function choose(...wishes: (string | undefined)[]): Language {
  const known = wishes.map((wish) => wish?.slice(0, 2).toLowerCase()).find((wish) => wish === "en" || wish === "nl");
  return (known as Language | undefined) ?? "en";
}
