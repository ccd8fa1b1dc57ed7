import type { Db } from '../../src/db/client.js';
import type { GroupInput } from '../../src/features/function-groups/index.js';
import { newId } from '../../src/shared/ids.js';
import { aListedBranch, type EnrollingBranch } from './enrollment-step.js';

/** A meeting of the branch that passed, for a change to rest on. Gives its id. */
export async function aPassedMeeting(db: Db, { place, secretary, clock }: EnrollingBranch, over: object = {}) {
  const id = newId();
  const { id: createdById } = await db.account.findFirstOrThrow({
    where: { bureauId: place.bureauId, username: secretary.username },
  });
  await db.branchMeeting.create({
    data: {
      ...{ ...place, id, kind: 'GENERAL', purpose: 'OTHER', title: '研究小组调整', heldOn: new Date('2026-06-14') },
      ...{ place: '会议室', chair: '王秀兰', recorder: '李慧', eligibleCount: 10, presentCount: 10 },
      ...{ agenda: '小组调整', decision: '同意', forCount: 10, againstCount: 0, abstainCount: 0 },
      ...{ verdict: 'PASSED', verdictText: '通过', ruleSet: '支部工作条例', createdById },
      createdAt: clock.now(),
      ...over,
    },
  });
  return id;
}

/** Ten members in two groups of five with a confirmed list, the groups announced, and a meeting that decided a change. */
export async function aBranchToReorganize(db: Db) {
  const branch = await aListedBranch(db, { members: 10 });
  await db.groupProposal.updateMany({ where: { bureauId: branch.place.bureauId }, data: { status: 'ANNOUNCED' } });
  const meetingId = await aPassedMeeting(db, branch);
  const idOf = (name: string) => branch.members.find((row) => row.name === name)?.id ?? '';
  return { ...branch, meetingId, idOf, decision: { meetingId, reason: '人员变动，力量集中' } };
}

export const NEW_GROUP: GroupInput = {
  ...{ name: '师德建设', groupFunction: '师德建设', hostUnitType: 'GRADE_TEAM', hostUnit: '三年级组' },
  ...{ duties: '带头遵守师德', activityRules: '每月活动一次', minSize: 3, maxSize: 10 },
};
