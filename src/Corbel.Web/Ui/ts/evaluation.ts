import type { Htmx } from "htmx.org";

interface Security {
  initSecurity(policy: null, sync: () => never, async: () => never): void;
}

/** htmx can run expressions from attributes. The content policy refuses that anyway; this says so in words. */
export function forbidEvaluation(htmx: Htmx): void {
  const refuse = (): never => {
    throw new Error("Pages carry no expressions: move this to a module in Ui/ts.");
  };
  htmx.registerExtension("no-evaluation", {
    init: (api: unknown) => (api as Security).initSecurity(null, refuse, refuse),
  });
}
