/** The desk said no, in a sentence for the reader. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    sentence: string,
  ) {
    super(sentence);
  }

  /** Asking again may help: the desk is busy, restarting, or something between us is. */
  get passes(): boolean {
    return this.status >= 500 || this.status === 408 || this.status === 429;
  }
}

export async function orRefused(response: Response, otherwise: string): Promise<Response> {
  if (response.ok) return response;
  let problem: { code?: string; detail?: string } = {};
  try {
    problem = (await response.json()) as typeof problem;
  } catch {
    // Not the desk itself answered.
  }
  throw new Refused(response.status, problem.code ?? "", problem.detail ?? otherwise);
}

/** Why something failed, in words; null where it may work by itself soon. */
export function finalWords(error: unknown): string | null {
  return error instanceof Refused && !error.passes ? error.message : null;
}
