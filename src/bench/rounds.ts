import { type Load, load, type Target } from './load.js';
import type { BenchOptions } from './options.js';
import type { ServerProcess } from './server-process.js';

export interface Contender {
  server: ServerProcess;
  target: Target;
}

export interface Sample {
  /** Answers a second. */
  rate: number;
  /** Processor time of the server for one answer, in milliseconds. */
  cpu: number;
}

export interface Round {
  floor: Sample;
  portal: Sample;
}

const WARM_ANSWERS = 2000;
const WARM_SLICES = 10;

/** Until the compiler of the engine has had enough to learn from; a slow machine is not waited for without end. */
export async function warmUp(contenders: readonly Contender[], connections: number): Promise<void> {
  for (const { target } of contenders) {
    let answers = 0;
    for (let slice = 0; slice < WARM_SLICES && answers < WARM_ANSWERS; slice += 1) {
      answers += (await load(target, connections, 0.4)).answers;
    }
  }
}

/** One round of a page: floor and portal right after one another, who is first by turns, for the machine drifts. */
export async function runRound(
  floor: Contender,
  portal: Contender,
  index: number,
  options: BenchOptions,
): Promise<Round> {
  if (index % 2 === 0) return { floor: await sample(floor, options), portal: await sample(portal, options) };
  const second = await sample(portal, options);
  return { floor: await sample(floor, options), portal: second };
}

async function sample({ server, target }: Contender, { connections, seconds }: BenchOptions): Promise<Sample> {
  const before = await server.usage();
  const done: Load = await load(target, connections, seconds);
  const after = await server.usage();
  return { rate: done.answers / done.seconds, cpu: (after.cpu - before.cpu) / done.answers };
}
