import { expect, it } from 'vitest';
import { inTransaction } from '../../../src/db/transaction.js';
import { publishNotice } from '../../../src/features/notice-board/index.js';
import { aBranchInStep } from '../../campaign/campaign-states.js';
import { anAccount } from '../../factories/account.js';
import { testAppOn } from '../../support/app.js';
import { startPortal } from '../../support/portal.js';
import { countQueries } from '../../support/query-counter.js';
import { testDatabase } from '../../support/test-database.js';

const { db } = await testDatabase();

async function aBoardWithNotice() {
  const state = await aBranchInStep(db, 'GROUP_SETUP');
  const { bureauId, branchId, campaignId, useCase } = state;
  const id = await inTransaction(useCase, (tx, record) =>
    publishNotice(tx, record, useCase, {
      ...{ campaignId, branchId, kind: 'GROUPS', title: '小组名单公告', secrecyReviewedBy: '李明' },
      content: [{ paragraphs: ['内容'] }],
    }),
  );
  return { ...state, id, app: testAppOn(db, state.clock), path: `/board/${bureauId}/branches/${branchId}` };
}

const withoutDate = ({ date: _date, ...headers }: Record<string, string>) => headers;

it('P2: the second reader of the board gets the same answer, headers and all, without the database', async () => {
  const { app, path } = await aBoardWithNotice();
  const first = await app.anonymous().get(path, { 'Accept-Encoding': 'identity' });
  const { result, queries } = await countQueries(db, () =>
    app.anonymous().get(path, { 'Accept-Encoding': 'identity' }),
  );
  expect(queries).toEqual([]);
  expect(result.text).toBe(first.text);
  expect(withoutDate(result.headers)).toEqual(withoutDate(first.headers));
  expect(result.headers['content-security-policy']).toContain("default-src 'none'");
  const etag = String(first.headers['etag']);
  const unchanged = await app.anonymous().get(path, { 'If-None-Match': etag });
  expect([unchanged.status, unchanged.text, unchanged.headers['etag']]).toEqual([304, '', etag]);
  expect(unchanged.headers['content-security-policy']).toContain("default-src 'none'");
  const older = await app.anonymous().get(path, { 'If-None-Match': 'W/"of-an-older-page"' });
  expect([older.status, older.text]).toEqual([200, first.text]);
  const asked = await app.anonymous().get(path, { 'If-None-Match': etag, 'Cache-Control': 'no-cache' });
  expect(asked.status).toBe(200);
});

it('P2: a form sent to the address of a kept answer is not answered with it', async () => {
  const { app, path } = await aBoardWithNotice();
  await app.anonymous().get(path);
  expect((await app.anonymous().postRaw(path, {})).status).not.toBe(200);
});

it('P7: a kept answer is compressed for who takes it so', async () => {
  const { app, path } = await aBoardWithNotice();
  const plain = await app.anonymous().get(path, { 'Accept-Encoding': 'identity' });
  for (let visit = 0; visit < 2; visit += 1) {
    const packed = await app.anonymous().get(path, { 'Accept-Encoding': 'gzip, deflate, br' });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(packed.headers['vary']).toBe('Accept-Encoding');
    expect(packed.text).toBe(plain.text);
  }
  expect(
    (await app.anonymous().get(path, { 'Accept-Encoding': 'gzip;q=0' })).headers['content-encoding'],
  ).toBeUndefined();
});

it('P2: a withdrawal is seen at once, by readers without an account too', async () => {
  const { app, path, id, bureauId, branchId } = await aBoardWithNotice();
  const { username } = await anAccount(db, bureauId, { role: 'BRANCH_SECRETARY', branchId });
  const secretary = await app.signIn(username);
  for (let visit = 0; visit < 2; visit += 1) expect((await app.anonymous().get(path)).text).toContain('小组名单公告');
  await secretary.post(`/branches/${branchId}/notices/${id}/withdrawal`, { reason: '更正' });
  expect((await app.anonymous().get(path)).text).not.toContain('小组名单公告');
});

it('who comes with a cookie neither gets nor leaves a kept answer', async () => {
  const { app, path, bureauId, branchId } = await aBoardWithNotice();
  const { username } = await anAccount(db, bureauId, { role: 'BRANCH_SECRETARY', branchId });
  const secretary = await app.signIn(username);
  expect((await secretary.get(path)).text).toContain('返回工作台');
  expect((await app.anonymous().get(path)).text).toContain('工作人员登录');
  expect((await secretary.get(path)).text).toContain('返回工作台');
  const large = app.anonymous();
  await large.get('/text-size?size=large');
  expect((await large.get(path)).text).toContain('class="text-large"');
  expect((await app.anonymous().get(path)).text).toContain('class="text-normal"');
});

it('S12: a kept answer stands in the log as every other, with an id of its own and without its query', async () => {
  const { clock, path } = await aBoardWithNotice();
  const portal = await startPortal(db, clock);
  for (let visit = 0; visit < 2; visit += 1) expect((await portal.anonymous().get(`${path}?q=1`)).status).toBe(200);
  const lines = portal
    .logged()
    .split('\n')
    .filter((line) => line.includes(path));
  expect(lines).toHaveLength(2);
  expect(new Set(lines.map((line) => JSON.parse(line).req.id)).size).toBe(2);
  expect(lines.join('')).not.toContain('q=1');
});
