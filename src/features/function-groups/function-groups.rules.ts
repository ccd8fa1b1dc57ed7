import type { Permission } from '../../access/permissions.js';
import type { HostUnitType, OpinionHandling, OpinionStance, ProposalStatus } from '../../generated/prisma/enums.js';

export type ProposalAction = 'consult' | 'decide' | 'announce';

interface Move {
  to: ProposalStatus;
  permission: Permission;
  label: string;
}

/** The life of a proposal, in the order of the plan: 初步意见 → 征求党员意见 → 支部会议研究确定 → 支部大会公布. */
export const PROPOSAL_LIFE: Readonly<Record<ProposalStatus, Partial<Record<ProposalAction, Move>>>> = {
  DRAFT: { consult: { to: 'CONSULTING', permission: 'groups:manage', label: '征求党员意见' } },
  CONSULTING: { decide: { to: 'DECIDED', permission: 'groups:manage', label: '登记研究确定的会议' } },
  DECIDED: { announce: { to: 'ANNOUNCED', permission: 'groups:manage', label: '在支部大会上公布' } },
  ANNOUNCED: {},
};

export const PROPOSAL_STATUS_LABELS: Readonly<Record<ProposalStatus, string>> = {
  DRAFT: '拟定初步意见',
  CONSULTING: '征求意见中',
  DECIDED: '会议已确定',
  ANNOUNCED: '已公布',
};

/** After the consultation has begun the groups may still be changed: taking opinions up is its purpose. */
export const EDITABLE: readonly ProposalStatus[] = ['DRAFT', 'CONSULTING'];

/** R9: the units a group can lean on. */
export const HOST_UNIT_LABELS: Readonly<Record<HostUnitType, string>> = {
  SUBJECT_TEAM: '学科组',
  GRADE_TEAM: '年级组',
  ADMIN_OFFICE: '行政处室',
  LOGISTICS_TEAM: '后勤班组',
  OTHER: '其他',
};

export const STANCE_LABELS: Readonly<Record<OpinionStance, string>> = {
  SUPPORT: '赞成',
  SUGGEST: '有修改建议',
  OBJECT: '不赞成',
};

export const HANDLING_LABELS: Readonly<Record<OpinionHandling, string>> = { ADOPTED: '采纳', NOT_ADOPTED: '未采纳' };

/** A party group has at least three members. */
export const LEAST_GROUP_SIZE = 3;

export interface GroupSize {
  name: string;
  minSize: number;
  maxSize: number;
}

export interface Warning {
  text: string;
  /** The proposal cannot be decided while this stands. */
  blocks: boolean;
}

/**
 * What is wrong with the sizes of the groups for this number of members. Too few places, and a group that can never
 * reach three (E11), hold the decision back; more groups than full members cannot all have one (E11); E14: a small branch may have one single group of any size.
 */
export function sizeWarnings(groups: readonly GroupSize[], members: number, fullMembers = members): Warning[] {
  if (groups.length === 0) return [];
  const several = groups.length > 1;
  const total = (size: 'minSize' | 'maxSize') => groups.reduce((sum, group) => sum + group[size], 0);
  const warnings: Warning[] = several ? groups.flatMap(smallGroup) : [];
  const short = members - total('maxSize');
  if (short > 0) {
    warnings.push({
      blocks: true,
      text: `各小组人数上限合计${total('maxSize')}人，本支部党员${members}人，还差${short}个名额：会有党员无法参加小组。`,
    });
  }
  if (several && fullMembers < groups.length) {
    warnings.push({
      blocks: false,
      text: `正式党员${fullMembers}人，少于${groups.length}个小组：每个小组至少要有1名正式党员，请减少小组。`,
    });
  }
  if (total('minSize') > members) {
    const merge = several ? '请减少小组或合并相近的小组。' : '请调低人数下限。';
    warnings.push({
      blocks: false,
      text: `各小组人数下限合计${total('minSize')}人，多于本支部党员${members}人：${merge}`,
    });
  }
  return warnings;
}

function smallGroup({ name, minSize, maxSize }: GroupSize): Warning[] {
  if (maxSize < LEAST_GROUP_SIZE) {
    return [
      {
        blocks: true,
        text: `“${name}”最多${maxSize}人，党小组一般不少于${LEAST_GROUP_SIZE}人，请调整人数或与相近的小组合并。`,
      },
    ];
  }
  if (minSize < LEAST_GROUP_SIZE) {
    return [{ blocks: false, text: `“${name}”的人数下限是${minSize}人，党小组一般不少于${LEAST_GROUP_SIZE}人。` }];
  }
  return [];
}

/** E14: with fewer than two groups' worth of members, one single group is offered. */
export function oneGroupIsEnough(members: number): boolean {
  return members > 0 && members < LEAST_GROUP_SIZE * 2;
}

/** What the consultation has brought so far. */
export interface ConsultationState {
  closesOn: Date;
  members: number;
  opinions: number;
  unanswered: number;
}

/** The consultation is over when its closing day has passed, or earlier when every member has given an opinion. */
export function consultationOver({ closesOn, members, opinions }: ConsultationState, today: Date): boolean {
  return today > closesOn || (members > 0 && opinions >= members);
}

/**
 * R13: why the branch cannot decide yet; null when it can. The opening with its closing day and the answered opinions
 * are the record of the consultation; where nobody wrote, `note` must say how members were consulted.
 */
export function consultationProblem(
  state: ConsultationState,
  note: string | null,
  today: Date,
): { message: string; field?: string } | null {
  if (!consultationOver(state, today)) {
    return { message: '征求意见还没有截止。截止日过后，或者全体党员都已提出意见后，才能研究确定。' };
  }
  if (state.unanswered > 0) return { message: `还有${state.unanswered}条意见没有答复，请逐条答复后再研究确定。` };
  if (state.opinions === 0 && note === null) {
    return { field: 'consultationNote', message: '没有党员在线提出意见，请写明是怎样征求意见的、党员有没有不同意见。' };
  }
  return null;
}
