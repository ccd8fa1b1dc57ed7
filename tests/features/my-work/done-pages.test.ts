import { beforeEach, describe, expect, it } from 'vitest';
import { appendAudit } from '../../../src/db/audit-chain.js';
import { doneWords } from '../../../src/features/my-work/done-words.js';
import type { AccountModel } from '../../../src/generated/prisma/models.js';
import { newId } from '../../../src/shared/ids.js';
import { anAccount } from '../../factories/account.js';
import { aBranch } from '../../factories/branch.js';
import { aBureau, CREATED_AT } from '../../factories/bureau.js';
import { startTestApp, type TestBrowser } from '../../support/app.js';
import { countQueries } from '../../support/query-counter.js';

const app = await startTestApp();
const { db, clock } = app;
const DONE = '/account/work/done';
const MANY = 130;

let secretary: AccountModel;
let branchId: string;
let members: { id: string; name: string }[];
let browser: TestBrowser;

/** So many corrections of members by the secretary in one transaction. */
async function act(on: readonly { id: string }[], action = 'member.update'): Promise<void> {
  const actor = { bureauId: secretary.bureauId, accountId: secretary.id, name: secretary.displayName };
  const entries = on.map(({ id }) => ({ action, entity: 'Member', entityId: id, branchId }));
  await db.$transaction((tx) => appendAudit(tx, actor, clock.now(), entries));
}

beforeEach(async () => {
  const { id: bureauId } = await aBureau(db);
  const branch = await aBranch(db, bureauId);
  branchId = branch.id;
  secretary = await anAccount(db, bureauId, { role: 'BRANCH_SECRETARY', branchId });
  members = Array.from({ length: MANY }, (_, index) => ({
    id: newId(),
    name: `党员${String(index).padStart(3, '0')}号`,
  }));
  const rest = {
    bureauId,
    branchId,
    gender: 'FEMALE',
    memberType: 'FULL',
    createdAt: CREATED_AT,
    updatedAt: CREATED_AT,
  } as const;
  await db.member.createMany({ data: members.map((member) => ({ ...rest, ...member })) });
  await act(members);
  browser = await app.signIn(secretary.username);
});

const namesIn = (text: string): string[] => [...text.matchAll(/党员\d{3}号/g)].map(([name]) => name);
const olderIn = (text: string): string | null =>
  /rel="next" href="([^"]+)">更早的</.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? null;

/** Every page from one on, by its link 更早的; `between` happens after each. */
async function walk(first: string, between: () => Promise<void> = async () => {}): Promise<string[][]> {
  const pages: string[][] = [];
  for (let href: string | null = first; href !== null; ) {
    const { status, text } = await browser.get(href);
    expect(status).toBe(200);
    pages.push(namesIn(text));
    href = olderIn(text);
    await between();
  }
  return pages;
}

const newestFirst = () => members.map(({ name }) => name).reverse();

describe('R60: what was done, page by page', () => {
  it('every act stands on one page, the latest first', async () => {
    const pages = await walk(DONE);
    expect(pages.map((page) => page.length)).toEqual([50, 50, 30]);
    expect(pages.flat()).toEqual(newestFirst());
    expect((await browser.get(DONE)).text).toContain(`共${MANY}项`);
  });

  it('nothing is lost or comes twice while more is done between the pages', async () => {
    const old = [members[3], members[70]].filter((member) => member !== undefined);
    const pages = await walk(DONE, () => act(old));
    expect(pages.flat()).toEqual(newestFirst());
    const again = await walk(DONE);
    expect(again.flat().slice(0, 2)).toEqual(old.map(({ name }) => name).reverse());
    expect(again.flat().toSorted()).toEqual(newestFirst().toSorted());
  });

  it('what is looked for by words is found on all pages, by the act as by the name', async () => {
    await act(members.slice(0, 60), 'member.confirm');
    const some = await walk(`${DONE}?q=${encodeURIComponent('党员01')}`);
    expect(some.flat().toSorted()).toEqual(members.slice(10, 20).flatMap(({ name }) => [name, name]));
    const word = doneWords('member.confirm', 'Member');
    expect(word).not.toBe(doneWords('member.update', 'Member'));
    const { text } = await browser.get(`${DONE}?q=${encodeURIComponent(word)}`);
    expect(text).toContain('找到60项');
    expect((await walk(`${DONE}?q=${encodeURIComponent(word)}`)).map((page) => page.length)).toEqual([50, 10]);
  });

  it('P3, T7: three queries with words too, and a cursor that nobody wrote is the first page', async () => {
    await browser.get(DONE);
    const { queries } = await countQueries(db, () => browser.get(`${DONE}?q=${encodeURIComponent('党员')}`));
    expect(queries.length).toBeLessThanOrEqual(3);
    for (const before of ['x', '1', '1-2-3', '-', '9'.repeat(30), "1-1'"])
      expect(namesIn((await browser.get(`${DONE}?before=${encodeURIComponent(before)}`)).text)).toHaveLength(50);
    expect((await browser.get(`${DONE}?before=${'9'.repeat(18)}-1`)).status).toBe(200);
  });
});
