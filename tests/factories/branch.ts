import type { Db } from '../../src/db/client.js';
import type { Prisma } from '../../src/generated/prisma/client.js';
import type { BranchModel } from '../../src/generated/prisma/models.js';
import { newId } from '../../src/shared/ids.js';
import { CREATED_AT } from './bureau.js';
import { nextNumber } from './numbers.js';

/** A branch with a committee at a middle school. */
export function aBranch(
  db: Db,
  bureauId: string,
  over: Partial<Prisma.BranchUncheckedCreateInput> = {},
): Promise<BranchModel> {
  const school = `第${nextNumber()}中学`;
  const data = {
    bureauId,
    id: newId(),
    name: `示范区${school}支部委员会`,
    shortName: `${school}党支部`,
    schoolName: school,
    unitKind: 'MIDDLE' as const,
    createdAt: CREATED_AT,
    ...over,
  };
  return db.branch.create({ data });
}
