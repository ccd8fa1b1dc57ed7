import type { StepPlace } from '../../campaign/step-gate.js';
import type { Db, Tx } from '../../db/client.js';

const LINE = {
  ...{ id: true, heldOn: true, place: true, topic: true, result: true, createdByName: true },
  ...{ publishedAt: true, removedAt: true, removeReason: true },
  _count: { select: { photos: { where: { removedAt: null } } } },
  participants: { orderBy: { memberId: 'asc' }, select: { member: { select: { name: true } } } },
} as const;

/** The branch's groups with their activities, the latest first, in one query; `groupId` null: of all groups. */
export async function listActivities(db: Db, place: StepPlace, groupId: string | null, most = 200) {
  const { bureauId, campaignId, branchId } = place;
  const groups = await db.functionGroup.findMany({
    where: { bureauId, campaignId, branchId, proposal: { status: 'ANNOUNCED' } },
    relationLoadStrategy: 'join',
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: {
      ...{ id: true, name: true, closedAt: true },
      activities: { orderBy: [{ heldOn: 'desc' }, { id: 'desc' }], take: most, select: LINE },
    },
  });
  const rows = groups
    .filter(({ id }) => groupId === null || id === groupId)
    .flatMap(({ name, activities }) => activities.map((row) => ({ ...row, groupName: name })))
    .sort((a, b) => b.heldOn.getTime() - a.heldOn.getTime() || (a.id < b.id ? 1 : -1));
  return { groups: groups.map(({ activities: _, ...group }) => group), rows };
}
export type ActivityLine = Awaited<ReturnType<typeof listActivities>>['rows'][number];

/** One activity of the branch with everything its page shows; null when the branch has none of this id. */
export function findActivity(db: Db | Tx, { bureauId, branchId }: Omit<StepPlace, 'campaignId'>, id: string) {
  return db.activityLog.findFirst({
    where: { bureauId, branchId, id },
    relationLoadStrategy: 'join',
    select: {
      ...{ id: true, groupId: true, heldOn: true, place: true, topic: true, result: true, revision: true },
      ...{ createdByName: true, createdAt: true, publishedAt: true, publishedByName: true, secrecyReviewedBy: true },
      ...{ removedAt: true, removedByName: true, removeReason: true },
      group: { select: { name: true } },
      participants: { orderBy: { memberId: 'asc' }, select: { memberId: true, member: { select: { name: true } } } },
      photos: {
        where: { removedAt: null },
        orderBy: { id: 'asc' },
        select: { id: true, fileName: true, mediaType: true },
      },
    },
  });
}
export type Activity = NonNullable<Awaited<ReturnType<typeof findActivity>>>;

/** A group with those who are or were in it, to say who took part; null when the branch has no such group. */
export async function findGroupPeople(db: Db | Tx, place: StepPlace, groupId: string) {
  const { bureauId, campaignId, branchId } = place;
  const group = await db.functionGroup.findFirst({
    where: { bureauId, campaignId, branchId, id: groupId, proposal: { status: 'ANNOUNCED' } },
    relationLoadStrategy: 'join',
    select: {
      ...{ id: true, name: true, closedAt: true },
      campaign: { select: { startYear: true } },
      memberships: {
        orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
        select: { endedAt: true, member: { select: { id: true, name: true, post: true, birthDate: true } } },
      },
    },
  });
  if (!group) return null;
  const { memberships, campaign, ...rest } = group;
  // Somebody may have left and come back: the last membership says how it is now.
  const people = new Map(memberships.map(({ member, endedAt }) => [member.id, { ...member, left: endedAt !== null }]));
  return { ...rest, startYear: campaign.startYear, people: [...people.values()] };
}
export type GroupPeople = NonNullable<Awaited<ReturnType<typeof findGroupPeople>>>;

const FILE = { id: true, fileName: true, mediaType: true, storageKey: true, activityId: true } as const;

/** A file of an activity of the branch, with the group that keeps it, whether or not it was taken away. */
export function findKeptPhoto(db: Db | Tx, { bureauId, branchId }: Omit<StepPlace, 'campaignId'>, id: string) {
  return db.activityPhoto.findFirst({
    where: { bureauId, id, activity: { bureauId, branchId } },
    select: { ...FILE, activity: { select: { groupId: true } } },
  });
}

/** A file of an activity of the branch that was not taken away. */
export function findPhoto(db: Db | Tx, { bureauId, branchId }: Omit<StepPlace, 'campaignId'>, id: string) {
  return db.activityPhoto.findFirst({
    where: { bureauId, id, removedAt: null, activity: { bureauId, branchId, removedAt: null } },
    select: FILE,
  });
}

/** A picture of an activity that stands on the notice board. */
export function findPublicPhoto(db: Db, bureauId: string, id: string) {
  return db.activityPhoto.findFirst({
    where: {
      ...{ bureauId, id, removedAt: null, mediaType: 'image/jpeg' },
      activity: { bureauId, publishedAt: { not: null } },
    },
    select: FILE,
  });
}
