import { beforeAll, describe, expect, it } from 'vitest';
import { DEMO_ACCOUNTS } from '../../src/features/accounts/index.js';
import { dropBoardCache } from '../../src/features/notice-board/index.js';
import type { RouteRow } from '../../src/web/route.js';
import { crawl } from '../support/crawl.js';
import { OWN_BRANCH } from '../support/demo-actors.js';
import { demoDatabase } from '../support/demo-database.js';
import { startPortal } from '../support/portal.js';
import { countQueries } from '../support/query-counter.js';
import type { RawAnswer } from '../support/raw-browser.js';
import { ROUTE_ROWS } from '../support/route-rows.js';

const { db, clock } = await demoDatabase();
const portal = await startPortal(db, clock);
const pages = ROUTE_ROWS.filter(({ method }) => method === 'get');

const MOST = 6;
const MOST_OF_A_LIST = 4;
/** The page that offers it decides who may have it, then the file asks for what the page leaves out. */
const MOST_OF_A_FILE = 8;
const AS_FILE = ' as a file';

/** The pages that are a list. */
const LISTS: readonly string[] = [
  '/account/messages',
  '/board',
  '/bureau/board',
  '/bureau/branches',
  '/bureau/campaigns',
  '/bureau/reviews',
  '/platform/bureaus',
  '/branches/:branchId/accounts',
  '/branches/:branchId/activities',
  '/branches/:branchId/commitments',
  '/branches/:branchId/elections',
  '/branches/:branchId/enrollment',
  '/branches/:branchId/feedback',
  '/branches/:branchId/groups',
  '/branches/:branchId/meetings',
  '/branches/:branchId/members',
  '/branches/:branchId/notices',
  '/branches/:branchId/reminders',
  '/branches/:branchId/reviews',
  '/branches/:branchId/skills',
  '/branches/:branchId/study-plan',
  '/branches/:branchId/study-sessions',
];

/** The row that answers an address: the first whose pattern fits, as on the router. */
function rowOf(path: string): RouteRow | undefined {
  const [bare = ''] = path.split('?');
  return pages.find((row) => new RegExp(`^${row.path.replaceAll(/:\w+/g, '[^/]+')}$`).test(bare));
}

/** The most queries that any page of a kind made, seen by whoever came to it. */
const counted = new Map<string, { queries: number; statements: readonly string[] }>();

async function crawlCounting(username: string | null): Promise<void> {
  const browser = username === null ? portal.anonymous() : await portal.signIn(username);
  await crawl(browser, {
    ask: async (path) => {
      dropBoardCache();
      const { result, queries } = await countQueries<RawAnswer>(db, () => browser.get(path));
      // The same address taken away as a file is no list on the screen.
      const asFile = path.includes('?as=') || path.includes('&as=') ? AS_FILE : '';
      const row = rowOf(path)?.path;
      const name = row && `${row}${asFile}`;
      if (name && result.status === 200 && queries.length > (counted.get(name)?.queries ?? 0)) {
        counted.set(name, { queries: queries.length, statements: queries });
      }
      return result;
    },
  });
}

const lineOf = ([path, { queries, statements }]: [
  string,
  { queries: number; statements: readonly string[] },
]): string =>
  `${queries} ${path}\n${statements.map((text) => `      ${text.replaceAll(/\s+/g, ' ').slice(0, 150)}`).join('\n')}`;

describe('P3: queries of a page, session and account included', () => {
  beforeAll(async () => {
    for (const username of [null, ...DEMO_ACCOUNTS.map((account) => account.username)]) await crawlCounting(username);
  }, 300_000);

  it(`at most ${MOST} for any page`, () => {
    const most = (name: string) => (name.endsWith(AS_FILE) ? MOST_OF_A_FILE : MOST);
    const over = [...counted].filter(([name, { queries }]) => queries > most(name));
    expect(over.map(lineOf).join('\n')).toBe('');
    expect(counted.size).toBeGreaterThan(60);
  });

  it(`at most ${MOST_OF_A_LIST} for a list`, () => {
    const over = [...counted].filter(([path, { queries }]) => LISTS.includes(path) && queries > MOST_OF_A_LIST);
    expect(over.map(lineOf).join('\n')).toBe('');
    expect(LISTS.filter((path) => !counted.has(path))).toEqual([]);
  });

  it('as many for three times the members', { timeout: 120_000 }, async () => {
    const browser = await portal.signIn('zhongxue1-shuji');
    // An address of its own for each visit: no copy of the page answers.
    const count = async (path: string, visit: number) =>
      (await countQueries<RawAnswer>(db, () => browser.get(`${path}?visit=${visit}`))).queries.length;
    const branchId = /\/branches\/([^/]+)/.exec((await browser.get('/')).headers.location ?? '')?.[1];
    const paths = ['', '/members', '/accounts', '/skills', '/enrollment', '/commitments', '/groups', '/elections'].map(
      (end) => `/branches/${branchId}${end}`,
    );
    const before: number[] = [];
    for (const path of paths) before.push(await count(path, 1));
    await tripleMembers();
    const after: number[] = [];
    for (const path of paths) after.push(await count(path, 2));
    expect(after).toEqual(before);
    expect(Math.min(...before)).toBeGreaterThan(1);
  });
});

/** Two more people for every member of the branch. */
async function tripleMembers(): Promise<void> {
  const { rows } = await db.$pool.query<{ list: string }>(
    `SELECT string_agg('"' || column_name || '"', ', ') AS list FROM information_schema.columns
     WHERE table_name = 'member' AND column_name NOT IN ('id', 'phoneIndex', 'idNumberIndex')`,
  );
  const columns = rows[0]?.list ?? '';
  await db.$pool.query(
    `INSERT INTO member (id, ${columns}) SELECT gen_random_uuid(), ${columns} FROM member, generate_series(1, 2)
     WHERE "branchId" = (SELECT id FROM branch WHERE "shortName" = $1)`,
    [OWN_BRANCH],
  );
}
