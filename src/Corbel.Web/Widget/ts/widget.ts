import { Chat } from "./chat";
import { readSetup } from "./setup";

declare global {
  interface Window {
    CorbelChat?: { open(): void; close(): void; identify(): Promise<void> };
  }
}

// Only while the script runs it is known which one it is: a page may load it later, and from anywhere.
const script = document.currentScript;
if (script instanceof HTMLScriptElement && script.dataset["host"] && !window.CorbelChat) {
  const chat = new Chat(readSetup(script));
  window.CorbelChat = { open: () => chat.open(), close: () => chat.close(), identify: () => chat.identify() };
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", () => chat.start());
  else chat.start();
}
