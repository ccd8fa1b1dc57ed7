import type { StepPlace } from '../../campaign/step-gate.js';
import type { Db } from '../../db/client.js';
import { onRosterOn, placedOn, RIGHTS_SELECT } from '../../db/electors.js';
import type { LeaderMethod } from '../../generated/prisma/enums.js';
import type { ElectionCountModel } from '../../generated/prisma/models.js';
import { type NamedPerson, personLabels } from '../../shared/same-names.js';
import { standingOn } from '../../shared/voting-rights.js';
import { readTallies } from './elections.queries.js';
import { awaitsConfirmation } from './elections.rules.js';

/** Who leads, whether he waits to be confirmed (E28), and who only acts as leader until the by-election. */
function officeOf<T extends { method: LeaderMethod; startedAt: Date; confirmedOn: Date | null }>(
  terms: readonly T[],
  committeeElectedOn: Date | null,
): { term: T | null; acting: T | null; awaitsConfirmation: boolean } {
  const term = terms.find(({ method }) => method !== 'ACTING') ?? null;
  return {
    term,
    acting: terms.find(({ method }) => method === 'ACTING') ?? null,
    awaitsConfirmation: term !== null && awaitsConfirmation(committeeElectedOn, term),
  };
}

/** All groups in being of the branch with leader and latest election, and whether the list is confirmed, in one query. */
export async function getElectionOverview(db: Db, { bureauId, campaignId, branchId }: StepPlace) {
  const mine = { bureauId, campaignId };
  const branch = await db.branch.findUniqueOrThrow({
    where: { bureauId_id: { bureauId, id: branchId } },
    relationLoadStrategy: 'join',
    select: {
      hasCommittee: true,
      committeeElectedOn: true,
      enrollmentRounds: { where: mine, select: { status: true } },
      groups: {
        where: { ...mine, closedAt: null },
        orderBy: [{ position: 'asc' }, { id: 'asc' }],
        select: {
          id: true,
          name: true,
          memberCount: true,
          leaderTerms: {
            where: { bureauId, endedAt: null },
            select: {
              ...{ method: true, startedAt: true, actingUntil: true, confirmedOn: true },
              member: { select: { name: true } },
            },
          },
          elections: {
            where: { bureauId },
            orderBy: { createdAt: 'desc' },
            take: 1,
            select: {
              status: true,
              nominationClosesOn: true,
              round: true,
              candidates: { where: { withdrawnAt: null }, select: { id: true } },
            },
          },
        },
      },
    },
  });
  return {
    confirmed: branch.enrollmentRounds[0]?.status === 'CONFIRMED',
    hasCommittee: branch.hasCommittee,
    committeeElectedOn: branch.committeeElectedOn,
    groups: branch.groups.map(({ leaderTerms, elections, ...group }) => ({
      ...group,
      ...officeOf(leaderTerms, branch.committeeElectedOn),
      election: elections[0] ?? null,
    })),
  };
}

export type ElectionOverview = Awaited<ReturnType<typeof getElectionOverview>>;

/** One group with its people by their rights on `day`, leader, latest election, candidates and counts, in one query; null when not in the branch. */
export async function findGroupElection(db: Db, place: StepPlace, groupId: string, day: Date) {
  const { bureauId, campaignId, branchId } = place;
  const group = await db.functionGroup.findFirst({
    where: { bureauId, campaignId, branchId, id: groupId },
    relationLoadStrategy: 'join',
    select: {
      id: true,
      name: true,
      branch: {
        select: {
          ...{ name: true, committeeElectedOn: true },
          enrollmentRounds: { where: { bureauId, campaignId }, select: { status: true } },
        },
      },
      memberships: {
        where: { bureauId, ...placedOn(day), member: onRosterOn(day) },
        select: { member: { select: { id: true, name: true, post: true, birthDate: true, ...RIGHTS_SELECT } } },
      },
      leaderTerms: {
        where: { bureauId, endedAt: null },
        select: {
          ...{ method: true, reason: true, startedAt: true, actingUntil: true, confirmedOn: true, memberId: true },
          member: { select: { name: true } },
        },
      },
      elections: {
        where: { bureauId },
        orderBy: { createdAt: 'desc' },
        select: {
          id: true,
          status: true,
          round: true,
          nominationClosesOn: true,
          settledAt: true,
          kind: true,
          createdAt: true,
          candidates: {
            where: { withdrawnAt: null },
            select: {
              memberId: true,
              source: true,
              statement: true,
              member: { select: { name: true, post: true, birthDate: true } },
            },
          },
          counts: { orderBy: { round: 'asc' } },
        },
      },
    },
  });
  if (!group) return null;
  const { branch, memberships, leaderTerms, elections, ...facts } = group;
  const office = officeOf(leaderTerms, branch.committeeElectedOn);
  const [latest, ...earlier] = elections;
  // An election that gave a leader who has left since is past: the by-election comes next (E26).
  const isPast = latest?.settledAt && !office.term;
  const election = isPast ? undefined : latest;
  const past = isPast ? [latest, ...earlier] : earlier;
  const candidates = (election?.candidates ?? []).map(({ member, ...candidate }) => ({ ...candidate, ...member }));
  const labels = groupLabels(memberships, candidates);
  return {
    ...facts,
    branchName: branch.name,
    committeeElectedOn: branch.committeeElectedOn,
    confirmed: branch.enrollmentRounds[0]?.status === 'CONFIRMED',
    people: memberships.map(({ member }) => ({
      ...member,
      label: labels.get(member.id) ?? member.name,
      standing: standingOn(member, day),
    })),
    ...office,
    election: election
      ? {
          ...election,
          candidates: candidates.map((row) => ({ ...row, label: labels.get(row.memberId) ?? row.name })),
          counts: election.counts.map(readCount),
        }
      : null,
    /** Of elections before this one, the latest first: how earlier leaders came into office. */
    earlierCounts: past.flatMap(({ counts }) => counts.map(readCount).reverse()),
  };
}

/** E42: the people of the group and whoever stood and has left it, each told apart from the others. */
const groupLabels = (
  memberships: readonly { member: NamedPerson }[],
  candidates: readonly (Omit<NamedPerson, 'id'> & { memberId: string })[],
): Map<string, string> => {
  const people = new Map(memberships.map(({ member }) => [member.id, member]));
  for (const { memberId: id, ...person } of candidates) if (!people.has(id)) people.set(id, { id, ...person });
  return personLabels([...people.values()]);
};

const readCount = (count: ElectionCountModel) => ({ ...count, tallies: readTallies(count.tallies) });

export type CountRow = ReturnType<typeof readCount>;

/** One count of the branch for its record; null when there is none of this id. */
export async function findCount(db: Db, { bureauId, campaignId, branchId }: StepPlace, id: string) {
  const count = await db.electionCount.findFirst({
    where: { bureauId, id, election: { bureauId, campaignId, branchId } },
    relationLoadStrategy: 'join',
    include: {
      election: { select: { groupId: true, group: { select: { name: true } }, branch: { select: { name: true } } } },
    },
  });
  if (!count) return null;
  const { election, ...row } = count;
  const { groupId, group, branch } = election;
  return { ...readCount(row), groupId, groupName: group.name, branchName: branch.name };
}

export type CountRecord = NonNullable<Awaited<ReturnType<typeof findCount>>>;

export type GroupElection = NonNullable<Awaited<ReturnType<typeof findGroupElection>>>;

/** The member with his group and the election that runs in it, in one query; null when not on the branch's roster. */
export async function findOwnNomination(
  db: Db,
  { bureauId, campaignId, branchId }: StepPlace,
  memberId: string,
  day: Date,
) {
  const member = await db.member.findFirst({
    where: { bureauId, branchId, id: memberId, leftOn: null },
    relationLoadStrategy: 'join',
    select: {
      name: true,
      ...RIGHTS_SELECT,
      memberships: {
        where: { bureauId, campaignId, endedAt: null },
        select: {
          group: {
            select: {
              id: true,
              name: true,
              duties: true,
              leaderTerms: {
                where: { endedAt: null, method: { not: 'ACTING' } },
                select: { memberId: true, member: { select: { name: true } } },
              },
              elections: {
                orderBy: { createdAt: 'desc' },
                take: 1,
                select: {
                  status: true,
                  nominationClosesOn: true,
                  candidates: {
                    where: { withdrawnAt: null },
                    select: {
                      ...{ memberId: true, source: true, statement: true },
                      member: { select: { name: true, post: true, birthDate: true } },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  });
  if (!member) return null;
  const { memberships, ...rights } = member;
  const person = { name: rights.name, standing: standingOn(rights, day) };
  const [membership] = memberships;
  if (!membership) return { person, group: null, election: null, leader: null };
  const { elections, leaderTerms, ...group } = membership.group;
  return { person, group, election: elections[0] ?? null, leader: leaderTerms[0]?.member.name ?? null };
}

export type OwnNomination = NonNullable<Awaited<ReturnType<typeof findOwnNomination>>>;
