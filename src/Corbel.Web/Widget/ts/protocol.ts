/** What the desk says and is told: docs/chat.md. */
export type Why = "closed" | "nobody" | "guest" | "not-for-you" | "own-desk" | "ended";

export type State = {
  mode: "chat" | "message" | "none";
  why: Why | null;
  opens: string | null;
  desk: string;
  mail: string | null;
  person: string | null;
  ticket: number | null;
  agent: string | null;
  due: string | null;
  /** The marks that the reader may give it now. */
  marks?: { id: string; name: string }[];
  /** In a sentence: the mark that it bears, and where it goes. */
  mark?: string | null;
  pass?: string | null;
};

export type ChatFile = { id: string; name: string; size: number };

export type Line = {
  line: number;
  /** A colleague is of the reader's own organisation. */
  from: "you" | "colleague" | "desk";
  name: string | null;
  text: string;
  at: string;
  client?: string | null;
  files: ChatFile[];
};

export type Taken = { line: number; ticket: number };
export type GuestMessage = { client: string; name: string; email: string; text: string };
