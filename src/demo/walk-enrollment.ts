import { completeStep } from '../campaign/progress.service.js';
import { appointLeader, nominate, openNomination, openVoting, recordCount } from '../features/elections/index.js';
import { closeRound, confirmList, enroll, openRound, publishLists } from '../features/enrollments/index.js';
import { recordBranchMeeting } from '../features/meetings/index.js';
import type { Cast, CastMember } from './stage.js';
import { generalMinutes, listGroups } from './walk-groups.js';

const PLEDGES = [
  '主动承担公开课和听评课任务，帮助青年教师。',
  '按时参加小组活动，认真完成分配的任务。',
  '每周抽出两个下午，为学生辅导功课。',
  '做好值班护学，保证学生安全。',
];

/** Opens the sign-up and lets the members choose: the third leads the first group, the rest spread over the places. */
export async function openAndEnroll(cast: Cast, openedAgo: number, closesAgo: number, count: number): Promise<void> {
  const { stage, place, secretary, members } = cast;
  await openRound(stage.useCase(secretary, openedAgo), place, {
    opensOn: stage.day(openedAgo),
    closesOn: stage.day(closesAgo),
  });
  await recordBranchMeeting(stage.useCase(secretary, openedAgo), {
    ...generalMinutes(
      cast,
      openedAgo,
      '动员党员报名参加功能党小组',
      '请全体党员结合能力特长，在报名期内选择一个小组。',
    ),
    kind: 'GENERAL',
    votes: null,
    campaignId: place.campaignId,
    branchId: place.branchId,
    purpose: 'ENROLLMENT_MOBILIZATION',
    title: '报名动员会',
  });
  const groups = await listGroups(cast);
  for (const [index, member] of orderOfEnrollment(members, count).entries()) {
    const group = groups[index % groups.length];
    const second = groups[(index + 1) % groups.length];
    if (!group || !second) throw new Error('A branch of the demonstration has several groups.');
    await enroll(stage.useCase(member.actor, openedAgo - 1), place, member.id, {
      groupId: group.id,
      secondGroupId: index % 3 === 0 ? second.id : null,
      servicePledge: PLEDGES[index % PLEDGES.length] ?? '',
    });
  }
}

/** The third member first, so that he is in the first group; the tenth last: his account has something to do. */
function orderOfEnrollment(members: readonly CastMember[], count: number): CastMember[] {
  const late = members[9];
  const rest = members.filter((member) => member !== members[2] && member !== late);
  return [members[2], ...rest, late].flatMap((member) => (member ? [member] : [])).slice(0, count);
}

/** The list is closed and confirmed, each group gets its leader, and both are published. */
export async function settleGroups(cast: Cast, daysAgo: number): Promise<void> {
  const { stage, place, secretary, officer } = cast;
  await closeRound(stage.useCase(secretary, daysAgo), place);
  await confirmList(stage.useCase(secretary, daysAgo - 1), place, { exceptionReason: null });
  const groups = await listGroups(cast);
  await openNomination(stage.useCase(secretary, daysAgo - 2), place, {
    groupIds: groups.map(({ id }) => id),
    closesOn: stage.day(daysAgo - 6),
  });
  for (const [index, group] of groups.entries())
    await chooseLeader(cast, group.id, daysAgo - 3, index === groups.length - 1);
  await publishLists(stage.useCase(secretary, daysAgo - 10), place, { secrecyReviewedBy: officer.name });
  await completeStep(stage.useCase(secretary, daysAgo - 11), place, 'ENROLLMENT');
}

/** The members of a group who may lead it, the designated leader first. */
async function electorsOf({ stage, place, members }: Cast, groupId: string): Promise<CastMember[]> {
  const rows = await stage.deps.db.groupMembership.findMany({
    where: { bureauId: place.bureauId, groupId, endedAt: null },
    orderBy: { startedAt: 'asc' },
    select: { memberId: true },
  });
  const people = rows.flatMap(({ memberId }) => members.find((member) => member.id === memberId && member.full) ?? []);
  const designated = members[2];
  return designated && people.includes(designated)
    ? [designated, ...people.filter((one) => one !== designated)]
    : people;
}

async function chooseLeader(cast: Cast, groupId: string, daysAgo: number, appointed: boolean): Promise<void> {
  const { stage, place, secretary } = cast;
  const electors = await electorsOf(cast, groupId);
  const candidate = electors.find((member) => member.actor !== secretary && member.name !== secretary.name);
  if (!candidate) throw new Error('A group of the demonstration has somebody to lead it.');
  if (appointed) {
    const reason = '本组无人自荐，支部委员会研究指定，本人同意。';
    await appointLeader(stage.useCase(secretary, daysAgo - 6), place, { groupId, memberId: candidate.id, reason });
    return;
  }
  const statement = '愿意为大家服务，组织好小组活动，带头完成承诺事项。';
  await nominate(stage.useCase(candidate.actor, daysAgo), place, {
    groupId,
    memberId: candidate.id,
    source: 'SELF',
    statement,
  });
  await openVoting(stage.useCase(secretary, daysAgo - 5), place, groupId);
  const others = electors.filter((member) => member !== candidate);
  const present = electors.length;
  await recordCount(stage.useCase(secretary, daysAgo - 6), place, {
    groupId,
    round: 1,
    heldOn: stage.day(daysAgo - 6),
    place: '党员活动室',
    presentCount: present,
    issuedCount: present,
    returnedCount: present,
    invalidCount: 0,
    supervisor: others[0]?.name ?? '',
    teller: others[1]?.name ?? '',
    tallies: [{ memberId: candidate.id, for: present - 1, against: 0, abstain: 1 }],
  });
}
