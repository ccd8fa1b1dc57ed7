import { createHash } from 'node:crypto';
import type { StepPlace } from '../../campaign/step-gate.js';
import type { Db, Tx } from '../../db/client.js';
import { personLabels } from '../../shared/same-names.js';
import type { AllocationGroup, AllocationMember } from './allocation-model.rules.js';
import { TOLD_IN_SURVEY } from './board.queries.js';
import { SMALLEST_GROUP } from './enrollments.rules.js';
import type { ToldInSurvey } from './survey-words.rules.js';

/** Where somebody is before the allocation. */
export interface StandingPlace {
  id: string;
  memberId: string;
  groupId: string;
}

export interface AllocationBasis {
  members: AllocationMember[];
  groups: AllocationGroup[];
  standing: StandingPlace[];
  /** By member; to be read beside the names. The places are not worked out from it, so it is no part of the hash. */
  told: ReadonlyMap<string, ToldInSurvey>;
  /** How each member is called in the list (E42), by id. */
  labels: ReadonlyMap<string, string>;
  /** Another one means that members, wishes, groups or agreed places changed. */
  hash: string;
}

/** Everything an allocation is worked out from, and what is read beside it, in one query. A place with its consultation on record is kept. */
export async function getAllocationBasis(db: Db | Tx, place: StepPlace): Promise<AllocationBasis> {
  const { bureauId, campaignId, branchId } = place;
  const mine = { bureauId, campaignId };
  const branch = await db.branch.findUniqueOrThrow({
    where: { bureauId_id: { bureauId, id: branchId } },
    relationLoadStrategy: 'join',
    select: {
      groups: {
        where: { ...mine, closedAt: null },
        orderBy: [{ position: 'asc' }, { id: 'asc' }],
        select: { id: true, name: true, minSize: true, targetSize: true, maxSize: true, wantedSkills: true },
      },
      members: {
        where: { leftOn: null, exemptions: { none: mine } },
        orderBy: [{ name: 'asc' }, { id: 'asc' }],
        select: {
          id: true,
          name: true,
          post: true,
          birthDate: true,
          memberType: true,
          skills: true,
          ...TOLD_IN_SURVEY,
          enrollments: { where: mine, select: { wishGroupId: true, secondGroupId: true, thirdGroupId: true } },
          memberships: {
            where: { ...mine, endedAt: null },
            select: { id: true, groupId: true, source: true, consultationNote: true },
          },
        },
      },
    },
  });
  const members = branch.members.map(({ id, name, skills, memberType, enrollments, memberships }) => {
    const [wish, now] = [enrollments[0], memberships[0]];
    const here = branch.groups.some(({ id }) => id === now?.groupId);
    const agreed = here && now?.source === 'ASSIGNED' && now.consultationNote !== null;
    const wishes = wish ? [wish.wishGroupId, wish.secondGroupId, wish.thirdGroupId] : [];
    return {
      ...{ id, name, skills },
      full: memberType === 'FULL',
      wishes: wishes.filter((id) => id !== null),
      fixed: agreed ? now.groupId : null,
    };
  });
  const groups = branch.groups.map((group) => ({
    ...group,
    minSize: Math.min(group.maxSize, Math.max(group.minSize, SMALLEST_GROUP)),
  }));
  const standing = branch.members.flatMap(({ id: memberId, memberships }) =>
    memberships.map(({ id, groupId }) => ({ id, memberId, groupId })),
  );
  const hash = createHash('sha256')
    .update(JSON.stringify([members, groups]))
    .digest('hex');
  const told = new Map(branch.members.map((member) => [member.id, member]));
  return { members, groups, standing, told, labels: personLabels(branch.members), hash };
}

/** The newest proposed allocation of the branch; null when none was worked out. */
export function findAllocationRun(db: Db | Tx, { bureauId, campaignId, branchId }: StepPlace) {
  return db.allocationRun.findFirst({
    where: { bureauId, round: { bureauId, campaignId, branchId } },
    orderBy: { createdAt: 'desc' },
    select: { id: true, status: true, inputHash: true, result: true, createdAt: true, adoptedAt: true },
  });
}
