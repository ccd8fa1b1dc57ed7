import type { Db } from '../../src/db/client.js';
import type { Prisma } from '../../src/generated/prisma/client.js';
import type { MemberModel } from '../../src/generated/prisma/models.js';
import { newId } from '../../src/shared/ids.js';
import { CREATED_AT } from './bureau.js';
import { nextNumber } from './numbers.js';

/** A full member with voting rights. `over` names another state: `{ memberType: 'PROBATIONARY', fullMemberOn: null }`. */
export function aMember(
  db: Db,
  { bureauId, id: branchId }: { bureauId: string; id: string },
  over: Partial<Prisma.MemberUncheckedCreateInput> = {},
): Promise<MemberModel> {
  const data = {
    bureauId,
    branchId,
    id: newId(),
    name: `党员${nextNumber()}`,
    gender: 'FEMALE' as const,
    memberType: 'FULL' as const,
    joinedOn: new Date('2010-07-01'),
    fullMemberOn: new Date('2011-07-01'),
    createdAt: CREATED_AT,
    updatedAt: CREATED_AT,
    ...over,
  };
  return db.member.create({ data });
}
