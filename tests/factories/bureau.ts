import type { Db } from '../../src/db/client.js';
import type { Prisma } from '../../src/generated/prisma/client.js';
import type { BureauModel } from '../../src/generated/prisma/models.js';
import { newId } from '../../src/shared/ids.js';
import { nextNumber } from './numbers.js';

export const CREATED_AT = new Date('2026-03-01T09:00:00+08:00');

/** A bureau of its own for each test: what another test wrote is out of its sight. */
export function aBureau(db: Db, over: Partial<Prisma.BureauCreateInput> = {}): Promise<BureauModel> {
  const data = { id: newId(), name: `第${nextNumber()}教育体育局`, createdAt: CREATED_AT, ...over };
  return db.bureau.create({ data });
}
