import { expect, it } from 'vitest';
import { inTransaction } from '../../../src/db/transaction.js';
import { reviseConfirmedList } from '../../../src/features/enrollments/index.js';
import { aConfirmedList, anOpenRound, type EnrollingBranch } from '../../factories/enrollment-step.js';
import { testDatabase } from '../../support/test-database.js';

const { db } = await testDatabase();

const revise = ({ useCase, place }: EnrollingBranch) =>
  inTransaction(useCase, (tx, record) => {
    record({ action: 'test', entity: 'Branch', entityId: place.branchId });
    return reviseConfirmedList(tx, useCase, place, '黄丽调出');
  });

it('R22: an act that changes a confirmed list freezes its next version with the reason', async () => {
  const branch = await aConfirmedList(db);
  const { bureauId } = branch.place;
  expect(await revise(branch)).toBe(2);
  const versions = await db.membershipListVersion.findMany({ where: { bureauId }, orderBy: { version: 'asc' } });
  expect(versions.map(({ version, reason }) => [version, reason])).toEqual([
    [1, '首次确定'],
    [2, '黄丽调出'],
  ]);
  expect(await db.enrollmentRound.findFirst({ where: { bureauId } })).toMatchObject({ listVersion: 2 });
});

it('R22: before the first confirmation there is no version to write', async () => {
  const branch = await anOpenRound(db);
  expect(await revise(branch)).toBeNull();
  expect(await db.membershipListVersion.count({ where: { bureauId: branch.place.bureauId } })).toBe(0);
});
