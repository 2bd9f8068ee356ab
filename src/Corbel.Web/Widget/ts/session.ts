import type { State } from "./protocol";
import { orRefused, Refused } from "./refused";
import type { Setup } from "./setup";
import type { Store } from "./store";
import type { Texts } from "./texts";
import { askIdentity, type Identity } from "./token";

type Told = { begun(state: State, same: boolean): void; stranger(): void };

/** The pass, and what is asked of the desk with it. A pass that ended is changed for a new one by itself. */
export class Session {
  private beginning: Promise<void> | null = null;

  constructor(
    private readonly setup: Setup,
    private readonly store: Store,
    private readonly t: Texts,
    private readonly told: Told,
  ) {}

  /** Who sits here? If it is somebody else than before, nothing of the other is left. */
  async identify(): Promise<Identity> {
    const identity = await askIdentity(this.setup.token);
    const { who } = this.store.kept;
    if (who !== null && who !== identity.who) {
      this.store.forget(identity.who);
      this.told.stranger();
    } else this.store.save({ who: identity.who });
    return identity;
  }

  /** A new session. Whoever asks meanwhile waits for the same one. */
  begin(identity?: Identity): Promise<void> {
    this.beginning ??= this.ask(identity).finally(() => void (this.beginning = null));
    return this.beginning;
  }

  /** With the pass. The request is made anew when the pass had to be: what it says may depend on that. */
  async call(path: string, request: () => RequestInit): Promise<Response> {
    const { who } = this.store.kept;
    for (let again = false; ; again = true) {
      const { pass } = this.store.kept;
      if (this.store.kept.who !== who || (!pass && again)) throw new Refused(401, "gone", this.t.signedOut);
      if (pass) {
        const init = request();
        const headers = { ...init.headers, Authorization: `Chat ${pass}`, "Accept-Language": this.setup.language };
        const response = await this.fetch(path, { ...init, headers });
        if (response.status !== 401 || again) return orRefused(response, this.t.refused);
      }
      if (this.store.kept.pass === pass) await this.begin();
    }
  }

  post(path: string, body?: unknown): Promise<Response> {
    return this.call(path, () => (body ? json(body) : { method: "POST" }));
  }

  /** Without a pass: a guest's message. */
  async plain(path: string, body: object): Promise<Response> {
    return orRefused(await this.fetch(path, json({ host: this.setup.host, language: this.setup.language, ...body })), this.t.refused);
  }

  private async ask(identity?: Identity): Promise<void> {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    let state: State;
    try {
      const { token } = identity ?? (await this.identify());
      state = (await (await this.plain("sessions", { token, zone })).json()) as State;
    } catch (error) {
      // A token is used once and lives short: one that was refused may have met another tab, or waited too long.
      if (!(error instanceof Refused) || error.status !== 401) throw error;
      const { token } = await this.identify();
      state = (await (await this.plain("sessions", { token, zone })).json()) as State;
    }
    const { pass = null, ...rest } = state;
    const same = this.store.kept.state?.ticket === rest.ticket;
    this.store.save({ pass });
    this.told.begun(rest, same);
  }

  private fetch(path: string, init: RequestInit): Promise<Response> {
    return fetch(this.setup.desk + path, { credentials: "omit", cache: "no-store", ...init });
  }
}

function json(body: unknown): RequestInit {
  return { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
}
