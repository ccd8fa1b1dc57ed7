import type { BranchPlace } from '../../campaign/place.js';
import { placeFor } from '../../campaign/step-gate.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { chinaDay } from '../../shared/dates.js';
import { NotFound, StepNotOpen } from '../../shared/errors.js';
import { listWaiting, type Task, type Waiting } from '../dashboards/index.js';
import { remind } from '../reminders/index.js';
import { messageText, thingOf, urgedOn } from './notifications.rules.js';
import { type Notice, notify } from './notify.service.js';

export type { Task, Waiting } from '../dashboards/index.js';

/** What somebody is urged to do: one thing, of one member or of all who have not done it. */
export interface Urging {
  thing: string;
  memberId: string | null;
}

export interface Urged {
  told: number;
  /** Told of it today before. */
  again: number;
  withoutAccount: number;
}

/** Who of the branch still has to act now, for the secretary's list. */
export function whoIsWaiting({ db, actor, clock }: UseCase, place: BranchPlace): Promise<Waiting[]> {
  const today = chinaDay(clock.now());
  return listWaiting(db, { place, bureauId: actor.bureauId, today, whose: { branchId: place.branch.id } });
}

/**
 * 催办 (E15): reminds those alone who still have to act at this moment, nobody of the same thing twice a day. Throws
 * NotFound when nobody has to act in it (any more), StepNotOpen without a campaign.
 */
export function urge(useCase: UseCase, place: BranchPlace, { thing, memberId }: Urging): Promise<Urged> {
  const { campaign, branch } = place;
  if (!campaign) throw new StepNotOpen('还没有发布活动，没有要催办的事项。');
  const { bureauId, name: sentBy } = useCase.actor;
  const noticeOf = (accountId: string, task: Task, today: Date): Notice => ({
    ...{ accountId, sentBy, ...urgedOn(today), thing: thingOf(campaign.id, task.thing) },
    ...{ title: task.title, text: messageText(task, today), path: task.link.href },
  });
  return inTransaction(useCase, async (tx, record) => {
    const today = chinaDay(useCase.clock.now());
    const waiting = await listWaiting(tx, { place, bureauId, today, whose: { branchId: branch.id } });
    const chosen = waiting.flatMap((member) => {
      const task = member.tasks.find((one) => one.thing === thing && !one.secret);
      return task && (memberId === null || member.memberId === memberId) ? [{ ...member, task }] : [];
    });
    const [first] = chosen;
    if (!first) throw new NotFound('这件事已经没有人需要办理了，请返回看最新情况。');
    const notices = chosen.flatMap(({ accountId, task }) =>
      accountId === null ? [] : [noticeOf(accountId, task, today)],
    );
    const written = await notify(tx, record, useCase, { action: 'notification.urge', branchId: branch.id, notices });
    const { subject } = first.task;
    const key = placeFor(useCase, { campaignId: campaign.id, branchId: branch.id });
    const memberIds = chosen.map((member) => member.memberId);
    if (subject) await remind(tx, record, useCase, { ...key, subject, memberIds });
    const withoutAccount = chosen.length - notices.length;
    return { told: written.length, again: notices.length - written.length, withoutAccount };
  });
}
