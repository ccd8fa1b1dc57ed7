import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Config } from '../config.js';
import { DEMO_PASSWORD } from '../features/accounts/index.js';
import type { FloorPage } from './floor.js';
import type { BenchOptions } from './options.js';
import { BENCH_PAGES, type BenchPage, type BenchPlace } from './pages.js';
import { columns, type Figure, median, plainFigure, ratioFigure, table } from './report.js';
import { type Contender, type Round, runRound, warmUp } from './rounds.js';
import { ServerProcess } from './server-process.js';
import { Visitor } from './visitor.js';
import { type Weight, weigh } from './weights.js';

const program = (name: string): string => path.resolve(import.meta.dirname, name);

export interface BenchMatter {
  options: BenchOptions;
  config: Config;
  place: BenchPlace;
  connectionString: string;
  /** Milliseconds. */
  secondStart: number;
  undo: (() => unknown)[];
}

/** A page with what is known of it before the clock runs. */
interface Measured {
  page: BenchPage;
  path: string;
  visitor: Visitor;
  html: string;
  queries: number;
  weight: Weight;
  /** Whether a copy that still stands is confirmed by 304. */
  confirmed: boolean;
}

/** Measures everything and gives the report. */
export async function measure(matter: BenchMatter): Promise<string> {
  const portal = await startPortal(matter);
  await untilJobsAreDone(matter.connectionString);
  const visitors = await signInAll(portal.port);
  const pages: Measured[] = [];
  for (const page of BENCH_PAGES) pages.push(await look(portal, page, page.path(matter.place), visitors));
  const floor = await startFloor(matter, pages);
  const contenders = pages.map(({ path, page: { fresh = false }, visitor: { cookie } }) => ({
    floor: { server: floor, target: { port: floor.port, path, cookie: '', fresh } },
    portal: { server: portal, target: { port: portal.port, path, cookie, fresh } },
  }));
  const rounds = await runRounds(contenders, matter.options);
  const { memory } = await portal.usage();
  return report(matter, pages, rounds, memory);
}

async function startPortal({ config, connectionString, undo }: BenchMatter): Promise<ServerProcess> {
  const server = await ServerProcess.start(program('../server.js'), {
    NODE_ENV: 'production',
    DATABASE_URL: connectionString,
    SESSION_SECRET: config.sessionSecret,
    FIELD_KEY: config.fieldKey.toString('base64'),
  });
  undo.push(() => server.stop());
  return server;
}

const JOBS_LIMIT_MS = 120_000;

/** The demonstration orders an acceptance file at once: what is measured is a portal at its daily work. */
async function untilJobsAreDone(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const end = performance.now() + JOBS_LIMIT_MS;
    while ((await client.query('SELECT 1 FROM graphile_worker.jobs WHERE run_at <= now() LIMIT 1')).rowCount) {
      if (performance.now() > end) throw new Error('The jobs of the demonstration are not done after two minutes');
      await sleep(200);
    }
  } finally {
    await client.end();
  }
}

async function startFloor(matter: BenchMatter, pages: readonly Measured[]): Promise<ServerProcess> {
  const floorPages = pages.map(
    ({ page, path, html }): FloorPage => ({ path, html, sql: page.sql, values: page.values(matter.place) }),
  );
  const file = path.join(matter.config.dataDir, 'floor-pages.json');
  writeFileSync(file, JSON.stringify(floorPages));
  const server = await ServerProcess.start(program('floor.js'), { DATABASE_URL: matter.connectionString, PAGES: file });
  matter.undo.push(() => server.stop());
  return server;
}

async function signInAll(port: number): Promise<Map<string | null, Visitor>> {
  const visitors = new Map<string | null, Visitor>();
  for (const username of new Set(BENCH_PAGES.map((page) => page.username))) {
    const visitor = new Visitor(port);
    if (username !== null) await visitor.signIn(username, DEMO_PASSWORD);
    visitors.set(username, visitor);
  }
  return visitors;
}

async function look(
  portal: ServerProcess,
  page: BenchPage,
  path: string,
  visitors: Map<string | null, Visitor>,
): Promise<Measured> {
  const visitor = visitors.get(page.username) ?? new Visitor(portal.port);
  const before = await portal.usage();
  const answer = await visitor.get(path);
  const after = await portal.usage();
  const again = await visitor.get(path, { 'if-none-match': answer.headers.etag ?? '' });
  return {
    page,
    path,
    visitor,
    html: answer.body.toString(),
    queries: after.queries - before.queries,
    weight: await weigh(visitor, path),
    confirmed: again.status === 304,
  };
}

async function runRounds(
  contenders: readonly { floor: Contender; portal: Contender }[],
  options: BenchOptions,
): Promise<Round[][]> {
  console.log('Warming up …');
  const all = contenders.flatMap(({ floor, portal }) => [floor, portal]);
  await warmUp(all, options.connections);
  const rounds: Round[][] = contenders.map(() => []);
  for (let index = 0; index < options.rounds; index += 1) {
    console.log(`Round ${index + 1} of ${options.rounds} …`);
    for (const [at, { floor, portal }] of contenders.entries()) {
      rounds[at]?.push(await runRound(floor, portal, index, options));
    }
  }
  return rounds;
}

const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;

function report({ secondStart }: BenchMatter, pages: readonly Measured[], all: readonly Round[][], memory: number) {
  const figures: Figure[] = [];
  for (const [index, { page }] of pages.entries()) {
    const ratios = (all[index] ?? []).map(({ floor, portal }) => portal.rate / floor.rate);
    figures.push(ratioFigure(page.target.id, `${page.name}: rate / floor`, ratios, page.target));
  }
  const board = pages.find(({ page }) => page.username === null);
  if (board) {
    const value = board.confirmed ? 'yes' : 'no';
    figures.push({ id: 'P2', name: 'Notice board: 304 by ETag', value, target: 'yes', reached: board.confirmed });
  }
  for (const { page, queries } of pages) {
    figures.push(plainFigure('P3', `${page.name}: queries`, queries, page.mostQueries, String));
  }
  for (const [index, { page }] of pages.entries()) {
    const ratios = (all[index] ?? []).map(({ floor, portal }) => portal.cpu / floor.cpu);
    figures.push(ratioFigure('P3', `${page.name}: CPU / floor`, ratios, { atMost: 3.5 }));
  }
  figures.push(
    plainFigure('P6', 'Memory after the rounds', memory, 250 * 2 ** 20, (v) => `${Math.round(v / 2 ** 20)} MB`),
  );
  figures.push(plainFigure('P6', 'Ready on a second start', secondStart, 10_000, (v) => `${(v / 1000).toFixed(1)} s`));
  for (const { page, weight } of pages) {
    figures.push(plainFigure('P7', `${page.name}: first visit`, weight.first, 100 * 1024, kilobytes));
    figures.push(plainFigure('P7', `${page.name}: next visit`, weight.next, 20 * 1024, kilobytes));
  }
  return `\n${speeds(pages, all)}\n\nRatios: lowest, middle, highest round.\n${table(figures)}\n`;
}

/** What the ratios were made from; only within this run do the numbers mean anything. */
function speeds(pages: readonly Measured[], all: readonly Round[][]): string {
  const rows = pages.map(({ page, html }, index) => {
    const of = (pick: (round: Round) => number) => median((all[index] ?? []).map(pick));
    return [
      page.name,
      kilobytes(Buffer.byteLength(html)),
      of(({ floor }) => floor.rate).toFixed(0),
      of(({ portal }) => portal.rate).toFixed(0),
      of(({ floor }) => floor.cpu).toFixed(2),
      of(({ portal }) => portal.cpu).toFixed(2),
    ];
  });
  return columns([['page', 'HTML', 'floor /s', 'portal /s', 'floor ms CPU', 'portal ms CPU'], ...rows]);
}
