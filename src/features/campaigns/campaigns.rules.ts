import type { CampaignStatus, LeadingGroupRole, PhaseName } from '../../generated/prisma/enums.js';
import { addDays, daysBetween, showDay } from '../../shared/dates.js';
import { RuleViolation } from '../../shared/errors.js';

export const CAMPAIGN_STATUS_LABELS: Record<CampaignStatus, string> = {
  DRAFT: '草稿',
  PUBLISHED: '进行中',
  CLOSED: '已结束',
};

export type CampaignAction = 'editTexts' | 'edit' | 'movePhases' | 'publish' | 'close';

/** What may be done with a campaign in each status; publishing and closing lead to another one. */
export const CAMPAIGN_LIFE: Record<
  CampaignStatus,
  Partial<Record<CampaignAction, { to: CampaignStatus; label: string }>>
> = {
  DRAFT: {
    editTexts: { to: 'DRAFT', label: '修改名称和文本' },
    edit: { to: 'DRAFT', label: '修改目录、标准和领导小组' },
    movePhases: { to: 'DRAFT', label: '修改阶段和日期' },
    publish: { to: 'PUBLISHED', label: '发布活动' },
  },
  PUBLISHED: {
    edit: { to: 'PUBLISHED', label: '修改目录、标准和领导小组' },
    movePhases: { to: 'PUBLISHED', label: '调整日期' },
    close: { to: 'CLOSED', label: '结束活动' },
  },
  CLOSED: {},
};

/** Where the act leads. Throws RuleViolation where the status does not allow it. */
export function requireAction(status: CampaignStatus, action: CampaignAction): CampaignStatus {
  const row = CAMPAIGN_LIFE[status][action];
  if (row) return row.to;
  throw new RuleViolation(refusals[status]);
}

const refusals: Record<CampaignStatus, string> = {
  DRAFT: '活动还没有发布，不能结束。',
  PUBLISHED: '活动已经发布，公布过的文本不能再改。',
  CLOSED: '活动已经结束，不能再修改。',
};

export interface PhaseDates {
  phase: PhaseName;
  title: string;
  startsOn: Date;
  endsOn: Date;
}

/** R2: refuses a phase that ends before it starts. Throws RuleViolation on the field of the form. */
export function refuseBackwardPhases(phases: readonly PhaseDates[]): void {
  for (const [index, { title, startsOn, endsOn }] of phases.entries()) {
    if (daysBetween(startsOn, endsOn) < 0) {
      throw new RuleViolation(`“${title}”的结束日期早于开始日期，请修改。`, `phases.${index}.endsOn`);
    }
  }
}

/** R2: gaps and overlaps between the phases, in their order in the plan. Warnings only: the committee decides. */
export function phaseWarnings(phases: readonly PhaseDates[]): string[] {
  return phases.flatMap((phase, index) => {
    const next = phases[index + 1];
    if (!next) return [];
    const days = daysBetween(phase.endsOn, next.startsOn);
    const between = `“${phase.title}”到${showDay(phase.endsOn)}结束，“${next.title}”从${showDay(next.startsOn)}开始`;
    if (days <= 0) return [`${between}，两个阶段重叠${1 - days}天。`];
    return days === 1 ? [] : [`${between}，中间空出${days - 1}天（${showDay(addDays(phase.endsOn, 1))}起）。`];
  });
}

export const PHASE_ORDER: readonly PhaseName[] = ['MOBILIZATION', 'IMPLEMENTATION', 'SUMMARY'];

/** R48: one leader, whom the plan names: the secretary of the bureau's Party committee. Throws RuleViolation. */
export function refuseHeadlessGroup(seats: readonly { seat: LeadingGroupRole }[]): void {
  const leaders = seats.filter(({ seat }) => seat === 'LEADER').length;
  if (leaders === 0) throw new RuleViolation('领导小组须有一名组长（教育体育局党委书记）。', 'seats');
  if (leaders > 1) throw new RuleViolation('领导小组只能有一名组长。', 'seats');
}

export const SEAT_LABELS: Record<LeadingGroupRole, string> = {
  LEADER: '组长',
  DEPUTY: '副组长',
  MEMBER: '成员',
  OFFICE_DIRECTOR: '办公室主任',
  OFFICE_CONTACT: '办公室联系人',
};

export const AWARD_LABELS = { ADVANCED_ORGANIZATION: '先进基层党组织', OUTSTANDING_MEMBER: '优秀共产党员' } as const;

/** A repeated name among rows that must differ; null when all differ. */
export function repeatedIndex(names: readonly string[]): number | null {
  const index = names.findIndex((name, at) => names.indexOf(name) !== at);
  return index === -1 ? null : index;
}
