import type { AwardType, LeadingGroupRole, PhaseName } from '../../generated/prisma/enums.js';
import { showDay } from '../../shared/dates.js';
import { AWARD_LABELS, PHASE_ORDER, SEAT_LABELS } from './campaigns.rules.js';

interface CampaignToShow {
  name: string;
  purpose: string;
  guidance: string;
  principles: string;
  theme: string;
  standardsVersion: number;
  phases: readonly { phase: PhaseName; title: string; requirement: string; startsOn: Date; endsOn: Date }[];
  groupFunctions: readonly { name: string; purpose: string }[];
  criteria: readonly { version: number; award: AwardType; title: string; description: string; isDefault: boolean }[];
  leadingGroup: readonly { seat: LeadingGroupRole; name: string; post: string }[];
}

/** The plan as it is frozen on the notice board. */
export function campaignNotice(campaign: CampaignToShow) {
  return {
    title: `${campaign.name}实施方案`,
    content: [
      { paragraphs: [campaign.purpose] },
      { heading: '一、指导思想', paragraphs: [campaign.guidance] },
      { heading: '二、基本原则', paragraphs: [campaign.principles] },
      { heading: '三、活动主题', paragraphs: [campaign.theme] },
      {
        heading: '四、活动步骤',
        table: {
          head: ['阶段', '时间', '要求'],
          rows: inOrder(campaign.phases).map((row) => [
            row.title,
            `${showDay(row.startsOn)}至${showDay(row.endsOn)}`,
            row.requirement,
          ]),
        },
      },
      {
        heading: '建议设立的功能党小组',
        table: { head: ['小组', '围绕'], rows: campaign.groupFunctions.map(({ name, purpose }) => [name, purpose]) },
      },
      ...(['ADVANCED_ORGANIZATION', 'OUTSTANDING_MEMBER'] as const).map((award) => standards(campaign, award)),
      {
        heading: '五、领导小组',
        table: {
          head: ['职务', '姓名', '单位及职务'],
          rows: campaign.leadingGroup.map(({ seat, name, post }) => [SEAT_LABELS[seat], name, post]),
        },
      },
    ],
  };
}

function standards({ criteria, standardsVersion }: CampaignToShow, award: AwardType) {
  const rows = criteria.filter((row) => row.version === standardsVersion && row.award === award);
  const byDefault = rows.some((row) => row.isDefault) ? '(默认标准)' : '';
  return {
    heading: `${AWARD_LABELS[award]}标准${byDefault}`,
    table: { head: ['标准', '内容'], rows: rows.map(({ title, description }) => [title, description]) },
  };
}

/** Phases in the order of the plan, whatever their dates. */
export function inOrder<T extends { phase: PhaseName }>(phases: readonly T[]): T[] {
  return [...phases].sort((a, b) => PHASE_ORDER.indexOf(a.phase) - PHASE_ORDER.indexOf(b.phase));
}
