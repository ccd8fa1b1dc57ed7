import type { StepPlace } from '../../campaign/step-gate.js';
import type { Db, Tx } from '../../db/client.js';
import type { BallotBoxStatus } from '../../generated/prisma/enums.js';
import { type NamedPerson, personLabels } from '../../shared/same-names.js';
import type { BoxResult, Named } from './ballots.rules.js';

export interface BoxRow {
  id: string;
  electionId: string;
  groupId: string;
  round: number;
  status: BallotBoxStatus;
  publicKey: string;
  keyHash: string;
  candidates: Named[];
  supervisors: { name: string; shareHash: string }[];
  electorCount: number;
  openedAt: Date;
}

/** The box of a group that is not counted yet, its row locked until the transaction ends; null when there is none. */
export async function lockRunningBox(tx: Tx, place: StepPlace, groupId: string): Promise<BoxRow | null> {
  const rows = await tx.$queryRaw<BoxRow[]>`
    SELECT b.id, b."electionId", e."groupId", b.round, b.status, b."publicKey", b."keyHash", b.candidates,
      b.supervisors, b."electorCount", b."openedAt"
    FROM ballot_box b JOIN leader_election e ON e."bureauId" = b."bureauId" AND e.id = b."electionId"
    WHERE b."bureauId" = ${place.bureauId}::uuid AND e."campaignId" = ${place.campaignId}::uuid
      AND e."branchId" = ${place.branchId}::uuid AND e."groupId" = ${groupId}::uuid
      AND b.status IN ('OPEN', 'CLOSED') FOR UPDATE OF b`;
  return rows[0] ?? null;
}

export interface OpenBox {
  id: string;
  publicKey: string;
  candidates: Named[];
}

/** An open box in which the member is an elector, held open until the transaction ends; null when there is none. */
export async function holdOpenBox(tx: Tx, place: StepPlace, boxId: string, memberId: string): Promise<OpenBox | null> {
  const rows = await tx.$queryRaw<OpenBox[]>`
    SELECT b.id, b."publicKey", b.candidates
    FROM ballot_box b JOIN leader_election e ON e."bureauId" = b."bureauId" AND e.id = b."electionId"
    WHERE b."bureauId" = ${place.bureauId}::uuid AND b.id = ${boxId}::uuid AND b.status = 'OPEN'
      AND e."campaignId" = ${place.campaignId}::uuid AND e."branchId" = ${place.branchId}::uuid
      AND EXISTS (SELECT 1 FROM ballot_elector v WHERE v."bureauId" = b."bureauId" AND v."boxId" = b.id
        AND v."memberId" = ${memberId}::uuid)
    FOR KEY SHARE OF b`;
  return rows[0] ?? null;
}

const ELECTOR = { memberId: true, member: { select: { name: true, post: true, birthDate: true } } } as const;

/** E42: each elector told apart from the others, as the candidates among them are on the box. */
function toldApart(rows: readonly { memberId: string; member: Omit<NamedPerson, 'id'> }[]): Named[] {
  const labels = personLabels(rows.map(({ memberId, member }) => ({ ...member, id: memberId })));
  return rows.map(({ memberId, member }) => ({ memberId, name: labels.get(memberId) ?? member.name }));
}

/** The electors of a box by name; who has voted is not asked. */
export async function listBoxElectors(db: Db | Tx, bureauId: string, boxId: string): Promise<Named[]> {
  const rows = await db.ballotElector.findMany({
    where: { bureauId, boxId },
    relationLoadStrategy: 'join',
    orderBy: { memberId: 'asc' },
    select: ELECTOR,
  });
  return toldApart(rows);
}

export const countVoters = (db: Db | Tx, bureauId: string, boxId: string): Promise<number> =>
  db.ballotElector.count({ where: { bureauId, boxId, hasVoted: true } });

/** A group with its latest election and the boxes of its rounds, the latest first; null when not in the branch. */
export async function findGroupBallots(db: Db, { bureauId, campaignId, branchId }: StepPlace, groupId: string) {
  const group = await db.functionGroup.findFirst({
    where: { bureauId, campaignId, branchId, id: groupId },
    relationLoadStrategy: 'join',
    select: {
      id: true,
      name: true,
      branch: { select: { name: true } },
      campaign: { select: { portalBallots: true } },
      elections: {
        where: { bureauId },
        orderBy: { createdAt: 'desc' },
        take: 1,
        select: {
          status: true,
          round: true,
          ballotBoxes: {
            orderBy: { round: 'desc' },
            select: {
              ...{ id: true, round: true, status: true, candidates: true, supervisors: true, electorCount: true },
              ...{ openedAt: true, closedAt: true, countedAt: true, result: true },
              electors: { where: { hasVoted: true }, select: { memberId: true } },
            },
          },
        },
      },
    },
  });
  if (!group) return null;
  const { branch, campaign, elections, ...facts } = group;
  const [election] = elections;
  return {
    ...facts,
    branchName: branch.name,
    allowed: campaign.portalBallots,
    election: election ? { status: election.status, round: election.round } : null,
    boxes: (election?.ballotBoxes ?? []).map(({ candidates, supervisors, result, electors, ...box }) => ({
      ...box,
      candidates: candidates as unknown as Named[],
      supervisors: (supervisors as unknown as { name: string }[]).map(({ name }) => name),
      result: result as unknown as BoxResult | null,
      voted: electors.length,
    })),
  };
}

export type GroupBallots = NonNullable<Awaited<ReturnType<typeof findGroupBallots>>>;

/** The latest box the member is an elector of, with whom he can choose; null when there is none. */
export async function findOwnBallot(db: Db, { bureauId, campaignId, branchId }: StepPlace, memberId: string) {
  const elector = await db.ballotElector.findFirst({
    where: { bureauId, memberId, box: { bureauId, election: { bureauId, campaignId, branchId } } },
    relationLoadStrategy: 'join',
    orderBy: { box: { openedAt: 'desc' } },
    select: {
      hasVoted: true,
      box: {
        select: {
          ...{ id: true, round: true, status: true, candidates: true },
          electors: { where: { bureauId }, select: ELECTOR },
          election: { select: { group: { select: { id: true, name: true } } } },
        },
      },
    },
  });
  if (!elector) return null;
  const { electors, election, candidates, ...box } = elector.box;
  const standing = candidates as unknown as Named[];
  return {
    ...box,
    hasVoted: elector.hasVoted,
    group: election.group,
    candidates: standing,
    others: toldApart(electors).filter((row) => !standing.some((candidate) => candidate.memberId === row.memberId)),
  };
}

export type OwnBallot = NonNullable<Awaited<ReturnType<typeof findOwnBallot>>>;

/** A counted box as it is published; null when it is not counted, or not of this branch. */
export async function findPublishedBox(db: Db, { bureauId, campaignId, branchId }: StepPlace, boxId: string) {
  const box = await db.ballotBox.findFirst({
    where: { bureauId, id: boxId, status: 'COUNTED', election: { bureauId, campaignId, branchId } },
    relationLoadStrategy: 'join',
    select: {
      ...{ id: true, round: true, candidates: true, electorCount: true, result: true },
      election: { select: { group: { select: { name: true } } } },
    },
  });
  if (!box) return null;
  return {
    ...{ box: box.id, group: box.election.group.name, round: box.round, electors: box.electorCount },
    candidates: box.candidates as unknown as Named[],
    ...(box.result as unknown as BoxResult),
  };
}

/** The campaign that runs in the bureau, and whether ballots in the portal are allowed in it; null when none runs. */
export function findPermission(db: Db, bureauId: string) {
  return db.campaign.findFirst({
    where: { bureauId, status: 'PUBLISHED' },
    orderBy: { publishedAt: 'desc' },
    select: { id: true, name: true, portalBallots: true },
  });
}
