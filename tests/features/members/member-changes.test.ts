import { expect, it } from 'vitest';
import { listElectors } from '../../../src/db/electors.js';
import { correctMemberChange, recordMemberChange } from '../../../src/features/members/index.js';
import { anAccount } from '../../factories/account.js';
import { aBranch } from '../../factories/branch.js';
import { aBureau } from '../../factories/bureau.js';
import { aMember } from '../../factories/member.js';
import { startTestApp } from '../../support/app.js';
import { countQueries } from '../../support/query-counter.js';
import { useCaseFor } from '../../support/use-case.js';

const TODAY = '2026-06-20T10:00:00+08:00';
const app = await startTestApp(TODAY);
const { db } = app;

/** A branch with one member of the kind asked for. */
async function aMemberAtWork(over: Parameters<typeof aMember>[2] = {}) {
  const bureau = await aBureau(db);
  const branch = await aBranch(db, bureau.id);
  const secretary = await anAccount(db, bureau.id, { role: 'BRANCH_SECRETARY', branchId: branch.id });
  const member = await aMember(db, branch, { name: '王伟', ...over });
  const actor = { bureauId: bureau.id, accountId: secretary.id, name: '李振华' };
  const useCase = useCaseFor(db, actor, app.clock);
  const on = async (day: string) => {
    const [elector] = await listElectors(db, { bureauId: bureau.id, branchId: branch.id }, new Date(day));
    return elector?.standing;
  };
  const enter = (kind: Parameters<typeof recordMemberChange>[3]['kind'], day: string, more: object = {}) =>
    recordMemberChange(useCase, branch.id, member.id, {
      ...{ kind, effectiveOn: new Date(day), approvedOn: null, note: null, ...more },
    });
  const stored = () => db.member.findFirstOrThrow({ where: { bureauId: bureau.id, id: member.id } });
  const changes = () => db.memberChange.findMany({ where: { bureauId: bureau.id }, orderBy: { createdAt: 'asc' } });
  const correct = async (index: number) =>
    correctMemberChange(useCase, branch.id, member.id, (await changes())[index]?.id ?? '', '日期有误');
  const browser = await app.signIn(secretary.username);
  const href = `/branches/${branch.id}/members/${member.id}`;
  return { bureauId: bureau.id, branch, member, useCase, on, enter, stored, changes, correct, browser, href };
}

const PROBATIONARY = { memberType: 'PROBATIONARY', fullMemberOn: null, joinedOn: new Date('2025-06-01') } as const;

it('E6: a full member from the general meeting on, once approved; a vote held before is judged by its own day', async () => {
  const { enter, on, stored } = await aMemberAtWork(PROBATIONARY);
  await expect(enter('BECAME_FULL', '2026-06-10')).rejects.toThrow('请填写上级党组织批准转正的日期');
  await expect(enter('BECAME_FULL', '2026-06-10', { approvedOn: new Date('2026-06-09') })).rejects.toThrow('不能早于');
  await expect(enter('BECAME_FULL', '2026-06-10', { approvedOn: new Date('2026-06-21') })).rejects.toThrow('还没有到');
  expect(await on('2026-06-15')).toBe('PROBATIONARY');
  await enter('BECAME_FULL', '2026-06-10', { approvedOn: new Date('2026-06-18') });
  expect(await stored()).toMatchObject({ memberType: 'FULL', fullMemberOn: new Date('2026-06-10'), revision: 2 });
  for (const [day, standing] of [
    ['2026-06-09', 'PROBATIONARY'],
    ['2026-06-10', 'ELIGIBLE'],
    ['2026-06-20', 'ELIGIBLE'],
  ] as const)
    expect([day, await on(day)]).toEqual([day, standing]);
});

it('E5: a probationary member stays without a vote when the entry is corrected', async () => {
  const { enter, on, stored, correct, changes } = await aMemberAtWork(PROBATIONARY);
  await enter('BECAME_FULL', '2026-06-10', { approvedOn: new Date('2026-06-18') });
  await correct(0);
  expect(await stored()).toMatchObject({ memberType: 'PROBATIONARY', fullMemberOn: null });
  expect(await on('2026-06-15')).toBe('PROBATIONARY');
  expect(await changes()).toMatchObject([{ correctionReason: '日期有误', correctedBy: '李振华' }]);
  await expect(correct(0)).rejects.toThrow('已经更正过了');
});

it('E7: rights end and begin on their own days, also entered later; why is kept nowhere', async () => {
  const { enter, on, changes, correct, stored, bureauId } = await aMemberAtWork();
  await enter('RIGHTS_SUSPENDED', '2026-05-10', { note: '留党察看一年' });
  await expect(enter('RIGHTS_SUSPENDED', '2026-05-11')).rejects.toThrow('目前不能登记');
  await expect(enter('RIGHTS_RESTORED', '2026-05-10')).rejects.toThrow('以后');
  await enter('RIGHTS_RESTORED', '2026-06-01');
  for (const [day, standing] of [
    ['2026-05-09', 'ELIGIBLE'],
    ['2026-05-10', 'SUSPENDED'],
    ['2026-05-31', 'SUSPENDED'],
    ['2026-06-01', 'ELIGIBLE'],
  ] as const)
    expect([day, await on(day)]).toEqual([day, standing]);
  expect((await changes()).map(({ note }) => note)).toEqual([null, null]);
  const audit = await db.auditEvent.findMany({ where: { bureauId } });
  expect(JSON.stringify(audit.map(({ note, detail }) => [note, detail]))).not.toContain('留党察看');
  await expect(correct(0)).rejects.toThrow('请先更正后面的“恢复党员权利”');
  await correct(1);
  expect([await on('2026-06-15'), (await stored()).rightsSuspended]).toEqual(['SUSPENDED', true]);
  await correct(0);
  expect([await on('2026-05-20'), await on('2026-06-15')]).toEqual(['ELIGIBLE', 'ELIGIBLE']);
  expect(await stored()).toMatchObject({ rightsSuspended: false });
});

it('E4: a mobile member keeps his vote; whither he went is asked for and taken back with the entry', async () => {
  const { enter, on, stored, correct } = await aMemberAtWork();
  await expect(enter('AWAY', '2026-06-01')).rejects.toThrow('外出流向');
  await enter('AWAY', '2026-06-01', { note: '外省支教' });
  expect(await stored()).toMatchObject({ isMobile: true, mobileTo: '外省支教' });
  expect(await on('2026-06-15')).toBe('ELIGIBLE');
  await enter('BACK_HOME', '2026-06-19');
  expect(await stored()).toMatchObject({ isMobile: false, mobileTo: null });
  await correct(1);
  expect(await stored()).toMatchObject({ isMobile: true, mobileTo: '外省支教' });
});

it('E8: a retired member keeps his vote from the day on; a day to come and one before the last change are refused', async () => {
  const { enter, on, stored } = await aMemberAtWork();
  await expect(enter('RETIRED', '2026-06-21')).rejects.toThrow('生效日期还没有到');
  await enter('RETIRED', '2026-06-01');
  await expect(enter('BACK_AT_WORK', '2026-05-31')).rejects.toThrow('应在上一次变更“离退休”（2026年6月1日）以后');
  expect([await on('2026-06-15'), (await stored()).isRetired]).toEqual(['ELIGIBLE', true]);
});

it('E48: who is out of contact is flagged from a day on and stays on the roster', async () => {
  const { enter, stored, on } = await aMemberAtWork();
  await enter('CONTACT_LOST', '2026-03-01');
  expect(await stored()).toMatchObject({ isLost: true, lostOn: new Date('2026-03-01'), leftOn: null });
  expect(await on('2026-06-15')).toBe('ELIGIBLE');
  await enter('CONTACT_RESUMED', '2026-06-01');
  expect(await stored()).toMatchObject({ isLost: false, lostOn: null });
});

it('E4, E7, E8: the secretary enters a change on the member’s page, sees its history, and corrects it', async () => {
  const { browser, href, changes, stored } = await aMemberAtWork({ rightsSuspended: false });
  expect((await browser.get(href)).text).toContain('没有登记过变更');
  const form = await browser.get(`${href}/changes/new`);
  for (const words of ['外出流动', '离退休', '失去联系']) expect(form.text).toContain(words);
  expect(form.text).not.toContain('流动返回');
  const refused = await browser.post(`${href}/changes`, { kind: 'AWAY', effectiveOn: '2026-06-01', note: '' });
  expect([refused.status, refused.text.includes('value="2026-06-01"')]).toEqual([422, true]);
  expect((await browser.post(`${href}/changes`, { kind: 'RETIRED', effectiveOn: '2026-06-01' })).status).toBe(303);
  await browser.get(href);
  const { result, queries } = await countQueries(db, () => browser.get(href));
  expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(6);
  for (const words of ['离退休', '2026年6月1日', '更正']) expect(result.text).toContain(words);
  const [change] = await changes();
  const correction = `${href}/changes/${change?.id}/correction`;
  expect((await browser.get(`${correction}/new`)).text).toContain('更正“离退休”这一条吗？');
  expect((await browser.post(correction, { reason: '' })).status).toBe(422);
  expect((await browser.post(correction, { reason: '还没有办退休手续' })).status).toBe(303);
  expect(await stored()).toMatchObject({ isRetired: false });
  expect((await browser.get(href)).text).toContain('更正：还没有办退休手续');
});

it('E6, E8: a change made in the roster itself stands in the history too', async () => {
  const { browser, href, changes, stored } = await aMemberAtWork(PROBATIONARY);
  const { revision } = await stored();
  const fields = {
    ...{ revision: String(revision), name: '王伟', gender: 'FEMALE', memberType: 'FULL', joinedOn: '2025-06-01' },
    ...{ fullMemberOn: '2026-06-12', membershipStatus: 'NORMAL', isRetired: 'on' },
  };
  expect((await browser.post(href, fields)).status).toBe(303);
  expect(
    (await changes()).map(({ kind, effectiveOn }) => [kind, effectiveOn.toISOString().slice(0, 10)]).sort(),
  ).toEqual([
    ['BECAME_FULL', '2026-06-12'],
    ['RETIRED', '2026-06-20'],
  ]);
});

it('E6: of two entries at once one counts', async () => {
  const { enter, changes } = await aMemberAtWork();
  const both = await Promise.allSettled([enter('RETIRED', '2026-06-01'), enter('RETIRED', '2026-06-02')]);
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await changes()).toHaveLength(1);
});
