import { LEADER_METHOD_LABELS } from '../../campaign/leader-methods.js';
import { requireReachedStep, type StepPlace } from '../../campaign/step-gate.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { chinaDay, showDay } from '../../shared/dates.js';
import { RuleViolation } from '../../shared/errors.js';
import { type NoticeSection, publishNotice } from '../notice-board/index.js';
import { namesOf } from './enrollments.rules.js';
import { type GroupWithMembers, listGroupsWithMembers } from './lists.queries.js';
import { getRound, roundEntry } from './rounds.service.js';

/**
 * R25: publishes the membership list and the leaders on the notice board, as one act. Names, posts and groups only.
 * After a change of a confirmed list or of a leader it publishes again; the earlier notices stay readable.
 * Throws RuleViolation before the list is confirmed or while a group has no leader.
 */
export async function publishLists(
  useCase: UseCase,
  place: StepPlace,
  input: { secrecyReviewedBy: string },
): Promise<void> {
  const { campaignId, branchId } = place;
  const { secrecyReviewedBy } = input;
  await inTransaction(useCase, async (tx, record) => {
    await requireReachedStep(tx, place, 'ENROLLMENT');
    const round = await getRound(tx, place);
    if (round.status !== 'CONFIRMED') throw new RuleViolation('功能党小组名单还没有确定，请先确定名单再公布。');
    const groups = await listGroupsWithMembers(tx, place);
    requireLeaders(groups);
    const common = { campaignId, branchId, secrecyReviewedBy };
    const decided = `名单第${round.listVersion}版，${showDay(chinaDay(useCase.clock.now()))}公布。`;
    const lists = {
      kind: 'MEMBERSHIP',
      title: '功能党小组党员名单',
      content: membershipContent(groups, decided),
    } as const;
    const leaders = { kind: 'LEADERS', title: '功能党小组组长名单', content: leaderContent(groups) } as const;
    await publishNotice(tx, record, useCase, { ...common, ...lists });
    await publishNotice(tx, record, useCase, { ...common, ...leaders });
    record({ ...roundEntry('membershipList.publish', place, round.id), note: `第${round.listVersion}版` });
  });
}

function requireLeaders(groups: readonly GroupWithMembers[]): void {
  const without = groups.filter((group) => group.leaderTerms.length === 0).map((group) => group.name);
  if (without.length === 0) return;
  throw new RuleViolation(`还有${without.length}个小组没有组长：${namesOf(without)}。请先推选或指定组长。`);
}

function membershipContent(groups: readonly GroupWithMembers[], decided: string): NoticeSection[] {
  const people = groups.reduce((sum, group) => sum + group.memberships.length, 0);
  return [
    { paragraphs: [`本支部共设${groups.length}个功能党小组，${people}名党员参加。${decided}`] },
    ...groups.map((group) => ({
      heading: `${group.name}（${group.memberships.length}人）`,
      table: {
        head: ['姓名', '岗位'],
        rows: group.memberships.map(({ member }) => [member.name, member.post ?? '']),
      },
    })),
  ];
}

/** E26: since when, and of an acting leader also by when the by-election is held. */
function officeText({ startedAt, actingUntil }: GroupWithMembers['leaderTerms'][number]): string {
  const since = `${showDay(chinaDay(startedAt))}起`;
  return actingUntil ? `${since}，${showDay(actingUntil)}前补选` : since;
}

function leaderContent(groups: readonly GroupWithMembers[]): NoticeSection[] {
  const rows = groups.flatMap((group) =>
    group.leaderTerms.map((term) => [
      group.name,
      term.member.name,
      term.member.post ?? '',
      LEADER_METHOD_LABELS[term.method],
      officeText(term),
    ]),
  );
  return [
    { paragraphs: ['经党员自荐、小组党员推选或党支部指定，各功能党小组组长如下。'] },
    { table: { head: ['小组', '组长', '岗位', '产生方式', '任职时间'], rows } },
  ];
}
