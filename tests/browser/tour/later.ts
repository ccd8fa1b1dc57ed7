import type { Db } from '../../../src/db/client.js';
import { NOBODY } from '../../../src/features/ballots/ballots.rules.js';
import { allowPortalBallots, castVote, closeBox, openBox } from '../../../src/features/ballots/index.js';
import { nominate, openNomination, openVoting } from '../../../src/features/elections/index.js';
import { closeRound, confirmList, enroll } from '../../../src/features/enrollments/index.js';
import { answerOpinion, decideProposal } from '../../../src/features/function-groups/index.js';
import type { Minutes } from '../../../src/features/meetings/index.js';
import { parseDay } from '../../../src/shared/dates.js';
import type { TestClock } from '../../support/fixed-clock.js';
import { useCaseFor } from '../../support/use-case.js';

const MINUTES: Minutes = {
  kind: 'COMMITTEE',
  heldOn: new Date('2026-11-28'),
  place: '党员活动室',
  chair: '马晓燕',
  recorder: '孙丽',
  eligibleCount: 5,
  presentCount: 5,
  agenda: '研究功能党小组设置方案',
  discussion: null,
  decision: '同意功能党小组设置方案。',
  votes: { for: 5, against: 0, abstain: 0 },
};
const SECRETARY = 'zhongxue2-shuji';

/** The second middle school on its further way, so that pages can be seen that the demonstration has no occasion for. */
export async function secondMiddleSchool(db: Db, clock: TestClock) {
  const { bureauId } = await db.loginName.findUniqueOrThrow({ where: { username: SECRETARY } });
  const branch = await db.branch.findFirstOrThrow({
    where: { bureauId, shortName: '第二中学党支部' },
    select: { id: true },
  });
  const campaign = await db.campaign.findFirstOrThrow({
    where: { bureauId, status: 'PUBLISHED' },
    select: { id: true },
  });
  const place = { bureauId, campaignId: campaign.id, branchId: branch.id };
  const useCase = useCaseFor(db, { bureauId, accountId: null, name: '王建国' }, clock);
  const groups = await db.functionGroup.findMany({
    where: { ...place },
    orderBy: { position: 'asc' },
    select: { id: true },
  });

  /** Everybody has signed up and the window is shut. */
  async function close(): Promise<void> {
    const rest = await db.member.findMany({
      where: { bureauId, branchId: branch.id, memberships: { none: { bureauId } } },
      select: { id: true },
    });
    for (const [index, member] of rest.entries()) {
      const groupId = groups[index % groups.length]?.id ?? '';
      await enroll(useCase, place, member.id, { groupId, secondGroupId: null, servicePledge: '完成分配的任务。' });
    }
    await closeRound(useCase, place);
  }

  /** The list is confirmed; members stand in two groups, one of which is about to vote. */
  async function vote(): Promise<void> {
    await confirmList(useCase, place, { exceptionReason: null });
    const closesOn = parseDay('2026-11-26');
    if (!closesOn) throw new Error('No such day.');
    const [voting, nominating, ...others] = groups.map(({ id }) => id);
    if (voting === undefined || nominating === undefined) throw new Error('The branch has several groups.');
    await openNomination(useCase, place, { groupIds: [voting, nominating, ...others], closesOn });
    for (const groupId of [voting, nominating]) {
      const people = await db.groupMembership.findMany({
        where: { bureauId, groupId, endedAt: null, member: { bureauId, memberType: 'FULL' } },
        orderBy: { id: 'asc' },
        take: 2,
        select: { memberId: true },
      });
      for (const { memberId } of people)
        await nominate(useCase, place, {
          groupId,
          memberId,
          source: 'SELF',
          statement: '愿意为大家服务，组织好小组活动。',
        });
    }
    clock.set('2026-11-28T15:00:00+08:00');
    await openVoting(useCase, place, voting);
  }

  /** The bureau allows ballots in the portal; the member of the tour votes in the group that is at the vote. */
  async function openBallot(): Promise<void> {
    const [voting] = groups.map(({ id }) => id);
    const account = await db.account.findFirstOrThrow({
      where: { bureauId, username: 'zhongxue2-dangyuan' },
      select: { memberId: true },
    });
    if (voting === undefined || account.memberId === null) throw new Error('The branch has groups and the member.');
    await db.groupMembership.updateMany({
      where: { bureauId, memberId: account.memberId, endedAt: null },
      data: { groupId: voting },
    });
    await allowPortalBallots(useCase, true);
    await openBox(useCase, place, { groupId: voting, supervisors: ['赵敏', '陈建国'], accepted: true });
  }

  /** Enough have voted; the box is closed and waits for its supervisors. */
  async function closeBallot(): Promise<void> {
    const box = await db.ballotBox.findFirstOrThrow({
      where: { bureauId, status: 'OPEN' },
      select: { id: true, candidates: true, electors: { select: { memberId: true } } },
    });
    const choices = '1'.padEnd((box.candidates as unknown[]).length, '2');
    for (const { memberId } of box.electors)
      await castVote(useCase, place, memberId, { boxId: box.id, choices, other: NOBODY });
    await closeBox(useCase, place, groups[0]?.id ?? '');
  }

  return { close, vote, openBallot, closeBallot };
}

/** The third primary school has heard its members and decided. */
export async function thirdPrimarySchoolDecides(db: Db, clock: TestClock): Promise<void> {
  const { bureauId, accountId } = await db.loginName.findUniqueOrThrow({ where: { username: 'xiaoxue3-shuji' } });
  const proposal = await db.groupProposal.findFirstOrThrow({
    where: { bureauId, status: 'CONSULTING' },
    select: {
      campaignId: true,
      branchId: true,
      opinions: { where: { bureauId, handling: null }, select: { id: true } },
    },
  });
  const place = { bureauId, campaignId: proposal.campaignId, branchId: proposal.branchId };
  const useCase = useCaseFor(db, { bureauId, accountId, name: '马晓燕' }, clock);
  for (const { id } of proposal.opinions)
    await answerOpinion(useCase, place, id, { handling: 'ADOPTED', answer: '采纳，写入各组活动制度。' });
  await decideProposal(useCase, place, { meeting: MINUTES, consultationNote: null });
}
