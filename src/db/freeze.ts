import { BranchFrozen } from '../shared/errors.js';
import type { AuditEntry } from './audit-chain.js';
import type { Tx } from './client.js';

/**
 * What goes on in an accepted branch: accounts and offices, the roster and the members who come and go (with all that
 * follows from it: group, office and open items of whoever leaves), the branch's own name, and the acceptance itself.
 * What must not stay in public view can still be withdrawn (E52). A member's skills and duties belong to the campaign and
 * do not go on.
 */
const GOES_ON =
  /^(?:account|role|roster|transfer|branch|acceptance)\.|^member\.(?:add|update|change|correct|leave)$|^(?:notice|activity)\.withdraw$/;

interface Frozen {
  shortName: string;
}

/**
 * Freeze on acceptance (R47), in one place for every use case: what a transaction says it did is looked at before it may
 * commit. A branch that is no more (E40) and one with a standing 通过 in the running campaign takes no change; throws BranchFrozen. The branch's row is
 * held against the verdict that is being recorded at the same moment (`holdBranch`).
 */
export async function refuseFrozen(tx: Tx, bureauId: string, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.some(({ action }) => GOES_ON.test(action))) return;
  const branchIds = [...new Set(entries.flatMap(({ branchId }) => (branchId === undefined ? [] : [branchId])))];
  if (branchIds.length === 0) return;
  const held = await tx.$queryRaw<(Frozen & { status: string })[]>`SELECT b."shortName", b.status FROM branch b
    WHERE b."bureauId" = ${bureauId}::uuid AND b.id = ANY(${branchIds}::uuid[]) ORDER BY b.id FOR KEY SHARE`;
  const closed = held.find(({ status }) => status === 'CLOSED');
  if (closed) throw new BranchFrozen(`${closed.shortName}${CLOSED}`);
  const [frozen] = await tx.$queryRaw<Frozen[]>`
    SELECT b."shortName" FROM acceptance_verdict v
      JOIN branch b ON b."bureauId" = v."bureauId" AND b.id = v."branchId"
      JOIN campaign c ON c."bureauId" = v."bureauId" AND c.id = v."campaignId" AND c.status = 'PUBLISHED'
    WHERE v."bureauId" = ${bureauId}::uuid AND v."branchId" = ANY(${branchIds}::uuid[]) AND v.outcome = 'PASSED' AND v."reopenedAt" IS NULL
    LIMIT 1`;
  if (frozen) throw new BranchFrozen(`${frozen.shortName}${FROZEN}`);
}

const FROZEN = '已通过验收，活动资料已冻结，不能再更改。确需更改的，由局党委两名委员同意后重新打开。';

/** E40: merged or dissolved; what it did stays to be read. */
const CLOSED = '已经合并或撤销，原有内容只能查看，不能再办理。';

/** Waits for every transaction that writes for the branch and keeps new ones waiting until this one has ended. */
export async function holdBranch(
  tx: Tx,
  { bureauId, branchId }: { bureauId: string; branchId: string },
): Promise<void> {
  await tx.$queryRaw`SELECT b.id FROM branch b WHERE b."bureauId" = ${bureauId}::uuid AND b.id = ${branchId}::uuid FOR UPDATE`;
}
