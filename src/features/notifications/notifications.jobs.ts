import type { Db } from '../../db/client.js';
import type { UseCase } from '../../db/transaction.js';
import { type TaskRow, taskRow } from '../../jobs/task.js';
import type { FieldCipher } from '../../shared/cipher.js';
import type { Clock } from '../../shared/clock.js';
import { beginDay, tellBranch } from './day.service.js';
import { BRANCH, DAY } from './notifications.tasks.js';

export interface NotificationJobDeps {
  db: Db;
  clock: Clock;
  cipher: FieldCipher;
}

/** What the portal does by itself so that nobody forgets what waits for him. */
export function notificationJobs({ db, clock, cipher }: NotificationJobDeps): TaskRow[] {
  const useCaseOf = ({ bureauId }: { bureauId: string }): UseCase => ({
    ...{ db, clock, cipher, actor: { bureauId, accountId: null, name: '系统' } },
  });
  return [
    taskRow(DAY, { run: (one) => beginDay({ db, clock }, one) }),
    taskRow(BRANCH, { run: async (one) => void (await tellBranch(useCaseOf(one), one)) }),
  ];
}
