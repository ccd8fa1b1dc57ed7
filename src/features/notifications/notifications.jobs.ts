import type { Db } from '../../db/client.js';
import type { UseCase } from '../../db/transaction.js';
import { type TaskRow, taskRow } from '../../jobs/task.js';
import type { FieldCipher } from '../../shared/cipher.js';
import type { Clock } from '../../shared/clock.js';
import { beginDay, tellBranch, tellBureau } from './day.service.js';
import type { MailSettings } from './mail-transport.js';
import { BRANCH, BUREAU, DAY, MAIL, PRUNE, ROBOT } from './notifications.tasks.js';
import { pruneBureau } from './pruning.service.js';
import { giveMailUp, sendMail } from './send-mail.service.js';
import { giveRobotUp, sendRobotMessage } from './send-robot.service.js';

export interface NotificationJobDeps {
  db: Db;
  clock: Clock;
  cipher: FieldCipher;
  baseUrl: string;
  mail: MailSettings;
  /** Where messages to the robots of chat groups may go. */
  robotHosts: readonly string[];
}

/** What the portal does by itself so that nobody forgets what waits for him. */
export function notificationJobs(deps: NotificationJobDeps): TaskRow[] {
  const { db, clock, cipher, baseUrl, mail, robotHosts: hosts } = deps;
  const useCaseOf = ({ bureauId }: { bureauId: string }): UseCase => ({
    ...{ db, clock, cipher, actor: { bureauId, accountId: null, name: '系统' } },
  });
  return [
    taskRow(DAY, { run: (one) => beginDay({ db, clock }, one) }),
    taskRow(BRANCH, { run: async (one) => void (await tellBranch(useCaseOf(one), one)) }),
    taskRow(BUREAU, { run: (one) => tellBureau(useCaseOf(one), one) }),
    taskRow(PRUNE, { run: (one, job) => pruneBureau(useCaseOf(one), job) }),
    taskRow(MAIL, {
      run: (one, job) => sendMail({ useCase: useCaseOf(one), mail, baseUrl }, one.mailId, job),
      givenUp: (one) => giveMailUp(useCaseOf(one), one.mailId),
    }),
    taskRow(ROBOT, {
      run: (one, job) => sendRobotMessage({ useCase: useCaseOf(one), hosts, baseUrl }, one.messageId, job),
      givenUp: (one) => giveRobotUp(useCaseOf(one), one.messageId),
    }),
  ];
}
