import type { ChatFile } from "./protocol";
import type { Language } from "./setup";
import type { Texts } from "./texts";
import type { Place } from "./times";

/** What a reader can do. */
export type Actions = {
  open(): void;
  close(): void;
  send(text: string, files: File[]): void;
  retry(client: string): void;
  discard(client: string): void;
  typing(): void;
  draft(text: string): void;
  transcript(): void;
  end(): void;
  mark(mark: string): void;
  fresh(): void;
  guest(name: string, email: string, text: string): Promise<string | null>;
  download(file: ChatFile): void;
};

/** What every part of the view needs. */
export type Parts = { t: Texts; language: Language; place: () => Place; actions: Actions };
