import type { UseCase } from '../../db/transaction.js';
import type { JobRun } from '../../jobs/task.js';
import { callRobot, type RobotCall, RobotRefused } from './robot-call.js';
import { robotWords } from './robot-words.service.js';
import { lockRobotMessage } from './robots.queries.js';

export interface RobotDeps {
  useCase: UseCase;
  hosts: readonly string[];
  baseUrl: string;
}

/**
 * Sends one message of a robot: taken, handed over, marked as sent. The robots know no number of a message: one that was
 * taken in the moment before the mark comes twice, and says the same.
 */
export async function sendRobotMessage(deps: RobotDeps, id: string, { signal }: JobRun): Promise<void> {
  const { useCase, hosts } = deps;
  const taken = await take(deps, id);
  if (!taken) return;
  try {
    await callRobot(taken.call, hosts, useCase.clock.now(), signal);
  } catch (error) {
    if (!(error instanceof RobotRefused)) throw error;
    return end(useCase, id, taken.attempt, { status: 'FAILED', failure: error.message });
  }
  await end(useCase, id, taken.attempt, { status: 'SENT', sentAt: useCase.clock.now() });
}

/** All tries have failed. */
export async function giveRobotUp({ db, actor }: UseCase, id: string): Promise<void> {
  await db.robotMessage.updateMany({
    where: { bureauId: actor.bureauId, id, status: { in: ['QUEUED', 'SENDING'] } },
    data: { status: 'FAILED', failure: '群机器人多次没有应答' },
  });
}

async function end(
  { db, actor }: UseCase,
  id: string,
  attempt: number,
  data: { status: 'SENT'; sentAt: Date } | { status: 'FAILED'; failure: string },
): Promise<void> {
  await db.robotMessage.updateMany({ where: { bureauId: actor.bureauId, id, status: 'SENDING', attempt }, data });
}

function take({ useCase, baseUrl }: RobotDeps, id: string): Promise<{ call: RobotCall; attempt: number } | null> {
  const { db, actor, cipher } = useCase;
  const { bureauId } = actor;
  return db.$transaction(async (tx) => {
    const message = await lockRobotMessage(tx, bureauId, id);
    if (!message || (message.status !== 'QUEUED' && message.status !== 'SENDING')) return null;
    const { robot } = message;
    const text = robot.removedAt === null ? await robotWords(tx, useCase, message, baseUrl) : null;
    const attempt = message.attempt + 1;
    await tx.robotMessage.update({
      where: { bureauId_id: { bureauId, id } },
      data: text === null ? { status: 'DROPPED' } : { status: 'SENDING', attempt },
    });
    if (text === null) return null;
    const secret = robot.secretCipher === null ? null : cipher.decrypt(robot.secretCipher);
    return { attempt, call: { kind: robot.kind, url: cipher.decrypt(robot.urlCipher), secret, text } };
  });
}
