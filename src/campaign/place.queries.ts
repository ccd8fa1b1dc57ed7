import type { Db } from '../db/client.js';
import { Prisma } from '../generated/prisma/client.js';
import { parseDay } from '../shared/dates.js';
import type { BranchPlace, CampaignAtHand } from './place.js';

interface PlaceRow {
  branch: BranchPlace['branch'];
  campaign: (Omit<CampaignAtHand, 'phases'> & { phases: DatedPhase[] }) | null;
  steps: DatedStep[];
  acceptedOn: string | null;
}
type DatedPhase = Omit<CampaignAtHand['phases'][number], 'startsOn' | 'endsOn'> & { startsOn: string; endsOn: string };
type DatedStep = Omit<BranchPlace['steps'][number], 'openedAt' | 'completedAt' | 'extendedTo'> & {
  openedAt: string;
  completedAt: string | null;
  extendedTo: string | null;
};

/** The campaign that runs: of the bureau's published ones, the one published last. */
const RUNNING_CAMPAIGN = Prisma.sql`
  SELECT c.* FROM campaign c
  WHERE c."bureauId" = b."bureauId" AND c.status = 'PUBLISHED'
  ORDER BY c."publishedAt" DESC LIMIT 1`;

const moment = (text: string): Date => new Date(/[zZ]|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`);
const momentOrNull = (text: string | null): Date | null => (text === null ? null : moment(text));

/**
 * The branch with the running campaign and its steps, in one query; null when the bureau has no such branch.
 * Ids come from the URL and are checked to be UUIDs before.
 */
export async function findBranchPlace(
  db: Pick<Db, '$queryRaw'>,
  bureauId: string,
  branchId: string,
): Promise<BranchPlace | null> {
  const rows = await db.$queryRaw<PlaceRow[]>`
    SELECT
      json_build_object('id', b.id, 'name', b.name, 'shortName', b."shortName", 'schoolName', b."schoolName",
        'isJoint', b."isJoint", 'hasCommittee', b."hasCommittee") AS branch,
      CASE WHEN c.id IS NULL THEN NULL ELSE json_build_object('id', c.id, 'name', c.name, 'startYear', c."startYear",
        'phases', (SELECT json_agg(json_build_object('phase', p.phase, 'title', p.title, 'requirement', p.requirement,
            'startsOn', p."startsOn", 'endsOn', p."endsOn") ORDER BY p."startsOn")
          FROM campaign_phase p WHERE p."bureauId" = b."bureauId" AND p."campaignId" = c.id)) END AS campaign,
      coalesce((SELECT json_agg(json_build_object('step', s.step, 'status', s.status, 'openedAt', s."openedAt",
            'completedAt', s."completedAt", 'extendedTo', s."extendedTo", 'overrideReason', s."overrideReason"))
          FROM branch_step s WHERE s."bureauId" = b."bureauId" AND s."campaignId" = c.id AND s."branchId" = b.id),
        '[]'::json) AS steps,
      (SELECT to_char(v."decidedOn", 'YYYY-MM-DD') FROM acceptance_verdict v WHERE v."bureauId" = b."bureauId" AND v."campaignId" = c.id
        AND v."branchId" = b.id AND v.outcome = 'PASSED' AND v."reopenedAt" IS NULL) AS "acceptedOn"
    FROM branch b LEFT JOIN LATERAL (${RUNNING_CAMPAIGN}) c ON true
    WHERE b."bureauId" = ${bureauId}::uuid AND b.id = ${branchId}::uuid`;
  const row = rows[0];
  return row ? placeOf(row) : null;
}

/** The campaign that runs in the bureau, with its phases; null when none is published. */
export async function findRunningCampaign(db: Pick<Db, 'campaign'>, bureauId: string): Promise<CampaignAtHand | null> {
  return db.campaign.findFirst({
    where: { bureauId, status: 'PUBLISHED' },
    orderBy: { publishedAt: 'desc' },
    relationLoadStrategy: 'join',
    select: {
      id: true,
      name: true,
      startYear: true,
      phases: {
        select: { phase: true, title: true, requirement: true, startsOn: true, endsOn: true },
        orderBy: { startsOn: 'asc' },
      },
    },
  });
}

function placeOf(row: PlaceRow): BranchPlace {
  return {
    branch: row.branch,
    acceptedOn: row.acceptedOn === null ? null : parseDay(row.acceptedOn),
    campaign: row.campaign && {
      ...row.campaign,
      phases: row.campaign.phases.map((phase) => ({
        ...phase,
        startsOn: moment(`${phase.startsOn}T00:00:00Z`),
        endsOn: moment(`${phase.endsOn}T00:00:00Z`),
      })),
    },
    steps: row.steps.map((step) => ({
      ...step,
      openedAt: moment(step.openedAt),
      completedAt: momentOrNull(step.completedAt),
      extendedTo: step.extendedTo === null ? null : moment(`${step.extendedTo}T00:00:00Z`),
    })),
  };
}
