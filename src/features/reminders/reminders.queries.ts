import type { StepPlace } from '../../campaign/step-gate.js';
import type { Db, Tx } from '../../db/client.js';
import type { ReminderSubject } from '../../generated/prisma/enums.js';

/** When each member of the branch was last reminded of `subject`, by member id; for the secretary's lists. */
export async function remindedOn(
  db: Db | Tx,
  { bureauId, campaignId, branchId }: StepPlace,
  subject: ReminderSubject,
): Promise<Map<string, Date>> {
  const rows = await db.reminder.findMany({
    where: { bureauId, campaignId, branchId, subject },
    select: { memberId: true, sentAt: true },
  });
  return new Map(rows.map((row) => [row.memberId, row.sentAt]));
}
