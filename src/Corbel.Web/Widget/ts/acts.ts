import { saveFile } from "./download";
import { newId, type Unsent } from "./outbox";
import type { ChatFile, GuestMessage, Taken } from "./protocol";
import { finalWords } from "./refused";
import type { Session } from "./session";
import type { Texts } from "./texts";

const typingEvery = 3_000;

/** What goes out to the desk. */
export class Acts {
  private typedAt = 0;
  private told = 0;
  private telling = false;
  private message: GuestMessage | null = null;

  constructor(
    private readonly session: Session,
    private readonly t: Texts,
    private readonly notice: (text: string | null) => void,
  ) {}

  async line({ client, text }: Unsent, files: File[]): Promise<Taken> {
    const request = (): RequestInit => {
      const body = new FormData();
      body.set("client", client);
      body.set("text", text);
      for (const file of files) body.append("files", file);
      // A connection that hangs is no reason to wait for ever: the line is sent again under the same id.
      return { method: "POST", body, signal: AbortSignal.timeout(files.length > 0 ? 600_000 : 30_000) };
    };
    return (await (await this.session.call("lines", request)).json()) as Taken;
  }

  typing(): void {
    if (Date.now() - this.typedAt < typingEvery) return;
    this.typedAt = Date.now();
    this.session.post("typing").catch(() => {});
  }

  /** Tells that somebody read up to here. What fails is told with the next. */
  async read(line: number): Promise<void> {
    if (line <= this.told || this.telling) return;
    this.telling = true;
    try {
      await this.session.post("read", { line });
      this.told = line;
    } catch {
      // As said above.
    }
    this.telling = false;
  }

  /** Another log counts from one again. */
  restart(): void {
    [this.told, this.message] = [0, null];
  }

  transcript(): Promise<boolean> {
    return this.try(async () => {
      await this.session.post("transcript");
      this.notice(this.t.transcriptGoes);
    });
  }

  mark(mark: string): Promise<boolean> {
    return this.try(() => this.session.post("mark", { mark }));
  }

  end(): Promise<boolean> {
    return this.try(() => this.session.post("end"));
  }

  download(file: ChatFile): Promise<boolean> {
    return this.try(async () => saveFile(await this.session.call(`files/${encodeURIComponent(file.id)}`, () => ({})), file.name));
  }

  /** Answers what went wrong, or null. The same words sent again are the same message. */
  async guest(name: string, email: string, text: string): Promise<string | null> {
    const last = this.message;
    const same = last?.name === name && last.email === email && last.text === text;
    this.message = same ? last : { client: newId(), name, email, text };
    try {
      await this.session.plain("messages", this.message);
      this.message = null;
      return null;
    } catch (error) {
      return finalWords(error) ?? this.t.notSent;
    }
  }

  private async try(act: () => Promise<unknown>): Promise<boolean> {
    this.notice(null);
    try {
      await act();
      return true;
    } catch (error) {
      this.notice(finalWords(error) ?? this.t.unsaid);
      return false;
    }
  }
}
