import type { Db } from '../../db/client.js';

export interface SessionOfAccount {
  /** Random; says nothing about the id of the session. */
  publicId: string;
  userAgent: string;
  createdAt: Date;
  /** Kept to ten minutes. */
  touchedAt: Date;
}

/** Where an account is signed in at `now`, latest use first: neither ended sessions nor expired ones. */
export function listSessions(
  db: Db,
  { bureauId, accountId }: { bureauId: string; accountId: string },
  now: Date,
): Promise<SessionOfAccount[]> {
  return db.$queryRaw<SessionOfAccount[]>`
    SELECT s.data->>'publicId' AS "publicId", coalesce(s.data->>'userAgent', '') AS "userAgent", s."createdAt", s."touchedAt"
    FROM session s
    JOIN account a ON a."bureauId" = s."bureauId" AND a.id = s."accountId" AND a."credentialsSince" <= s."createdAt"
    WHERE s."bureauId" = ${bureauId}::uuid AND s."accountId" = ${accountId}::uuid AND s."expiresAt" > ${now}
      AND s.data ? 'publicId'
    ORDER BY s."touchedAt" DESC, s."createdAt" DESC LIMIT 100`;
}
