import { describe, expect, it } from 'vitest';
import { handOverItem } from '../../../src/features/commitments/handovers.service.js';
import { receiveTransfer, writeTransferLetter } from '../../../src/features/transfers/index.js';
import { aBranchMakingCommitments, anItem, joinGroup } from '../../factories/commitment-step.js';
import { anAcceptedRecord } from '../../factories/fulfillment.js';
import { aPublishedLetter } from '../../factories/letter.js';
import { testAppOn } from '../../support/app.js';
import { testClock } from '../../support/fixed-clock.js';
import { testDatabase } from '../../support/test-database.js';
import { useCaseFor } from '../../support/use-case.js';

const { db } = await testDatabase();

/** Two members of a group with published letters; the first has one thing done and one open. */
async function scene() {
  const built = await aBranchMakingCommitments(db);
  const { bureau, branch, teaching, secretary, target, campaignId } = built;
  const bureauId = bureau.id;
  const clock = testClock('2026-07-05T10:00:00+08:00');
  const by = (account: { id: string; displayName: string }) =>
    useCaseFor(db, { bureauId, accountId: account.id, name: account.displayName }, clock);
  const fellow = await joinGroup(db, branch, { ...teaching.group, campaignId }, '钱进');
  const write = ({ member, account }: typeof fellow, items: Parameters<typeof aPublishedLetter>[2]) =>
    aPublishedLetter(by(account), { ...target, level: 'MEMBER', memberId: member.id }, items);
  const fromId = await write(teaching.member, [anItem({ mainTask: '做成的事' }), anItem({ mainTask: '没做完的事' })]);
  const toId = await write(fellow, [anItem({ mainTask: '钱进的事' })]);
  const items = (commitmentId: string) =>
    db.commitmentItem.findMany({ where: { bureauId, commitmentId }, orderBy: { position: 'asc' } });
  const [done, open] = await items(fromId);
  await anAcceptedRecord(db, { bureauId, id: done?.id ?? '' }, secretary, { doneOn: '2026-07-01', completes: true });
  await anAcceptedRecord(db, { bureauId, id: open?.id ?? '' }, secretary, { doneOn: '2026-07-02' });
  const letter = (id: string) => db.commitment.findUniqueOrThrow({ where: { bureauId_id: { bureauId, id } } });
  const handOver = (itemId = open?.id ?? '', toCommitmentId = toId) =>
    handOverItem(by(secretary), branch.id, itemId, { toCommitmentId, reason: '工作调动' });
  const leave = async () => {
    const out = { memberId: teaching.member.member.id, toBranchId: null, destination: '外区某党支部' };
    const days = { letterOn: new Date('2026-07-05'), validUntil: new Date('2026-07-15') };
    const id = await writeTransferLetter(by(secretary), branch.id, { ...out, ...days });
    await receiveTransfer(by(secretary), branch.id, id, new Date('2026-07-05'));
  };
  return { ...built, bureauId, clock, by, fellow, fromId, toId, items, done, open, letter, handOver, leave };
}

describe('E1: items of a member who leaves', () => {
  it('E1: what is done stays, what is open is closed with the reason on the day he left', async () => {
    const { leave, items, fromId } = await scene();
    await leave();
    expect(await items(fromId)).toMatchObject([
      { mainTask: '做成的事', closedOn: null },
      { mainTask: '没做完的事', closedOn: new Date('2026-07-05'), closeReason: '承诺人调出' },
    ]);
  });

  it('E1: the branch hands it to a fellow of the group, before or after he left, with its records', async () => {
    const { leave, handOver, items, letter, fromId, toId, open, bureauId } = await scene();
    await leave();
    await handOver();
    expect((await items(toId)).map(({ mainTask, closedOn }) => [mainTask, closedOn])).toEqual([
      ['钱进的事', null],
      ['没做完的事', null],
    ]);
    expect(await db.fulfillment.count({ where: { bureauId, itemId: open?.id ?? '' } })).toBe(1);
    expect((await letter(toId)).frozenText).toContain('没做完的事');
    expect((await letter(fromId)).frozenText).not.toContain('没做完的事');
    expect([(await letter(fromId)).version, (await letter(toId)).version]).toEqual([2, 2]);
    expect(await db.commitmentVersion.findMany({ where: { bureauId } })).toMatchObject([
      { version: 1, reason: '“没做完的事”由赵敏移交给钱进：工作调动' },
      { version: 1, reason: '“没做完的事”由赵敏移交给钱进：工作调动' },
    ]);
    expect(await db.itemHandover.findMany({ where: { bureauId } })).toMatchObject([
      { fromName: '赵敏', toName: '钱进', decidedByName: '王秀兰', reason: '工作调动' },
    ]);
  });

  it('E1: refused for what is done, for another group, and while an amendment waits; nothing moves', async () => {
    const { handOver, done, toId, items, fromId, safety, target, by, bureauId, teaching } = await scene();
    await expect(handOver(done?.id)).rejects.toThrow('已经办结');
    const outsider = { ...target, level: 'MEMBER', memberId: safety.member.member.id } as const;
    const elsewhere = await aPublishedLetter(by(safety.member.account), outsider, [anItem()]);
    await expect(handOver(undefined, elsewhere)).rejects.toThrow('请选择同一小组');
    await db.commitmentAmendment.create({
      data: {
        ...{ bureauId, id: crypto.randomUUID(), commitmentId: toId, reason: '调整', preamble: '', items: [] },
        ...{ proposedById: teaching.member.account.id, proposedByName: '钱进', proposedAt: new Date('2026-07-05') },
      },
    });
    await expect(handOver()).rejects.toThrow('有待审核的调整申请');
    expect(await items(fromId)).toHaveLength(2);
    expect(await db.commitmentVersion.count({ where: { bureauId } })).toBe(0);
  });

  it('E1: of two handing over at once one wins', async () => {
    const { handOver, bureauId, items, toId } = await scene();
    const results = await Promise.allSettled([handOver(), handOver()]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await db.itemHandover.count({ where: { bureauId } })).toBe(1);
    expect(await items(toId)).toHaveLength(2);
  });

  it('E1: officers do it on pages; a member does not see the way to it', async () => {
    const { secretary, clock, open, toId, branch, teaching, bureauId } = await scene();
    const app = testAppOn(db, clock);
    const officer = await app.signIn(secretary.username);
    const item = `/branches/${branch.id}/items/${open?.id}`;
    expect((await officer.get(item)).text).toContain('移交给其他党员');
    expect((await officer.get(`${item}/handover/new`)).text).toContain('钱进（语文教师）');
    const empty = await officer.post(`${item}/handover`, { toCommitmentId: '', reason: '工作调动' });
    expect(empty.status).toBe(422);
    expect(empty.text).toContain('value="工作调动"');
    expect((await officer.post(`${item}/handover`, { toCommitmentId: toId, reason: '工作调动' })).status).toBe(303);
    expect((await officer.get(item)).text).toContain('由赵敏移交给钱进');
    const member = await app.signIn(teaching.member.account.username);
    expect((await member.get(item)).text).not.toContain('移交给其他党员');
    expect((await member.get(`${item}/handover/new`)).status).toBe(403);
    expect(await db.auditEvent.count({ where: { bureauId, action: 'item.hand-over' } })).toBe(1);
  });
});
