import type { RequestHandler } from 'express';
import type { Db } from '../db/client.js';

export interface Readiness {
  /** Set when the process is told to stop: no new work is sent here. */
  stopping: boolean;
}

/** `/healthz`: the process lives (no database). */
export const showAlive: RequestHandler = (_req, res) => {
  res.set('Cache-Control', 'no-store').json({ status: 'ok' });
};

/** `/readyz`: the database answers and is migrated, and we are not stopping. */
export function showReady(db: Db, readiness: Readiness): RequestHandler {
  return async (_req, res) => {
    const reason = readiness.stopping ? '正在停止' : await databaseProblem(db);
    res.set('Cache-Control', 'no-store');
    if (reason === null) res.json({ status: 'ok' });
    else res.status(503).set('Retry-After', '5').json({ status: 'unavailable', reason });
  };
}

async function databaseProblem(db: Db): Promise<string | null> {
  try {
    const result = await db.$pool.query(
      'SELECT count(*)::int AS unfinished FROM _prisma_migrations WHERE finished_at IS NULL AND rolled_back_at IS NULL',
    );
    return result.rows[0]?.unfinished === 0 ? null : '数据库升级未完成';
  } catch {
    return '数据库无法连接';
  }
}
