import { expect, it } from 'vitest';
import { listElectors } from '../../../src/db/electors.js';
import { addMember, BLANK_DETAILS, updateMember } from '../../../src/features/members/index.js';
import { anAccount } from '../../factories/account.js';
import { aBranch } from '../../factories/branch.js';
import { aBureau } from '../../factories/bureau.js';
import { testClock } from '../../support/fixed-clock.js';
import { testDatabase } from '../../support/test-database.js';
import { useCaseFor } from '../../support/use-case.js';

const { db } = await testDatabase();

it('R56, E7: a right suspended and given back is judged by the day of the vote', async () => {
  const clock = testClock('2026-05-12T10:00:00+08:00');
  const bureau = await aBureau(db);
  const branch = await aBranch(db, bureau.id);
  const secretary = await anAccount(db, bureau.id, { role: 'BRANCH_SECRETARY', branchId: branch.id });
  const actor = { bureauId: bureau.id, accountId: secretary.id, name: secretary.displayName };
  const useCase = useCaseFor(db, actor, clock);
  const details = {
    ...BLANK_DETAILS,
    ...({ name: '王伟', gender: 'MALE', memberType: 'FULL', fullMemberOn: new Date('2011-07-01') } as const),
    ...{ joinedOn: new Date('2010-07-01'), rightsSuspended: false },
  };
  const id = await addMember(useCase, branch.id, details);
  const mark = async (revision: number, rightsSuspended: boolean) =>
    updateMember(useCase, branch.id, id, revision, { ...details, rightsSuspended });
  await mark(1, true);
  clock.set('2026-06-12T10:00:00+08:00');
  await mark(2, true);
  await mark(3, false);
  const on = async (day: string) => {
    const [member] = await listElectors(db, { bureauId: bureau.id, branchId: branch.id }, new Date(day));
    return member?.standing;
  };
  expect(await on('2026-05-11')).toBe('ELIGIBLE');
  expect(await on('2026-05-12')).toBe('SUSPENDED');
  expect(await on('2026-06-11')).toBe('SUSPENDED');
  expect(await on('2026-06-12')).toBe('ELIGIBLE');
  expect(await db.rightsSuspension.count({ where: { bureauId: bureau.id } })).toBe(1);
});
