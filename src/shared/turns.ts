import { Unavailable } from './errors.js';

const WAIT_MS = 15_000;

/** Who works now, and who waits for a turn, in the order of arrival; whoever waited 15 seconds gets Unavailable. */
export class Turns {
  private working = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly atOnce: number) {}

  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.begin();
    try {
      return await work();
    } finally {
      this.end();
    }
  }

  private begin(): Promise<void> {
    if (this.working < this.atOnce) {
      this.working += 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const start = () => {
        clearTimeout(limit);
        resolve();
      };
      const limit = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(start), 1);
        reject(new Unavailable());
      }, WAIT_MS);
      this.waiting.push(start);
    });
  }

  /** Whoever waits longest takes over the turn that ends. */
  private end(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.working -= 1;
  }
}
