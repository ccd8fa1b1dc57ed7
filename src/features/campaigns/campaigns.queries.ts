import type { Db, Tx } from '../../db/client.js';

/** Every campaign of the bureau with its phases, the newest first. */
export function listCampaigns(db: Db, bureauId: string) {
  return db.campaign.findMany({
    where: { bureauId },
    relationLoadStrategy: 'join',
    orderBy: [{ startYear: 'desc' }, { createdAt: 'desc' }],
    take: 50,
    select: {
      id: true,
      name: true,
      startYear: true,
      status: true,
      publishedAt: true,
      closedAt: true,
      phases: { select: { startsOn: true, endsOn: true }, orderBy: { startsOn: 'asc' } },
    },
  });
}

/** A campaign with all that belongs to it, in one query; null when the bureau has none with this id. */
export function findCampaign(db: Db | Tx, bureauId: string, id: string) {
  return db.campaign.findFirst({
    where: { bureauId, id },
    relationLoadStrategy: 'join',
    select: {
      id: true,
      name: true,
      startYear: true,
      status: true,
      purpose: true,
      guidance: true,
      principles: true,
      theme: true,
      standardsVersion: true,
      revision: true,
      publishedAt: true,
      closedAt: true,
      phases: { select: { id: true, phase: true, title: true, requirement: true, startsOn: true, endsOn: true } },
      groupFunctions: { select: { name: true, purpose: true }, orderBy: { position: 'asc' } },
      criteria: {
        select: {
          version: true,
          award: true,
          position: true,
          title: true,
          description: true,
          points: true,
          isDefault: true,
        },
        orderBy: [{ award: 'desc' }, { position: 'asc' }],
      },
      leadingGroup: { select: { seat: true, name: true, post: true }, orderBy: { position: 'asc' } },
    },
  });
}

export type CampaignRecord = NonNullable<Awaited<ReturnType<typeof findCampaign>>>;

/** The other campaign that branches work on now; null when none is published. */
export function findRunningOther(db: Db | Tx, bureauId: string, id: string) {
  return db.campaign.findFirst({
    where: { bureauId, status: 'PUBLISHED', id: { not: id } },
    orderBy: { publishedAt: 'desc' },
    select: { id: true, name: true },
  });
}

export function listKeyTasks(db: Db | Tx, bureauId: string, campaignId: string) {
  return db.keyTask.findMany({
    where: { bureauId, campaignId },
    orderBy: [{ year: 'asc' }, { position: 'asc' }],
    select: { id: true, year: true, position: true, title: true, description: true, publishedAt: true },
  });
}

/** The secretary of the bureau's Party committee, who heads the leading group (R48). */
export async function findBureauSecretary(tx: Tx, bureauId: string): Promise<string | null> {
  const held = await tx.roleAssignment.findFirst({
    where: { bureauId, role: 'BUREAU_SECRETARY', revokedAt: null },
    orderBy: { grantedAt: 'asc' },
    select: { account: { select: { displayName: true } } },
  });
  return held?.account.displayName ?? null;
}

export async function listActiveBranchIds(tx: Tx, bureauId: string): Promise<string[]> {
  const branches = await tx.branch.findMany({
    where: { bureauId, status: 'ACTIVE' },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  return branches.map(({ id }) => id);
}

export function countActiveBranches(db: Db, bureauId: string): Promise<number> {
  return db.branch.count({ where: { bureauId, status: 'ACTIVE' } });
}
