import { expect, it } from 'vitest';
import { inTransaction } from '../../../src/db/transaction.js';
import { findOwnTasks } from '../../../src/features/dashboards/own-tasks.queries.js';
import { remind, remindedOn, settleReminders } from '../../../src/features/reminders/index.js';
import { aBranch } from '../../factories/branch.js';
import { aBranchInGroupSetup } from '../../factories/group-setup.js';
import { aMember } from '../../factories/member.js';
import { testClock } from '../../support/fixed-clock.js';
import { testDatabase } from '../../support/test-database.js';

const { db } = await testDatabase();

async function setUp() {
  const clock = testClock('2026-06-02T10:00:00+08:00');
  const setup = await aBranchInGroupSetup(db, clock, { members: 3 });
  const key = { ...setup.place, bureauId: setup.bureauId };
  const members = await db.member.findMany({ where: { bureauId: setup.bureauId }, select: { id: true } });
  const memberIds = members.map(({ id }) => id);
  const send = (ids: readonly string[]) =>
    inTransaction(setup.useCase, (tx, record) =>
      remind(tx, record, setup.useCase, { ...setup.place, subject: 'ENROLLMENT', memberIds: ids }),
    );
  return {
    ...setup,
    clock,
    key,
    memberIds,
    send,
    rows: () => db.reminder.findMany({ where: { bureauId: key.bureauId } }),
  };
}

const [one, two] = [0, 1];

it('E15: reminds each member once a day, and renews the same row the day after', async () => {
  const { clock, memberIds, send, rows, bureauId } = await setUp();
  expect(await send([memberIds[one] ?? ''])).toBe(1);
  expect(await send(memberIds.slice(one, 2))).toBe(1);
  expect(await rows()).toHaveLength(2);
  clock.advanceDays(1);
  expect(await send(memberIds.slice(one, 2))).toBe(2);
  expect(await rows()).toHaveLength(2);
  expect((await rows()).every((row) => row.sentAt.getTime() === clock.now().getTime())).toBe(true);
  expect(await db.auditEvent.count({ where: { bureauId, action: 'reminder.send' } })).toBe(3);
});

it('E15: once a calendar day of China: early the next morning again, late in the evening not', async () => {
  const { clock, memberIds, send } = await setUp();
  const ids = [memberIds[one] ?? ''];
  const sentAt = async (moment: string) => {
    clock.set(moment);
    return send(ids);
  };
  expect(await sentAt('2026-06-02T10:00:00+08:00')).toBe(1);
  expect(await sentAt('2026-06-02T23:59:00+08:00')).toBe(0);
  expect(await sentAt('2026-06-03T00:01:00+08:00')).toBe(1);
  expect(await sentAt('2026-06-03T07:59:00+08:00')).toBe(0);
  expect(await sentAt('2026-06-03T08:01:00+08:00')).toBe(0);
});

it('E15: nobody who has left the roster is reminded, and another subject’s reminder is not settled', async () => {
  const { useCase, key, memberIds, send, rows, clock } = await setUp();
  const [gone, stays] = memberIds;
  await db.member.updateMany({
    where: { bureauId: key.bureauId, id: gone ?? '' },
    data: { leftOn: new Date('2026-06-01') },
  });
  expect(await send(memberIds.slice(one, 2))).toBe(1);
  expect((await rows()).map(({ memberId }) => memberId)).toEqual([stays]);
  const settle = (subject: 'ENROLLMENT' | 'CONSULTATION') =>
    inTransaction(useCase, async (tx, record) => {
      await settleReminders(tx, useCase, { ...key, memberId: stays ?? '', subject });
      record({ action: 'test.act', entity: 'Member', entityId: stays ?? '' });
    });
  const third = memberIds[2] ?? '';
  expect(await send([third])).toBe(1);
  await settle('CONSULTATION');
  const seen = async () => Object.fromEntries((await rows()).map((row) => [row.memberId, row.seenAt]));
  expect(await seen()).toEqual({ [stays ?? '']: null, [third]: null });
  await settle('ENROLLMENT');
  expect(await seen()).toEqual({ [stays ?? '']: clock.now(), [third]: null });
  // Reminded again another day it stands on his page once more.
  clock.advanceDays(1);
  expect(await send([stays ?? ''])).toBe(1);
  expect(await seen()).toEqual({ [stays ?? '']: null, [third]: null });
});

it('E15: passes over members of another branch', async () => {
  const { send, rows, bureauId } = await setUp();
  const other = await aMember(db, await aBranch(db, bureauId), { name: '外支部' });
  expect(await send([other.id])).toBe(0);
  expect(await rows()).toEqual([]);
});

it('E15: stands on the member’s own page until he has acted; the branch still sees when it was sent', async () => {
  const { useCase, key, memberIds, send } = await setUp();
  const memberId = memberIds[two] ?? '';
  const shown = async () =>
    (
      await findOwnTasks(db, {
        ...key,
        memberId,
        year: 2026,
        lookBackYear: 2026,
        quarter: 2,
        today: new Date('2026-06-01'),
      })
    )?.reminders;
  await send([memberId]);
  expect(await shown()).toEqual([{ subject: 'ENROLLMENT', sentOn: '2026-06-02' }]);
  await inTransaction(useCase, async (tx, record) => {
    await settleReminders(tx, useCase, { ...key, memberId, subject: 'ENROLLMENT' });
    record({ action: 'test.act', entity: 'Member', entityId: memberId });
  });
  expect(await shown()).toEqual([]);
  expect([...(await remindedOn(db, key, 'ENROLLMENT')).keys()]).toEqual([memberId]);
});
