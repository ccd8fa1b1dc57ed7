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
import { type Contender, type Round, runRound, warmUp } from './rounds.js';
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

const TEN = 10;
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
  const contenders = await contendersOf(matter, pages, small, large);
  console.log('Warming up …');
  await warmUp(
    contenders.flatMap(({ floor, portal }) => [floor, portal]),
    1,
    50,
  );
  const rounds = await runAll(contenders, options);
  return report(pages, rounds, figures);
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

async function contendersOf(matter: GrowthMatter, pages: readonly GrowthPage[], small: string, large: string) {
  const [few, many] = [await startPortal(matter, small), await startPortal(matter, large)];
  const contenders: { floor: Contender; portal: Contender }[] = [];
  const cookies = new Map<string, string>();
  for (const { username, path, fresh } of pages) {
    const contender = async (server: ServerProcess): Promise<Contender> => {
      const key = `${server.port} ${username}`;
      const cookie = cookies.get(key) ?? (username === null ? '' : await signIn(server.port, username));
      cookies.set(key, cookie);
      return { server, target: { port: server.port, path, cookie, fresh } };
    };
    contenders.push({ floor: await contender(few), portal: await contender(many) });
  }
  return contenders;
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

async function signIn(port: number, username: string): Promise<string> {
  const visitor = new Visitor(port);
  await visitor.signIn(username, DEMO_PASSWORD);
  await visitor.get('/account');
  return visitor.cookie;
}

async function runAll(
  contenders: readonly { floor: Contender; portal: Contender }[],
  options: BenchOptions,
): Promise<Round[][]> {
  const rounds: Round[][] = contenders.map(() => []);
  for (let index = 0; index < options.rounds; index += 1) {
    console.log(`Round ${index + 1} of ${options.rounds} …`);
    for (const [at, { floor, portal }] of contenders.entries())
      rounds[at]?.push(await runRound(floor, portal, index, { ...options, connections: 1 }));
  }
  return rounds;
}

const milliseconds = (value: number): string => `${value.toFixed(1)} ms`;

function report(pages: readonly GrowthPage[], all: readonly Round[][], people: readonly string[]): string {
  const figures: Figure[] = [];
  const times: string[][] = [['page', 'tenth, ms', 'all, ms']];
  const msOf = (at: number, pick: (round: Round) => number) =>
    median((all[at] ?? []).map((round) => 1000 / pick(round)));
  for (const [at, { name }] of pages.entries()) {
    const ratios = (all[at] ?? []).map(({ floor, portal }) => floor.rate / portal.rate);
    figures.push(ratioFigure('P4', `${name}: time, all / tenth`, ratios, { atMost: MOST_TIMES }));
    times.push([
      name,
      ...[(r: Round) => r.floor.rate, (r: Round) => r.portal.rate].map((pick) => msOf(at, pick).toFixed(1)),
    ]);
  }
  for (const [at, { name, search }] of pages.entries())
    if (search)
      figures.push(
        plainFigure(
          'P4',
          name,
          msOf(at, ({ portal }) => portal.rate),
          MOST_SEARCH_MS,
          milliseconds,
        ),
      );
  const sizes = `A tenth: ${people[0]}.\nAll: ${people[1]}.`;
  return `\n${sizes}\n\n${columns(times)}\n\nOne request at a time. Ratios: lowest, middle, highest round.\n${table(figures)}\n`;
}
