import type { StepPlace } from '../../campaign/step-gate.js';
import type { Db } from '../../db/client.js';
import type { ReminderSubject } from '../../generated/prisma/enums.js';
import { personLabels } from '../../shared/same-names.js';

/** Of groups merged or dissolved since too: past places and wishes name them. */
const namesById = (groups: readonly { id: string; name: string }[]): Readonly<Record<string, string>> =>
  Object.fromEntries(groups.map(({ id, name }) => [id, name]));

const latest = (moments: readonly Date[]): Date | null =>
  moments.length === 0 ? null : new Date(Math.max(...moments.map((moment) => moment.getTime())));

const ROUND = { status: true, opensOn: true, closesOn: true, listVersion: true, confirmedAt: true } as const;

const sentAt = (reminders: readonly { subject: ReminderSubject; sentAt: Date }[], subject: ReminderSubject) =>
  reminders.find((row) => row.subject === subject)?.sentAt ?? null;

const PLACE = {
  groupId: true,
  source: true,
  acknowledgedAt: true,
  consultationNote: true,
  objectedAt: true,
  settledAt: true,
} as const;

/** R6: the columns of ToldInSurvey. */
export const TOLD_IN_SURVEY = {
  confirmedSkills: true,
  wishedFunctions: true,
  skillsFilledAt: true,
  skillsConfirmedAt: true,
} as const;

/** The sign-up of a branch with its groups, members (told apart, E42), wishes and places, in one query. */
export async function getEnrollmentBoard(db: Db, { bureauId, campaignId, branchId }: StepPlace) {
  const mine = { bureauId, campaignId };
  const branch = await db.branch.findUniqueOrThrow({
    where: { bureauId_id: { bureauId, id: branchId } },
    relationLoadStrategy: 'join',
    select: {
      enrollmentRounds: {
        where: mine,
        select: { ...ROUND, lists: { orderBy: { version: 'desc' }, take: 1, select: { confirmedAt: true } } },
      },
      proposals: { where: { ...mine, status: 'ANNOUNCED' }, select: { id: true } },
      notices: {
        where: { ...mine, kind: 'MEMBERSHIP', supersededById: null, withdrawnAt: null },
        select: { publishedAt: true },
      },
      groups: {
        where: mine,
        orderBy: [{ position: 'asc' }, { id: 'asc' }],
        select: {
          id: true,
          name: true,
          minSize: true,
          targetSize: true,
          maxSize: true,
          memberCount: true,
          closedAt: true,
          leaderTerms: {
            where: { bureauId, endedAt: null },
            select: { startedAt: true, member: { select: { name: true } } },
          },
        },
      },
      members: {
        where: { leftOn: null },
        orderBy: [{ name: 'asc' }, { id: 'asc' }],
        select: {
          id: true,
          name: true,
          post: true,
          birthDate: true,
          memberType: true,
          isLost: true,
          ...TOLD_IN_SURVEY,
          enrollments: { where: mine, select: { wishGroupId: true, secondGroupId: true, thirdGroupId: true } },
          memberships: {
            where: { ...mine, endedAt: null },
            select: PLACE,
          },
          exemptions: { where: mine, select: { reason: true } },
          reminders: { where: mine, select: { subject: true, sentAt: true } },
        },
      },
    },
  });
  const { enrollmentRounds, proposals, notices, members, groups } = branch;
  const labels = personLabels(members);
  return {
    round: enrollmentRounds[0] ?? null,
    announced: proposals.length > 0,
    publishedAt: notices[0]?.publishedAt ?? null,
    changedAt: latest([
      ...(enrollmentRounds[0]?.lists ?? []).map((list) => list.confirmedAt),
      ...groups.flatMap(({ leaderTerms }) => leaderTerms.map((term) => term.startedAt)),
    ]),
    groupNames: namesById(groups),
    groups: groups
      .filter(({ closedAt }) => closedAt === null)
      .map(({ leaderTerms, ...group }) => ({ ...group, leader: leaderTerms[0]?.member.name ?? null })),
    members: members.map(({ enrollments, memberships, exemptions, reminders, ...member }) => ({
      ...member,
      name: labels.get(member.id) ?? member.name,
      wish: enrollments[0] ?? null,
      membership: memberships[0] ?? null,
      exemption: exemptions[0]?.reason ?? null,
      remindedAt: sentAt(reminders, 'ENROLLMENT'),
      answerRemindedAt: sentAt(reminders, 'PLACE_ANSWER'),
    })),
  };
}

/** One member with wish, place and history of places, and the groups to choose from, in one query; null when not here. */
export async function findMemberCase(db: Db, { bureauId, campaignId, branchId }: StepPlace, memberId: string) {
  const mine = { bureauId, campaignId };
  const member = await db.member.findFirst({
    where: { bureauId, branchId, id: memberId, leftOn: null },
    relationLoadStrategy: 'join',
    select: {
      id: true,
      name: true,
      memberType: true,
      post: true,
      postDuties: true,
      skills: true,
      skillNote: true,
      ...{
        experience: true,
        wishedFunctions: true,
        willingTasks: true,
        confirmedSkills: true,
        skillsConfirmedAt: true,
      },
      isLost: true,
      arrivedOn: true,
      enrollments: {
        where: mine,
        select: { wishGroupId: true, secondGroupId: true, thirdGroupId: true, servicePledge: true, submittedAt: true },
      },
      memberships: {
        where: mine,
        orderBy: { startedAt: 'desc' },
        select: {
          id: true,
          groupId: true,
          source: true,
          consultationNote: true,
          acknowledgedAt: true,
          objection: true,
          settlement: true,
          startedAt: true,
          endedAt: true,
          endReason: true,
        },
      },
      exemptions: { where: mine, select: { reason: true } },
      branch: {
        select: {
          enrollmentRounds: { where: mine, select: ROUND },
          groups: {
            where: mine,
            orderBy: [{ position: 'asc' }, { id: 'asc' }],
            select: {
              id: true,
              name: true,
              groupFunction: true,
              hostUnit: true,
              duties: true,
              maxSize: true,
              memberCount: true,
              closedAt: true,
            },
          },
        },
      },
    },
  });
  if (!member) return null;
  const { branch, enrollments, memberships, exemptions, ...person } = member;
  return {
    person,
    round: branch.enrollmentRounds[0] ?? null,
    groupNames: namesById(branch.groups),
    groups: branch.groups.filter(({ closedAt }) => closedAt === null),
    wish: enrollments[0] ?? null,
    membership: memberships.find((row) => row.endedAt === null) ?? null,
    past: memberships.filter((row) => row.endedAt !== null),
    exemption: exemptions[0]?.reason ?? null,
  };
}
