import { beforeAll, describe, expect, it } from 'vitest';
import type { RouteRow } from '../../src/web/route.js';
import { ROLE_MATRIX } from '../architecture/role-matrix.js';
import { ACTOR_CODES, type ActorCode, signInActors } from '../support/demo-actors.js';
import { demoDatabase } from '../support/demo-database.js';
import { demoParams, type PathParams, pathOf } from '../support/demo-paths.js';
import { startPortal } from '../support/portal.js';
import type { RawAnswer, RawBrowser } from '../support/raw-browser.js';
import { ROUTE_ROWS } from '../support/route-rows.js';
import { CANARY, foreignId } from '../support/second-bureau.js';
import { digestOf } from '../support/table-digest.js';

const { db, clock } = await demoDatabase();
const portal = await startPortal(db, clock);
const rows = ROUTE_ROWS;

let own: PathParams;
let sibling: PathParams;
let foreign: PathParams;
let missing: PathParams;
let actors: Record<ActorCode, RawBrowser>;
beforeAll(async () => {
  ({ own, sibling } = await demoParams(db));
  actors = await signInActors(portal);
  const each = (change: (id: string) => string) =>
    Object.fromEntries(
      Object.entries(own).map(([name, value]) => [name, /^\w+Id$/.test(name) ? change(value) : value]),
    );
  foreign = { ...each(foreignId), code: own['code']?.split('').reverse().join('') ?? '' };
  // The tail of an id is random: another one names nothing.
  missing = { ...each((id) => `${id.slice(0, -6)}abcdef`), code: '0'.repeat(32) };
});

const namesIn = (row: RouteRow): string[] =>
  [...row.path.matchAll(/:(\w+(?:Id|code))\b/g)].flatMap(([, name]) => (name ? [name] : []));

/** Everybody whom the matrix lets in, but for the other bureau's. */
const insiders = (row: RouteRow): ActorCode[] => {
  const allowed = ROLE_MATRIX[`${row.method.toUpperCase()} ${row.path}`] ?? '';
  return ACTOR_CODES.filter((code) => code !== 'f' && (allowed === '*' || allowed.includes(code)));
};

/** What differs between two answers to one address that is not there. */
const bare = ({ status, text }: RawAnswer): string => `${status} ${text.replaceAll(/name="_csrf" value="\w+"/g, '')}`;

const ask = (row: RouteRow, code: ActorCode, params: PathParams): Promise<RawAnswer> => {
  const path = pathOf(row, params);
  return row.method === 'get' ? actors[code].get(path) : actors[code].post(path);
};

/** The parameter, and those that mean the same thing on some paths (demo-paths.ts), taken from elsewhere. */
function withFrom(elsewhere: PathParams, name: string): PathParams {
  const taken = Object.keys(own).filter(
    (key) =>
      key === name ||
      (name === 'commitmentId' && key.endsWith('CommitmentId')) ||
      (name === 'fileId' && key === 'bureauFileId'),
  );
  return { ...own, ...Object.fromEntries(taken.map((key) => [key, elsewhere[key] ?? ''])) };
}

async function wrongAnswers(elsewhere: PathParams, asked: (row: RouteRow, name: string) => boolean): Promise<string[]> {
  const wrong: string[] = [];
  for (const row of rows) {
    for (const name of namesIn(row).filter((param) => asked(row, param))) {
      for (const code of insiders(row)) {
        const nothing = bare(await ask(row, code, withFrom(missing, name)));
        const answer = await ask(row, code, withFrom(elsewhere, name));
        const cell = `${row.method} ${row.path} :${name} as ${code}`;
        if (answer.text.includes(CANARY)) wrong.push(`${cell}: speaks of another bureau`);
        if (answer.status !== 404 || bare(answer) !== nothing) wrong.push(`${cell}: ${answer.status}`);
      }
    }
  }
  return wrong;
}

/** The public board shows every bureau and branch: only a row of one under the address of another is foreign there. */
const onTheBoard = (row: RouteRow): boolean => row.path.startsWith('/board/');

/** The board of a bureau is open to all, and the platform's administrator sees to the accounts of all bureaus. */
const showsAnyBureau = (row: RouteRow): boolean =>
  (onTheBoard(row) && namesIn(row).length === 1) || row.path === '/platform/bureaus/:bureauId/accounts';

/** Rows of the bureau, which every branch of it meets under its own address; a branch is merged into a sibling. */
const OF_BUREAU = ['bureauId', 'campaignId', 'roundId', 'intoId'];

/** Ending a session that is not there answers as ending one's own: it is over (sessions.test.ts: another's goes on). */
const ENDS_ANYWAY = '/account/sessions/:sessionId/ending';

describe("S2: ids of another's rows look like ids of nothing", () => {
  it("another bureau's, in every place of every address", { timeout: 300_000 }, async () => {
    const before = await digestOf(db);
    const alone = (row: RouteRow, name: string) =>
      row.path !== ENDS_ANYWAY && !(showsAnyBureau(row) && name === 'bureauId');
    expect(await wrongAnswers(foreign, alone)).toEqual([]);
    expect(await digestOf(db)).toEqual(before);
  });

  it("a sibling branch's, under the address of the own branch", { timeout: 300_000 }, async () => {
    const before = await digestOf(db);
    const inOwnBranch = (row: RouteRow, name: string) =>
      ![...OF_BUREAU, 'branchId'].includes(name) && row.path.includes(':branchId');
    expect(await wrongAnswers(sibling, inOwnBranch)).toEqual([]);
    expect(await digestOf(db)).toEqual(before);
  });

  it('a sibling branch as the address of the own rows, for whoever may read both', { timeout: 300_000 }, async () => {
    const before = await digestOf(db);
    const mixed = (row: RouteRow, name: string) =>
      name === 'branchId' && namesIn(row).some((other) => other !== 'branchId' && !OF_BUREAU.includes(other));
    expect(await wrongAnswers(sibling, mixed)).toEqual([]);
    expect(await digestOf(db)).toEqual(before);
  });
});
