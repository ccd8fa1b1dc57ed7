import type { Db, Tx } from '../../db/client.js';

/** Whose robot: a branch's, or (null) the bureau's. */
export interface RobotScope {
  bureauId: string;
  branchId: string | null;
}

/** The robot in use with its latest message; null when there is none. */
export function findRobot(db: Pick<Db, 'groupRobot'>, { bureauId, branchId }: RobotScope) {
  return db.groupRobot.findFirst({
    where: { bureauId, branchId, removedAt: null },
    include: { messages: { orderBy: { createdAt: 'desc' }, take: 1 } },
  });
}

export type RobotRow = NonNullable<Awaited<ReturnType<typeof findRobot>>>;

/** A message with its row held against a second sender. */
export async function lockRobotMessage(tx: Tx, bureauId: string, id: string) {
  await tx.$queryRaw`SELECT m.id FROM robot_message m WHERE m."bureauId" = ${bureauId}::uuid AND m.id = ${id}::uuid FOR UPDATE`;
  return tx.robotMessage.findUnique({ where: { bureauId_id: { bureauId, id } }, include: { robot: true } });
}

export type LockedRobotMessage = NonNullable<Awaited<ReturnType<typeof lockRobotMessage>>>;
