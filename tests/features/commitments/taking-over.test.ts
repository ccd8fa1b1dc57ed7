import { describe, expect, it } from 'vitest';
import {
  assignItems,
  type CommitmentTarget,
  saveCommitment,
  submitCommitment,
} from '../../../src/features/commitments/index.js';
import { aBranchMakingCommitments, anItem } from '../../factories/commitment-step.js';
import { anAcceptedRecord } from '../../factories/fulfillment.js';
import { testAppOn } from '../../support/app.js';
import { testClock } from '../../support/fixed-clock.js';
import { testDatabase } from '../../support/test-database.js';
import { useCaseFor } from '../../support/use-case.js';

const { db } = await testDatabase();

async function scene(at = '2026-07-05T10:00:00+08:00') {
  const built = await aBranchMakingCommitments(db);
  const { bureau, branch, secretary, teaching, target } = built;
  const clock = testClock(at);
  const app = testAppOn(db, clock);
  const useCase = useCaseFor(db, { bureauId: bureau.id, accountId: secretary.id, name: '王秀兰' }, clock);
  const items = (year: number) =>
    db.commitmentItem.findMany({ where: { bureauId: bureau.id, commitment: { year } }, orderBy: { position: 'asc' } });
  const ofGroup: CommitmentTarget = { ...target, level: 'GROUP', groupId: teaching.group.id };
  const nextYear: CommitmentTarget = { ...target, year: 2027 };
  return {
    ...{ ...built, clock, app, useCase, items, ofGroup, nextYear },
    base: `/branches/${branch.id}`,
    secretaryAt: () => app.signIn(secretary.username),
    leaderAt: () => app.signIn(teaching.leader.account.username),
    memberAt: () => app.signIn(teaching.member.account.username),
  };
}

const inNextYear = (over = {}) => anItem({ dueDate: new Date('2027-05-20'), ...over });

describe('the year after', () => {
  it('R32, E36: offers last year’s items, unfinished ones ticked, and links the one that goes on', async () => {
    const { base, secretaryAt, useCase, target, items, clock, secretary: account } = await scene();
    await saveCommitment(useCase, target, {
      preamble: '',
      revision: 0,
      items: [anItem({ mainTask: '没有办结的事' }), anItem({ mainTask: '办结了的事' })],
    });
    const [open, done] = await items(2026);
    if (done) await anAcceptedRecord(db, done, account, { doneOn: '2026-12-01', completes: true });
    clock.set('2027-01-06T09:00:00+08:00');
    const secretary = await secretaryAt();
    const fresh = (await secretary.get(`${base}/commitments/branch`)).text;
    expect(fresh).toContain('2027年党支部承诺');
    expect(fresh).toMatch(new RegExp(`name="carry-${open?.id}" value="on" checked`));
    expect(fresh).toMatch(new RegExp(`name="carry-${done?.id}" value="on">`));
    const begun = (await secretary.get(`${base}/commitments/branch?carry-${open?.id}=on`)).text;
    expect(begun).toContain('value="没有办结的事"');
    expect(begun).toContain(`name="items.0.carriedFromId" value="${open?.id}"`);
    expect(begun).not.toContain('value="2026-12-20"');
    const saved = await secretary.post(`${base}/commitments/branch`, {
      ...{ revision: '0', preamble: '', 'items.0.carriedFromId': open?.id ?? '' },
      ...{ 'items.0.mainTask': '没有办结的事', 'items.0.workContent': '接着做', 'items.0.dueDate': '2027-05-20' },
    });
    expect(saved.status).toBe(303);
    expect(await items(2027)).toMatchObject([{ mainTask: '没有办结的事', carriedFromId: open?.id }]);
    const check = (await secretary.get(`${base}/commitments/branch/submission/new`)).text;
    expect(check).toContain('延续自2026年承诺');
    expect((await secretary.get(`${base}/commitments?year=2026`)).text).toContain('办结了的事');
  });

  it('E36: a finished item may be copied; it is not linked', async () => {
    const { base, secretaryAt, useCase, target, items, clock, secretary } = await scene();
    await saveCommitment(useCase, target, {
      ...{ preamble: '', revision: 0 },
      items: [anItem({ measureKind: 'NUMBER', target: 4, unit: '次' })],
    });
    const [item] = await items(2026);
    if (item) await anAcceptedRecord(db, item, secretary, { doneOn: '2026-12-01', value: 4 });
    clock.set('2027-01-06T09:00:00+08:00');
    const form = (await (await secretaryAt()).get(`${base}/commitments/branch?carry-${item?.id}=on`)).text;
    expect(form).toContain('value="提高课堂教学质量"');
    expect(form).toContain('name="items.0.carriedFromId" value=""');
  });

  it('E36: an item that is not one’s own of last year is refused', async () => {
    const { useCase, target, nextYear, ofGroup, items, clock } = await scene();
    await saveCommitment(useCase, target, { preamble: '', revision: 0, items: [anItem()] });
    const [ofBranch] = await items(2026);
    clock.set('2027-01-06T09:00:00+08:00');
    const carriedFromId = ofBranch?.id ?? '';
    const input = { preamble: '', revision: 0, items: [inNextYear({ carriedFromId })] };
    await expect(saveCommitment(useCase, { ...ofGroup, year: 2027 }, input)).rejects.toThrow('所延续的上一年事项');
    await expect(saveCommitment(useCase, target, { ...input, items: [anItem({ carriedFromId })] })).rejects.toThrow();
    await saveCommitment(useCase, nextYear, input);
    expect(await items(2027)).toHaveLength(1);
  });
});

describe('items of the level above', () => {
  it('R38, R39: are taken over by a tick, with parent and day; what the form holds is not offered again', async () => {
    const { base, useCase, target, ofGroup, items, leaderAt, memberAt, teaching } = await scene();
    await saveCommitment(useCase, target, { preamble: '', revision: 0, items: [anItem(), anItem({ mainTask: '乙' })] });
    const [first, second] = await items(2026);
    const groupIds = [teaching.group.id];
    await assignItems(useCase, target, [
      { itemId: first?.id ?? '', groupIds },
      { itemId: second?.id ?? '', groupIds },
    ]);
    const refining = anItem({ mainTask: '小组的事', parentItemId: first?.id ?? '' });
    await saveCommitment(useCase, ofGroup, { preamble: '', revision: 0, items: [refining] });
    const form = (await (await leaderAt()).get(`${base}/groups/${teaching.group.id}/commitment`)).text;
    expect(form).toContain(`take-${second?.id}`);
    expect(form).not.toContain(`take-${first?.id}`);

    await submitCommitment(useCase, ofGroup, { revision: 1 });
    const [ofGroupItem] = await db.commitmentItem.findMany({
      where: { bureauId: first?.bureauId ?? '', parentItemId: first?.id ?? '' },
    });
    const member = await memberAt();
    expect((await member.get('/me/commitment')).text).toContain(`take-${ofGroupItem?.id}`);
    const taken = (await member.get(`/me/commitment?take-${ofGroupItem?.id}=on`)).text;
    expect(taken).toContain('value="小组的事"');
    expect(taken).toContain('value="2026-12-20"');
    expect(taken).toContain(`value="${ofGroupItem?.id}" selected`);
  });
});
