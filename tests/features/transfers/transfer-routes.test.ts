import { expect, it } from 'vitest';
import { anAccount } from '../../factories/account.js';
import { aBranch } from '../../factories/branch.js';
import { aListedBranch, ENROLLMENT_DAY } from '../../factories/enrollment-step.js';
import { startTestApp } from '../../support/app.js';
import { countQueries } from '../../support/query-counter.js';

const app = await startTestApp(ENROLLMENT_DAY);
const { db } = app;

it('E1, E2: the home branch writes the letter, the other receives, each on its own pages', async () => {
  const branch = await aListedBranch(db, { members: 10 });
  const { bureauId, branchId } = branch.place;
  const other = await aBranch(db, bureauId, { shortName: '第六小学党支部' });
  const there = await anAccount(db, bureauId, { role: 'BRANCH_SECRETARY', branchId: other.id });
  const memberId = branch.members.find(({ name }) => name === '孙强')?.id ?? '';
  const home = await app.signIn(branch.secretary.username);
  const receiving = await app.signIn(there.username);
  const member = `/branches/${branchId}/members/${memberId}`;
  expect((await home.get(member)).text).toContain(`${member}/transfer/new`);
  const { result: form, queries } = await countQueries(db, () => home.get(`${member}/transfer/new`));
  expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(6);
  expect(form.text).toContain('第六小学党支部');
  const letter = { toBranchId: '', destination: '', letterOn: '2026-06-15', validUntil: '2026-06-25' };
  const refused = await home.post(`${member}/transfer`, letter);
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('请选择本局支部，或填写接收的党组织名称');
  expect(refused.text).toContain('value="2026-06-25"');
  expect((await home.post(`${member}/transfer`, { ...letter, toBranchId: other.id })).status).toBe(303);
  const { id } = await db.memberTransfer.findFirstOrThrow({ where: { bureauId } });
  const [out, into] = [`/branches/${branchId}/transfers`, `/branches/${other.id}/transfers`];
  expect((await home.get(out)).text).toContain('转接中');
  const list = await countQueries(db, () => receiving.get(into));
  expect(list.queries.length, list.queries.join('\n')).toBeLessThanOrEqual(4);
  expect(list.result.text).toContain('接收孙强');
  expect((await home.post(`${out}/${id}/reception`, { receivedOn: '2026-06-15' })).status).toBe(404);
  expect((await receiving.post(`${into}/${id}/cancellation`, { reason: '不收' })).status).toBe(404);
  expect((await receiving.get(`${into}/${id}/reception/new`)).text).toContain('接收孙强到本支部吗？');
  expect((await receiving.post(`${into}/${id}/reception`, { receivedOn: '2026-06-14' })).text).toContain(
    '不能早于介绍信开具日期',
  );
  expect((await receiving.post(`${into}/${id}/reception`, { receivedOn: '2026-06-15' })).status).toBe(303);
  expect((await receiving.get(`/branches/${other.id}/members`)).text).toContain('孙强');
  expect((await home.get(`/branches/${branchId}/members`)).text).not.toContain('孙强');
  expect((await home.get(`/branches/${branchId}/enrollment/lists/2`)).text).toContain('组织关系转出');
  expect((await home.post(`${out}/${id}/cancellation`, { reason: '误办' })).status).toBe(409);
});
