import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** Rounds of every page: floor and portal in turn. */
  rounds: number;
  /** Length of one measurement. */
  seconds: number;
  /** Connections that ask at once. */
  connections: number;
  /** Members of the branch whose pages are asked for; a list page holds 50. */
  members: number;
  /** Branches of a bureau whose acceptance file is built instead of the pages; 0: the pages. */
  archive: number;
  /** Made-up people over whom the pages and the search are asked, against a tenth of them; 0: neither. */
  growth: number;
  /** Of the growth: 10 bureaus of one size, or 1 ten times as large. */
  bureaus: number;
}

const LIMITS: Record<keyof BenchOptions, { standard: number; from: number; to: number }> = {
  rounds: { standard: 5, from: 1, to: 50 },
  seconds: { standard: 0.6, from: 0.1, to: 30 },
  connections: { standard: 16, from: 1, to: 200 },
  members: { standard: 60, from: 1, to: 2000 },
  archive: { standard: 0, from: 0, to: 1000 },
  growth: { standard: 0, from: 0, to: 200_000 },
  bureaus: { standard: 10, from: 1, to: 10 },
};

export const USAGE = Object.entries(LIMITS)
  .map(([name, { standard, from, to }]) => `  --${name.padEnd(12)}${standard} (${from} to ${to})`)
  .join('\n');

/** Reads the arguments; null when one is unknown or out of its limits. */
export function readOptions(args: string[]): BenchOptions | null {
  const options = Object.fromEntries(Object.keys(LIMITS).map((name) => [name, { type: 'string' as const }]));
  try {
    const { values } = parseArgs({ args, options });
    const read = (name: keyof BenchOptions) => within(name, values[name]);
    return {
      rounds: read('rounds'),
      seconds: read('seconds'),
      connections: read('connections'),
      members: read('members'),
      archive: read('archive'),
      growth: read('growth'),
      bureaus: read('bureaus'),
    };
  } catch {
    return null;
  }
}

function within(name: keyof BenchOptions, text: string | boolean | undefined): number {
  const { standard, from, to } = LIMITS[name];
  const value = text === undefined ? standard : Number(text);
  if (!(value >= from && value <= to)) throw new RangeError(name);
  return name === 'seconds' ? value : Math.round(value);
}
