import type { Db } from '../../src/db/client.js';
import type { CommitmentStatus } from '../../src/generated/prisma/enums.js';
import { newId } from '../../src/shared/ids.js';
import { anAccount } from './account.js';
import { aBranch } from './branch.js';
import { aBureau, CREATED_AT } from './bureau.js';
import { aPublishedCampaign } from './commitment-step.js';
import { aMember } from './member.js';
import { nextNumber } from './numbers.js';

const DAY = new Date('2026-05-10');

/** A bureau with a running campaign. */
export async function aBureauToSearch(db: Db): Promise<{ bureauId: string; campaignId: string }> {
  const { id: bureauId } = await aBureau(db);
  const campaignId = await aPublishedCampaign(db, bureauId);
  return { bureauId, campaignId };
}

/** A branch with one thing of every kind that the search finds, each with `word` in its name or title, and its people. */
export async function aBranchToSearch(db: Db, place: { bureauId: string; campaignId: string }, word: string) {
  const { bureauId } = place;
  const branch = await aBranch(db, bureauId, { shortName: `${word}学校党支部${nextNumber()}` });
  const of = { ...place, branchId: branch.id };
  const account = (role: 'BRANCH_SECRETARY' | 'BRANCH_COMMITTEE_MEMBER') =>
    anAccount(db, bureauId, { role, branchId: branch.id });
  const member = await aMember(db, branch, { name: `${word}员`, post: '数学教师', birthDate: new Date('1985-03-09') });
  const unplaced = await aMember(db, branch, { name: `${word}新` });
  const proposalId = newId();
  const created = { createdAt: CREATED_AT };
  const announced = { id: proposalId, status: 'ANNOUNCED', rationale: '理由', ...created } as const;
  await db.groupProposal.create({ data: { ...of, ...announced } });
  const groupId = newId();
  const texts = { groupFunction: '教学', hostUnit: '数学组', duties: '职责', activityRules: '制度' };
  const sizes = { minSize: 2, maxSize: 5, memberCount: 1, position: 1, hostUnitType: 'SUBJECT_TEAM' } as const;
  await db.functionGroup.create({
    data: { ...of, id: groupId, proposalId, name: `${word}小组`, ...texts, ...sizes, ...created },
  });
  await db.groupMembership.create({
    data: { ...of, id: newId(), groupId, memberId: member.id, source: 'ENROLLED', startedAt: CREATED_AT },
  });
  const letter = (memberId: string, status: CommitmentStatus, task: string) =>
    aLetter(db, of, { memberId, groupId }, status, task);
  const published = await letter(member.id, 'PUBLISHED', `${word}事项`);
  const draft = await letter(unplaced.id, 'DRAFT', `${word}草稿`);
  const meetingId = newId();
  const [secretary, officer] = [await account('BRANCH_SECRETARY'), await account('BRANCH_COMMITTEE_MEMBER')];
  await db.branchMeeting.create({
    data: {
      ...{
        ...of,
        id: meetingId,
        kind: 'GENERAL',
        purpose: 'OTHER',
        title: `${word}会议`,
        heldOn: DAY,
        place: '会议室',
      },
      ...{ chair: '李', recorder: '王', eligibleCount: 3, presentCount: 3, agenda: '议题', decision: '同意' },
      ...{ verdict: 'NO_VOTE', verdictText: '未表决', ruleSet: '1', createdById: secretary.id, ...created },
    },
  });
  const noticeId = await aNotice(db, of, `${word}公告`);
  const [own, other] = [
    await anAccount(db, bureauId, { memberId: member.id }),
    await anAccount(db, bureauId, { memberId: unplaced.id }),
  ];
  return {
    ...{ branch, of, word, member, unplaced, groupId, published, draft, meetingId, noticeId },
    accounts: { secretary, officer, member: own, unplaced: other },
  };
}

export async function aNotice(
  db: Db,
  of: { bureauId: string; campaignId: string; branchId: string | null },
  title: string,
): Promise<string> {
  const id = newId();
  const about = {
    kind: 'OTHER',
    content: [],
    secrecyReviewedBy: '王',
    publishedBy: '王',
    publishedAt: CREATED_AT,
  } as const;
  await db.notice.create({ data: { ...of, ...about, content: [], id, title } });
  return id;
}

export async function aLetter(
  db: Db,
  of: { bureauId: string; campaignId: string; branchId: string },
  pledger: { memberId: string; groupId: string },
  status: CommitmentStatus,
  task: string,
) {
  const { bureauId } = of;
  const id = newId();
  const sides = { preamble: '', organizationSide: '小组', peopleSide: '群众' };
  const about = {
    year: 2026,
    level: 'MEMBER',
    ...pledger,
    status,
    createdAt: CREATED_AT,
    publishedAt: status === 'PUBLISHED' ? DAY : null,
  } as const;
  await db.commitment.create({ data: { ...of, id, ...about, ...sides } });
  const itemId = newId();
  const item = { position: 0, mainTask: task, workContent: '办实事', dueDate: DAY };
  await db.commitmentItem.create({ data: { bureauId, id: itemId, commitmentId: id, ...item } });
  return { id, itemId };
}
