import type { BranchPlace } from '../../campaign/place.js';
import { chinaDay, parseDay, showDay, showDistance, showMoment } from '../../shared/dates.js';
import type { Action, Frame, Tag } from '../../web/frame-shape.js';

import { thingOf } from './notifications.rules.js';
import type { LastWord } from './urging.queries.js';
import type { Task, Urged, Waiting } from './urging.service.js';

interface Open {
  task: Task;
  members: (Waiting & { task: Task })[];
}

interface UrgingData {
  frame: Frame;
  place: BranchPlace;
  waiting: readonly Waiting[];
  words: readonly LastWord[];
  today: Date;
}

/** Who of the branch still has to act, thing by thing, the one that is due first on top; and who has read the reminder. */
export function showUrgingPage({ frame, place, waiting, words, today }: UrgingData) {
  const base = `/branches/${place.branch.id}/reminders`;
  const things = byThing(waiting);
  const told = new Map(words.map((word) => [`${word.accountId} ${word.thing}`, word]));
  const campaignId = place.campaign?.id ?? '';
  return {
    title: '催办',
    frame,
    head: {
      title: '催办',
      lead: '还没有办的事项和党员。催办后，党员登录即可看到消息；设置了邮箱的同时收到邮件。同一件事一天只催一次。',
    },
    robot: { label: '群提醒设置', href: `/branches/${place.branch.id}/group-reminders` },
    empty:
      things.length > 0
        ? null
        : {
            title: '没有需要催办的事项',
            text: '有党员需要办理的事项时，还没有办的名单显示在这里。',
            action: { label: '返回支部首页', href: `/branches/${place.branch.id}` },
          },
    things: things.map(({ task, members }) => ({
      head: { title: task.title, note: `还有${members.length}人没有办${dueNote(task, today)}` },
      all:
        members.length > 1
          ? [urging(base, `催办全部${members.length}人`, [{ name: 'thing', value: task.thing }], 'primary')]
          : [],
      table: {
        caption: `${task.title}：还没有办的党员`,
        columns: [{ label: '姓名' }, { label: '情况' }, { label: '最近的消息' }, { label: '操作', kind: 'act' }],
        rows: members.map((member) => {
          const word = told.get(`${member.accountId} ${thingOf(campaignId, task.thing)}`);
          return {
            cells: [member.name, member.task.reason, lastWord(member, word), urgingOf(base, member, word, today)],
          };
        }),
        empty: { title: '都办好了' },
      },
    })),
  };
}

function byThing(waiting: readonly Waiting[]): Open[] {
  const things = new Map<string, Open>();
  for (const member of waiting) {
    for (const task of member.tasks) {
      if (task.secret) continue;
      const open = things.get(task.thing) ?? { task, members: [] };
      open.members.push({ ...member, task });
      things.set(task.thing, open);
    }
  }
  return [...things.values()].sort((one, other) => (one.task.dueOn ?? '9').localeCompare(other.task.dueOn ?? '9'));
}

function dueNote({ dueOn }: Task, today: Date): string {
  const day = dueOn ? parseDay(dueOn) : null;
  return day ? `，${showDay(day)}截止，${showDistance(today, day)}` : '';
}

function lastWord({ accountId }: Waiting, word: LastWord | undefined): { text?: string; tag?: Tag; note?: string } {
  if (accountId === null) return { tag: { kind: 'late', label: '没有账号' }, note: '请当面通知' };
  if (!word) return { text: '还没有发过' };
  return {
    tag: word.readAt ? { kind: 'ok', label: '已读' } : { kind: 'idle', label: '未读' },
    note: `${showMoment(word.madeAt)}发出`,
  };
}

function urgingOf(base: string, member: Waiting & { task: Task }, word: LastWord | undefined, today: Date) {
  if (member.accountId === null) return '';
  if (word?.kind === 'URGED' && chinaDay(word.madeAt) >= today) return '今天已催办';
  const fields = [
    { name: 'thing', value: member.task.thing },
    { name: 'memberId', value: member.memberId },
  ];
  return { actions: [{ ...urging(base, '催办', fields, 'quiet'), about: member.name }] };
}

const urging = (href: string, label: string, fields: { name: string; value: string }[], kind: 'primary' | 'quiet') =>
  ({ label, href, method: 'post', kind, fields }) satisfies Action;

/** What the secretary is told afterwards. */
export function urgedWords({ told, again, withoutAccount }: Urged): string {
  const words = [
    told > 0 ? `已催办${told}人` : '没有发出新的消息',
    again > 0 ? `${again}人今天已经催过` : '',
    withoutAccount > 0 ? `${withoutAccount}人没有登录账号，请当面通知` : '',
  ];
  return `${words.filter((word) => word !== '').join('；')}。`;
}
