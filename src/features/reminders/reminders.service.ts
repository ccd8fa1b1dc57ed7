import { type BranchInCampaign, placeFor } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import type { AuditEntry, UseCase } from '../../db/transaction.js';
import type { ReminderSubject } from '../../generated/prisma/enums.js';
import { chinaDay } from '../../shared/dates.js';
import { newId } from '../../shared/ids.js';
import { notify, thingOf, urgedOn } from '../notifications/index.js';
import { remindedOn } from './reminders.queries.js';
import { mayRemind, SUBJECT_TASKS } from './reminders.rules.js';

export interface ReminderInput extends BranchInCampaign {
  subject: ReminderSubject;
  /** Those who still have to act; whoever was reminded today already is left out. */
  memberIds: readonly string[];
}

/**
 * E15: reminds these members, each on his own page and by a message. One row a member and subject: sending again renews it. Members who
 * are not on the branch's roster are passed over. Gives how many were reminded now. The caller names an account as actor.
 */
export async function remind(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  useCase: UseCase,
  input: ReminderInput,
): Promise<number> {
  const { actor, clock } = useCase;
  const { subject, branchId } = input;
  const key = placeFor(useCase, input);
  if (actor.accountId === null) throw new Error('A reminder needs an account that sends it.');
  const due = await dueMembers(tx, useCase, input);
  const sent = { sentById: actor.accountId, sentByName: actor.name, sentAt: clock.now(), seenAt: null };
  const memberIds = [...due.renewed, ...due.first];
  if (memberIds.length === 0) return 0;
  await tx.reminder.updateMany({
    where: { bureauId: key.bureauId, campaignId: key.campaignId, subject, memberId: { in: due.renewed } },
    data: { ...sent, branchId },
  });
  const rows = due.first.map((memberId) => ({ ...key, id: newId(), memberId, subject, ...sent }));
  await tx.reminder.createMany({ data: rows, skipDuplicates: true });
  await sendWord(tx, record, useCase, input, memberIds);
  const entry = { action: 'reminder.send', entity: 'Branch', entityId: branchId, branchId };
  record({ ...entry, to: subject, detail: { memberIds } });
  return memberIds.length;
}

/** The same as a message to each one's account. */
async function sendWord(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  useCase: UseCase,
  input: ReminderInput,
  memberIds: readonly string[],
): Promise<void> {
  const { actor, clock } = useCase;
  const accounts = await tx.account.findMany({
    where: { bureauId: actor.bureauId, memberId: { in: [...memberIds] }, status: 'ACTIVE' },
    select: { id: true },
  });
  const task = SUBJECT_TASKS[input.subject];
  const word = { ...task, thing: thingOf(input.campaignId, task.thing), ...urgedOn(chinaDay(clock.now())) };
  const { branchId } = input;
  const notices = accounts.map(({ id }) => ({ ...word, accountId: id, sentBy: actor.name }));
  await notify(tx, record, useCase, { action: 'notification.urge', branchId, notices });
}

/** Of those named: on the roster and not reminded today, apart by whether they have been reminded before. */
async function dueMembers(tx: Tx, useCase: UseCase, input: ReminderInput) {
  const key = placeFor(useCase, input);
  const now = useCase.clock.now();
  const present = await tx.member.findMany({
    where: { bureauId: key.bureauId, branchId: key.branchId, leftOn: null, id: { in: [...input.memberIds] } },
    select: { id: true },
  });
  const last = await remindedOn(tx, key, input.subject);
  const ids = present.map(({ id }) => id).filter((id) => mayRemind(last.get(id) ?? null, now));
  return { renewed: ids.filter((id) => last.has(id)), first: ids.filter((id) => !last.has(id)) };
}

/** The member has acted: his reminder no longer stands on his page. Its row stays for the branch's lists. */
export async function settleReminders(
  tx: Tx,
  { clock }: Pick<UseCase, 'clock'>,
  key: { bureauId: string; campaignId: string; memberId: string; subject: ReminderSubject },
): Promise<void> {
  const { bureauId, campaignId, memberId, subject } = key;
  await tx.reminder.updateMany({
    where: { bureauId, campaignId, memberId, subject, seenAt: null },
    data: { seenAt: clock.now() },
  });
}
