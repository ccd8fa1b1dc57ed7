import type { Tx } from '../../db/client.js';
import { isUniqueViolation } from '../../db/errors.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import type { RobotKind } from '../../generated/prisma/enums.js';
import { addJob } from '../../jobs/add-job.js';
import { NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { afterQuiet } from './hours.rules.js';
import { ROBOT } from './notifications.tasks.js';
import { findQuietHours } from './outbox.queries.js';
import { kindFits, mayCall } from './robot-address.rules.js';
import { findRobot, type RobotScope } from './robots.queries.js';

export interface RobotInput {
  kind: RobotKind;
  url: string;
  secret: string | null;
}

/** Sets the robot of a branch or the bureau; the one before ends. Throws RuleViolation for an address it may not call. */
export async function setRobot(
  useCase: UseCase,
  scope: RobotScope,
  { kind, url, secret }: RobotInput,
  hosts: readonly string[],
): Promise<void> {
  const { actor, cipher, clock } = useCase;
  if (!mayCall(url, hosts))
    throw new RuleViolation('网址应是企业微信或钉钉群机器人的 https 网址，请从群设置里复制。', 'url');
  if (!kindFits(kind, url)) throw new RuleViolation('网址和所选的软件不一致。', 'kind');
  await inTransaction(useCase, async (tx, record) => {
    await tx.groupRobot.updateMany({ where: { ...scope, removedAt: null }, data: { removedAt: clock.now() } });
    const id = newId();
    const sealed = { urlCipher: cipher.encrypt(url), secretCipher: secret === null ? null : cipher.encrypt(secret) };
    await tx.groupRobot
      .create({ data: { ...scope, id, kind, ...sealed, setBy: actor.name, setAt: clock.now() } })
      .catch((error: unknown) => {
        throw isUniqueViolation(error) ? new StaleState() : error;
      });
    record(entryOf('set', id, scope));
  });
}

const entryOf = (act: string, id: string, { branchId }: RobotScope) => ({
  ...{ action: `robot.${act}`, entity: 'GroupRobot', entityId: id },
  ...(branchId === null ? {} : { branchId }),
});

/** No message to the group any more. Throws NotFound where there is no robot. */
export async function removeRobot(useCase: UseCase, scope: RobotScope): Promise<void> {
  await inTransaction(useCase, async (tx, record) => {
    const robot = await findRobot(tx, scope);
    if (!robot) throw new NotFound();
    await tx.groupRobot.updateMany({
      where: { bureauId: scope.bureauId, id: robot.id },
      data: { removedAt: useCase.clock.now() },
    });
    record(entryOf('remove', robot.id, scope));
  });
}

/** Sends a message at once to try the robot. Throws NotFound where there is none. */
export async function tryRobot(useCase: UseCase, scope: RobotScope): Promise<void> {
  await inTransaction(useCase, async (tx, record) => {
    const robot = await findRobot(tx, scope);
    if (!robot) throw new NotFound();
    await queueMessage(tx, useCase, scope.bureauId, robot.id, `TEST ${newId()}`, useCase.clock.now());
    record(entryOf('try', robot.id, scope));
  });
}

/**
 * The word of the day to a group, once a day and outside of the quiet hours. False where it was put into the outbox before,
 * and where there is no robot.
 */
export async function queueRobotDay(tx: Tx, useCase: UseCase, scope: RobotScope, day: string): Promise<boolean> {
  const robot = await findRobot(tx, scope);
  const occasion = `DAY ${day}`;
  const key = { bureauId: scope.bureauId, robotId: robot?.id ?? '', occasion };
  if (!robot || (await tx.robotMessage.count({ where: key })) > 0) return false;
  const runAt = afterQuiet(useCase.clock.now(), await findQuietHours(tx, scope.bureauId));
  await queueMessage(tx, useCase, scope.bureauId, robot.id, occasion, runAt);
  return true;
}

async function queueMessage(
  tx: Tx,
  { clock }: UseCase,
  bureauId: string,
  robotId: string,
  occasion: string,
  runAt: Date,
): Promise<void> {
  const id = newId();
  const row = { bureauId, id, robotId, occasion, createdAt: clock.now() };
  const { count } = await tx.robotMessage.createMany({ data: [row], skipDuplicates: true });
  if (count === 1) await addJob(tx, ROBOT, { bureauId, messageId: id }, { key: id, runAt });
}
