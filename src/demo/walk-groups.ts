import { completeStep } from '../campaign/progress.service.js';
import {
  adoptSuggestedGroups,
  announceProposal,
  answerOpinion,
  decideProposal,
  giveOpinion,
  openConsultation,
  removeGroup,
  saveRationale,
  updateGroup,
} from '../features/function-groups/index.js';
import type { Minutes } from '../features/meetings/index.js';
import type { Cast } from './stage.js';

/** Groups a branch of this size can fill: about one for six members. */
const keptGroups = (members: number): number => Math.min(7, Math.max(3, Math.floor(members / 6)));

/** 初步意见 from the campaign's catalogue, and its consultation. `closesAgo` below zero: still open. */
export async function consultOnGroups(cast: Cast, openedAgo: number, closesAgo: number): Promise<void> {
  const { stage, place, secretary, members } = cast;
  const draft = stage.useCase(secretary, openedAgo + 2);
  await saveRationale(
    draft,
    place,
    '依托学科组、年级组、行政处室和后勤班组，按党员岗位和特长设置小组，做到简单明了、便于活动。',
  );
  await adoptSuggestedGroups(draft, place);
  const groups = await listGroups(cast);
  const kept = keptGroups(members.length);
  for (const group of groups.slice(kept)) await removeGroup(draft, place, group.id);
  // The catalog's sizes are for all seven groups: fewer groups hold more members each.
  const maxSize = Math.ceil(members.length / kept) + 2;
  for (const { id, ...group } of groups.slice(0, kept))
    await updateGroup(draft, place, id, { ...group, minSize: 3, maxSize });
  await openConsultation(stage.useCase(secretary, openedAgo), place, { closesOn: stage.day(closesAgo) });
  const words = [
    { stance: 'SUPPORT', content: null },
    { stance: 'SUPPORT', content: '赞成按岗位设置小组，便于开展活动。' },
    { stance: 'SUGGEST', content: '建议把小组活动安排在教研活动之后，不另占课余时间。' },
    { stance: 'SUGGEST', content: '建议每组不超过十人，讨论问题更充分。' },
    { stance: 'SUPPORT', content: null },
  ] as const;
  for (const [index, word] of words.entries()) {
    const member = members[index + 3];
    if (member) await giveOpinion(stage.useCase(member.actor, openedAgo - 1), place, { memberId: member.id, ...word });
  }
}

/** The branch answers, decides in committee and announces in the general meeting. */
export async function decideOnGroups(cast: Cast, daysAgo: number): Promise<void> {
  const { stage, place, secretary, officer } = cast;
  const { bureauId } = place;
  const open = await stage.deps.db.consultationOpinion.findMany({
    where: { bureauId, proposal: { bureauId, branchId: place.branchId }, handling: null },
    select: { id: true },
  });
  for (const [index, opinion] of open.entries()) {
    await answerOpinion(stage.useCase(secretary, daysAgo + 1), place, opinion.id, {
      handling: index === 0 ? 'ADOPTED' : 'NOT_ADOPTED',
      answer: index === 0 ? '采纳，写入各组活动制度。' : '人数以党员分布为准，个别小组略多，分片开展活动。',
    });
  }
  await decideProposal(stage.useCase(secretary, daysAgo), place, {
    meeting: committeeMinutes(cast, daysAgo),
    consultationNote: null,
  });
  await announceProposal(stage.useCase(secretary, daysAgo - 3), place, {
    meeting: generalMinutes(
      cast,
      daysAgo - 3,
      '公布功能党小组设置方案',
      '向全体党员公布功能党小组设置方案，布置报名。',
    ),
    secrecyReviewedBy: officer.name,
  });
  await completeStep(stage.useCase(secretary, daysAgo - 4), place, 'GROUP_SETUP');
}

function committeeMinutes({ stage, secretary, officer }: Cast, daysAgo: number): Minutes {
  return {
    kind: 'COMMITTEE',
    heldOn: stage.day(daysAgo),
    place: '党员活动室',
    chair: secretary.name,
    recorder: officer.name,
    eligibleCount: 5,
    presentCount: 5,
    agenda: '研究功能党小组设置方案',
    discussion: '逐条讨论党员意见，认为方案符合本支部党员队伍实际。',
    decision: '同意功能党小组设置方案，提交支部党员大会公布。',
    votes: { for: 5, against: 0, abstain: 0 },
  };
}

/** A general meeting in which about nine of ten full members are present. */
export function generalMinutes(
  cast: Cast,
  daysAgo: number,
  agenda: string,
  decision: string,
): Omit<Minutes, 'kind' | 'votes'> & { presentCount: number } {
  const eligibleCount = cast.members.filter((member) => member.full).length;
  const presentCount = Math.ceil(eligibleCount * 0.9);
  return {
    heldOn: cast.stage.day(daysAgo),
    place: '学校会议室',
    chair: cast.secretary.name,
    recorder: cast.officer.name,
    eligibleCount,
    presentCount,
    absentNote: presentCount < eligibleCount ? `${eligibleCount - presentCount}人因公外出或病假` : null,
    agenda,
    discussion: null,
    decision,
  };
}

export function listGroups({ stage, place }: Cast) {
  return stage.deps.db.functionGroup.findMany({
    where: { bureauId: place.bureauId, campaignId: place.campaignId, branchId: place.branchId },
    orderBy: { position: 'asc' },
    select: {
      id: true,
      name: true,
      groupFunction: true,
      hostUnitType: true,
      hostUnit: true,
      duties: true,
      activityRules: true,
      minSize: true,
      maxSize: true,
    },
  });
}
