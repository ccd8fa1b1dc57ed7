import { findBranchPlace } from '../../campaign/place.queries.js';
import type { Tx } from '../../db/client.js';
import type { UseCase } from '../../db/transaction.js';
import { chinaDay, daysBetween, parseDay, showMonthDay } from '../../shared/dates.js';
import { listWaiting } from '../dashboards/index.js';
import { listBranchesOf } from './day.queries.js';
import { SOON_DAYS } from './notifications.rules.js';
import type { LockedRobotMessage } from './robots.queries.js';

interface Count {
  title: string;
  due: Date;
  people: number;
}

const TRY = '这是一条测试消息：群机器人已经接通。今后有事项快到期时，每天在这里提醒一次，只报人数，不报姓名。';

/** What a message says at the moment it is sent: numbers and no names; null when nothing is near its day. */
export async function robotWords(
  tx: Tx,
  useCase: UseCase,
  { robot, occasion }: LockedRobotMessage,
  baseUrl: string,
): Promise<string | null> {
  if (occasion.startsWith('TEST')) return TRY;
  const { branchId } = robot;
  const lines = branchId === null ? await bureauLines(tx, useCase) : await branchLines(tx, useCase, branchId);
  if (lines.length === 0) return null;
  const path = branchId === null ? '/bureau/board' : '/me';
  return ['功能党小组·创先争优 今日提醒', ...lines, `请登录门户办理：${baseUrl}${path}`].join('\n');
}

async function branchLines(tx: Tx, useCase: UseCase, branchId: string): Promise<string[]> {
  const counts = await countDue(tx, useCase, branchId);
  return counts.map(({ title, due, people }) => `${title}：还有${people}人没有办，${showMonthDay(due)}截止`);
}

async function bureauLines(tx: Tx, useCase: UseCase): Promise<string[]> {
  const lines: string[] = [];
  for (const { id, shortName } of await listBranchesOf(tx, useCase.actor.bureauId)) {
    const counts = await countDue(tx, useCase, id);
    const people = counts.reduce((sum, count) => sum + count.people, 0);
    if (people > 0) lines.push(`${shortName}：${counts.length}件事快到期或已逾期，还有${people}人次没有办`);
  }
  return lines;
}

/** How many of the branch still have to do what is due soon or was, thing by thing; the soonest first. */
async function countDue(tx: Tx, { actor, clock }: UseCase, branchId: string): Promise<Count[]> {
  const { bureauId } = actor;
  const today = chinaDay(clock.now());
  const place = await findBranchPlace(tx, bureauId, branchId);
  if (!place) return [];
  const counts = new Map<string, Count>();
  for (const { tasks } of await listWaiting(tx, { place, bureauId, today, whose: { branchId } })) {
    for (const { thing, title, dueOn, secret } of tasks) {
      const day = dueOn ? parseDay(dueOn) : null;
      if (!day || secret || daysBetween(today, day) > SOON_DAYS) continue;
      const count = counts.get(thing) ?? { title, due: day, people: 0 };
      counts.set(thing, { ...count, people: count.people + 1 });
    }
  }
  return [...counts.values()].sort((one, other) => +one.due - +other.due);
}
