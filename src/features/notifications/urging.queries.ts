import type { Db } from '../../db/client.js';
import type { NotificationKind } from '../../generated/prisma/enums.js';

/** The latest word that an account got about a thing. */
export interface LastWord {
  accountId: string;
  thing: string;
  kind: NotificationKind;
  madeAt: Date;
  readAt: Date | null;
}

/** What the branch's members were told last, thing by thing. */
export function listLastWords(
  db: Pick<Db, '$queryRaw'>,
  { bureauId, branchId }: { bureauId: string; branchId: string },
): Promise<LastWord[]> {
  return db.$queryRaw<LastWord[]>`
    SELECT DISTINCT ON (n."accountId", n.thing) n."accountId", n.thing, n.kind, n."madeAt", n."readAt"
    FROM notification n WHERE n."bureauId" = ${bureauId}::uuid AND n."branchId" = ${branchId}::uuid
    ORDER BY n."accountId", n.thing, n."madeAt" DESC, n.id DESC`;
}
