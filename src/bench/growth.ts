import pg from 'pg';
import type { Config } from '../config.js';
import { applyMigrations } from '../db/migrate.js';
import { withDatabase } from '../db/scratch-database.js';
import { DEMO_PASSWORD } from '../features/accounts/index.js';
import { fillFirstData } from '../first-data.js';
import { createFieldCipher } from '../shared/cipher.js';
import { findBranch } from './data.js';
import { copyBureau, growBureau, MEMBERS_OF_BRANCH } from './growth-data.js';
import type { BenchOptions } from './options.js';
import { columns, type Figure, median, plainFigure, ratioFigure, table } from './report.js';
import { ServerProcess } from './server-process.js';
import { Visitor } from './visitor.js';

interface GrowthMatter {
  options: BenchOptions;
  config: Config;
  connectionString: string;
  server: string;
  undo: (() => unknown)[];
}

interface GrowthPage {
  name: string;
  username: 'zhongxue1-shuji' | 'ju-shuji' | null;
  path: string;
  /** Asked so that no copy that the portal keeps answers. */
  fresh: boolean;
  search: boolean;
}

interface Pair {
  tenth: Visitor;
  all: Visitor;
  path: string;
  fresh: boolean;
}

/** Milliseconds. */
interface Times {
  tenth: number;
  all: number;
}

const TEN = 10;
/** Of each page, in each round, from each of both. */
const ANSWERS = 15;
const MOST_TIMES = 1.5;
const MOST_SEARCH_MS = 100;
const LARGE = 'grown';

/** What is looked for by a branch's secretary and by the bureau's. */
const SEARCHES = [
  ['initials', 'zxm'],
  ['part of a name', '晓燕'],
  ['pinyin', 'zhangwei'],
  ['a surname', 'wang'],
  ['words in every branch', '师德 学习'],
  ['a skill', '心理辅导'],
  ['a slip of the keyboard', 'zhangxiaoyna'],
] as const;

/**
 * The same pages over a tenth of the made-up people and over all of them, at once in one server of the database: what
 * grows with the region, and how long a search takes. `bureaus`: ten bureaus of one size, or one bureau ten times as large.
 */
export async function timeGrowth(matter: GrowthMatter): Promise<string> {
  const { options } = matter;
  const branches = Math.max(TEN, Math.round(options.growth / TEN / MEMBERS_OF_BRANCH));
  const small = matter.connectionString;
  const large = withDatabase(small, LARGE);
  console.log(`Filling one bureau of ${branches} branches …`);
  const pages = await fillSmall(matter, branches);
  console.log(options.bureaus === 1 ? 'Filling it ten times as large …' : 'Filling nine more of it …');
  await fillLarge(small, large, branches, options.bureaus);
  const figures = [await countPeople(small), await countPeople(large)];
  const pairs = await pairsOf(matter, pages, small, large);
  return report(pages, await askAll(pairs, options), figures);
}

async function fillSmall({ config, connectionString }: GrowthMatter, branches: number): Promise<GrowthPage[]> {
  const migrate = async () => void (await applyMigrations(connectionString));
  await migrate();
  await fillFirstData({ connectionString, config, cipher: createFieldCipher(config.fieldKey), migrate });
  return withClient(connectionString, async (client, pool) => {
    const { bureauId } = await growBureau(client, pool, 0, branches);
    const { branchId } = await findBranch(client, 'zhongxue1-shuji');
    return pagesOf(bureauId, branchId);
  });
}

async function fillLarge(small: string, large: string, branches: number, bureaus: number): Promise<void> {
  await withClient(withDatabase(small, 'postgres'), (client) =>
    client.query(`CREATE DATABASE ${LARGE} TEMPLATE ${new URL(small).pathname.slice(1)}`),
  );
  await withClient(large, async (client, pool) => {
    if (bureaus === 1) await growBureau(client, pool, branches, branches * TEN);
    else await copyBureau(client, await growBureau(client, pool, branches, branches), TEN - 1);
  });
}

async function withClient<T>(url: string, work: (client: pg.Client, pool: pg.Pool) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  await client.connect();
  try {
    return await work(client, pool);
  } finally {
    await client.end();
    await pool.end();
  }
}

function pagesOf(bureauId: string, branchId: string): GrowthPage[] {
  const branch = `/branches/${branchId}`;
  const page = (name: string, username: GrowthPage['username'], path: string): GrowthPage => {
    return { name, username, path, fresh: true, search: false };
  };
  const search = (who: string, username: GrowthPage['username']) =>
    SEARCHES.map(([name, typed]): GrowthPage => {
      const path = `/search?q=${encodeURIComponent(typed)}`;
      return { name: `Search, ${who}: ${name}`, username, path, fresh: false, search: true };
    });
  return [
    page('Branch members', 'zhongxue1-shuji', `${branch}/members`),
    page('Home of a branch', 'zhongxue1-shuji', branch),
    page('Commitments tree', 'zhongxue1-shuji', `${branch}/commitments`),
    page('Bureau board', 'ju-shuji', '/bureau/board'),
    page('Notice board', null, `/board/${bureauId}`),
    ...search('branch', 'zhongxue1-shuji'),
    ...search('bureau', 'ju-shuji'),
  ];
}

async function countPeople(url: string): Promise<string> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<Record<string, string>>(
      `SELECT (SELECT count(*) FROM bureau WHERE kind = 'BUREAU') AS bureaus, (SELECT count(*) FROM branch) AS branches,
         (SELECT count(*) FROM member) AS members, (SELECT count(*) FROM commitment_item) AS items`,
    );
    return Object.entries(rows[0] ?? {})
      .map(([name, count]) => `${count} ${name}`)
      .join(', ');
  });
}

/** The same page of both, by somebody who is signed in to both. */
async function pairsOf(
  matter: GrowthMatter,
  pages: readonly GrowthPage[],
  small: string,
  large: string,
): Promise<Pair[]> {
  const visitors = new Map<string | null, [Visitor, Visitor]>();
  const [few, many] = [await startPortal(matter, small), await startPortal(matter, large)];
  for (const username of new Set(pages.map((page) => page.username)))
    visitors.set(username, [await enter(few.port, username), await enter(many.port, username)]);
  return pages.map(({ username, path, fresh }) => {
    const [tenth, all] = visitors.get(username) ?? [new Visitor(few.port), new Visitor(many.port)];
    return { tenth, all, path, fresh };
  });
}

async function startPortal({ config, server, undo }: GrowthMatter, url: string): Promise<ServerProcess> {
  const portal = await ServerProcess.start(server, {
    NODE_ENV: 'production',
    DATABASE_URL: url,
    DATA_DIR: config.dataDir,
    WORKERS: '0',
    SESSION_SECRET: config.sessionSecret,
    FIELD_KEY: config.fieldKey.toString('base64'),
  });
  undo.push(() => portal.stop());
  return portal;
}

async function enter(port: number, username: string | null): Promise<Visitor> {
  const visitor = new Visitor(port);
  if (username === null) return visitor;
  await visitor.signIn(username, DEMO_PASSWORD);
  // The first page of a session stores its form token.
  await visitor.get('/account');
  return visitor;
}

/** Both in turn for every single answer: what else the machine does meets both alike. */
async function askAll(pairs: readonly Pair[], { rounds }: BenchOptions): Promise<Times[][]> {
  const all: Times[][] = pairs.map(() => []);
  for (let round = -1; round < rounds; round += 1) {
    console.log(round < 0 ? 'Warming up …' : `Round ${round + 1} of ${rounds} …`);
    for (const [at, pair] of pairs.entries()) {
      const times: { tenth: number[]; all: number[] } = { tenth: [], all: [] };
      for (let turn = 0; turn < ANSWERS; turn += 1)
        for (const who of turn % 2 === 0 ? (['tenth', 'all'] as const) : (['all', 'tenth'] as const))
          times[who].push(await timeOf(pair[who], pair));
      if (round >= 0) all[at]?.push({ tenth: median(times.tenth), all: median(times.all) });
    }
  }
  return all;
}

let visits = 0;

async function timeOf(visitor: Visitor, { path, fresh }: Pair): Promise<number> {
  visits += 1;
  const start = performance.now();
  const { status } = await visitor.get(fresh ? `${path}?visit=${visits}` : path);
  if (status !== 200) throw new Error(`${path} answered ${status}`);
  return performance.now() - start;
}

const milliseconds = (value: number): string => `${value.toFixed(1)} ms`;

function report(pages: readonly GrowthPage[], all: readonly Times[][], people: readonly string[]): string {
  const figures: Figure[] = [];
  const times: string[][] = [['page', 'tenth, ms', 'all, ms']];
  const msOf = (at: number, who: keyof Times) => median((all[at] ?? []).map((round) => round[who]));
  for (const [at, { name }] of pages.entries()) {
    const ratios = (all[at] ?? []).map((round) => round.all / round.tenth);
    figures.push(ratioFigure('P4', `${name}: time, all / tenth`, ratios, { atMost: MOST_TIMES }));
    times.push([name, msOf(at, 'tenth').toFixed(1), msOf(at, 'all').toFixed(1)]);
  }
  for (const [at, { name, search }] of pages.entries())
    if (search) figures.push(plainFigure('P4', name, msOf(at, 'all'), MOST_SEARCH_MS, milliseconds));
  const sizes = `A tenth: ${people[0]}.\nAll: ${people[1]}.`;
  const how = 'One request at a time, both in turn; the middle of each round. Ratios: lowest, middle, highest round.';
  return `\n${sizes}\n\n${columns(times)}\n\n${how}\n${table(figures)}\n`;
}
