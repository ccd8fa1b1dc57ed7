import type { Db } from '../../db/client.js';
import { NotFound } from '../../shared/errors.js';

/** What a new secretary has to have in order before the campaign's own work, counted. */
export interface FirstStepFacts {
  members: number;
  /** Members with an account that is open. */
  accounts: number;
  /** Of these, with a password of their own. */
  signedIn: number;
  officers: number;
  skills: number;
  sessions: number;
}

export async function countFirstSteps(db: Db, bureauId: string, branchId: string): Promise<FirstStepFacts> {
  const [facts] = await db.$queryRaw<FirstStepFacts[]>`
    SELECT count(*)::int AS members, (count(a.id))::int AS accounts,
      (count(*) FILTER (WHERE NOT a."mustChangePassword"))::int AS "signedIn",
      (count(*) FILTER (WHERE cardinality(m.skills) > 0))::int AS skills,
      (SELECT count(*)::int FROM role_assignment r WHERE r."bureauId" = ${bureauId}::uuid AND r."branchId" = ${branchId}::uuid
        AND r.role = 'BRANCH_COMMITTEE_MEMBER' AND r."revokedAt" IS NULL) AS officers,
      (SELECT count(*)::int FROM study_session s WHERE s."bureauId" = ${bureauId}::uuid AND s."branchId" = ${branchId}::uuid) AS sessions
    FROM member m LEFT JOIN account a ON a."bureauId" = m."bureauId" AND a."memberId" = m.id AND a.status = 'ACTIVE'
    WHERE m."bureauId" = ${bureauId}::uuid AND m."branchId" = ${branchId}::uuid AND m."leftOn" IS NULL`;
  if (!facts) throw new NotFound();
  return facts;
}
