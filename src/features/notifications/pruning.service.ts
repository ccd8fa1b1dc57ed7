import type { Tx } from '../../db/client.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import type { JobRun } from '../../jobs/task.js';
import { thingsDue } from './due.service.js';
import { pruningAges } from './notifications.rules.js';
import { listOldMails, listOldMessages, listOldRobotMessages, oldMessages } from './pruning.queries.js';

const BATCH = 500;

/** What was deleted in one transaction. */
interface Pruned {
  messages?: number;
  mails?: number;
  robotMessages?: number;
}

/**
 * Deletes what nobody needs any more of one bureau: rows of the outbox that ended, and messages (notifications.rules.ts says
 * after how long), `batch` at a time, each in a transaction of its own. A message about something that is still to do
 * stays, however old: without it the morning would say it again. Stopped, it goes on the next morning.
 */
export async function pruneBureau(useCase: UseCase, { signal }: Pick<JobRun, 'signal'>, batch = BATCH): Promise<void> {
  while (await pruneSome(useCase, (tx) => pruneMails(tx, useCase, batch))) signal.throwIfAborted();
  while (await pruneSome(useCase, (tx) => pruneRobotMessages(tx, useCase, batch))) signal.throwIfAborted();
  await pruneMessages(useCase, signal, batch);
}

/** One batch, recorded; false when there was none. */
function pruneSome(useCase: UseCase, work: (tx: Tx) => Promise<Pruned | null>): Promise<boolean> {
  return inTransaction(useCase, async (tx, record) => {
    const pruned = await work(tx);
    if (pruned === null) return false;
    const { bureauId } = useCase.actor;
    record({ action: 'notification.prune', entity: 'Bureau', entityId: bureauId, detail: { ...pruned } });
    return true;
  });
}

async function pruneMails(tx: Tx, { actor: { bureauId }, clock }: UseCase, most: number): Promise<Pruned | null> {
  const old = await listOldMails(tx, bureauId, pruningAges(clock.now()), most);
  if (old.length === 0) return null;
  const ids = old.map(({ id }) => id);
  await tx.mailWord.deleteMany({ where: { bureauId, mailId: { in: ids } } });
  const { count } = await tx.outgoingMail.deleteMany({ where: { bureauId, id: { in: ids } } });
  return { mails: count };
}

async function pruneRobotMessages(
  tx: Tx,
  { actor: { bureauId }, clock }: UseCase,
  most: number,
): Promise<Pruned | null> {
  const old = await listOldRobotMessages(tx, bureauId, pruningAges(clock.now()), most);
  if (old.length === 0) return null;
  const { count } = await tx.robotMessage.deleteMany({ where: { bureauId, id: { in: old.map(({ id }) => id) } } });
  return { robotMessages: count };
}

async function pruneMessages(useCase: UseCase, signal: AbortSignal, most: number): Promise<void> {
  const { db, actor, clock } = useCase;
  const { bureauId } = actor;
  const now = clock.now();
  const ages = pruningAges(now);
  const isDue = dueIn(useCase, now);
  let after: string | null = null;
  for (;;) {
    signal.throwIfAborted();
    const old = await listOldMessages(db, { bureauId, ages, after, most });
    const ids: string[] = [];
    for (const message of old) if (!(await isDue(message))) ids.push(message.id);
    if (ids.length > 0)
      await pruneSome(useCase, async (tx) => {
        await tx.mailWord.deleteMany({ where: { bureauId, notificationId: { in: ids } } });
        // One that is opened at this moment begins its time anew.
        const { count } = await tx.notification.deleteMany({
          where: { bureauId, id: { in: ids }, ...oldMessages(ages) },
        });
        return { messages: count };
      });
    after = old.at(-1)?.id ?? null;
    if (old.length < most) return;
  }
}

/** Whether somebody still has to do what a message is about; each branch is asked once. */
function dueIn({ db, actor: { bureauId } }: UseCase, now: Date) {
  const known = new Map<string | null, Promise<Set<string>>>();
  const ask = async (branchId: string | null) => {
    const due = await thingsDue(db, { bureauId, branchId, now });
    return new Set(due.map(({ accountId, thing }) => `${accountId} ${thing}`));
  };
  return async ({ accountId, branchId, thing }: { accountId: string; branchId: string | null; thing: string }) => {
    const asked = known.get(branchId) ?? ask(branchId);
    known.set(branchId, asked);
    return (await asked).has(`${accountId} ${thing}`);
  };
}
