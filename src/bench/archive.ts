import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import type { Config } from '../config.js';
import { applyMigrations } from '../db/migrate.js';
import { fillFirstData } from '../first-data.js';
import { createFieldCipher } from '../shared/cipher.js';
import { copyBranches, fillTemplate, findBureau } from './archive-data.js';

const PROCESS = path.resolve(import.meta.dirname, 'archive-process.js');
const MEMBERS = 40;
const MOST_MB = 250;
const MOST_GROWTH = 1.2;
const DEMO_BRANCHES = 6;

interface Built {
  seconds: number;
  cpuSeconds: number;
  status: string;
  documents: number;
  bytes: number;
  peakMb: number;
}

/**
 * Builds the acceptance file of a bureau with a tenth of the branches, then with all; gives the lines to print. What counts is
 * that memory does not grow with the bureau.
 */
export async function timeArchive(connectionString: string, config: Config, branches: number): Promise<string> {
  const migrate = async () => void (await applyMigrations(connectionString));
  await migrate();
  await fillFirstData({ connectionString, config, cipher: createFieldCipher(config.fieldKey), migrate });
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const place = await findBureau(client);
    await fillTemplate(client, place, MEMBERS);
    const tenth = Math.max(DEMO_BRANCHES + 1, Math.ceil(branches / 10));
    await copyBranches(client, place, DEMO_BRANCHES + 1, tenth);
    await client.query('ANALYZE');
    const args = [connectionString, config.evidenceDir, config.archiveDir];
    const ids = [place.bureauId, place.campaignId, place.accountId];
    const small = await build([...args, ...ids]);
    console.log(lineOf(tenth, small));
    await copyBranches(client, place, tenth + 1, branches);
    await client.query('ANALYZE');
    const large = await build([...args, ...ids]);
    const growth = large.peakMb / small.peakMb;
    const reached = large.peakMb <= MOST_MB || growth <= MOST_GROWTH;
    return [
      lineOf(branches, large),
      `Growth of peak memory ${growth.toFixed(2)} × (target: ≤ ${MOST_MB} MB, or ≤ ${MOST_GROWTH} ×): ${reached ? 'reached' : 'not reached'}`,
    ].join('\n');
  } finally {
    await client.end();
  }
}

async function build(args: string[]): Promise<Built> {
  const { stdout } = await promisify(execFile)(process.execPath, [PROCESS, ...args]);
  const built = JSON.parse(stdout) as Built;
  if (built.status !== 'READY') throw new Error(`The acceptance file is ${built.status}.`);
  return built;
}

function lineOf(branches: number, { seconds, cpuSeconds, documents, bytes, peakMb }: Built): string {
  const size = `${documents} documents, ${(bytes / 1_048_576).toFixed(0)} MB`;
  return `Acceptance file of ${branches} branches × ${MEMBERS} members: ${size}, ${seconds.toFixed(0)} s (${cpuSeconds.toFixed(0)} s of CPU), peak memory ${peakMb.toFixed(0)} MB`;
}
