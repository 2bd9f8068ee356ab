const first = 1_000;
const longest = 30_000;

/** How long to wait before the next try: twice as long each time, and never all clients at once. */
export class BackOff {
  private tries = 0;

  constructor(private readonly random: () => number = Math.random) {}

  next(): number {
    const most = Math.min(longest, first * 2 ** this.tries++);
    return Math.max(first, most * (0.5 + this.random() / 2));
  }

  reset(): void {
    this.tries = 0;
  }
}

/** A wait that can be cut short. */
export class Pause {
  private end: (() => void) | null = null;

  get on(): boolean {
    return this.end !== null;
  }

  for(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.wake(), milliseconds);
      this.end = () => {
        clearTimeout(timer);
        this.end = null;
        resolve();
      };
    });
  }

  wake(): void {
    this.end?.();
  }
}
