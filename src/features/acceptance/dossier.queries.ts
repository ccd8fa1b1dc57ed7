import type { Db, Tx } from '../../db/client.js';
import { type FoundAssessment, type OfBranch, WITH_VERSIONS } from './assessment.queries.js';
import type { Entry } from './assessment.rules.js';
import { type ListedVerdict, VERDICT } from './verdicts.queries.js';

/** The branch's self-assessment and the verdicts on it, in one query. */
export async function findDossier(
  db: Db | Tx,
  { bureauId, campaignId, branchId }: OfBranch,
): Promise<{ found: FoundAssessment | null; verdicts: ListedVerdict[] }> {
  const row = await db.branch.findUnique({
    where: { bureauId_id: { bureauId, id: branchId } },
    relationLoadStrategy: 'join',
    select: {
      selfAssessments: { where: { campaignId }, include: WITH_VERSIONS },
      verdicts: { where: { campaignId }, orderBy: { number: 'desc' }, select: VERDICT },
    },
  });
  const [found] = row?.selfAssessments ?? [];
  return {
    found: found ? { ...found, entries: found.entries as unknown as Entry[] } : null,
    verdicts: row?.verdicts ?? [],
  };
}
