import type { CampaignStatus } from '../../generated/prisma/enums.js';
import { showDay } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Action, Frame, Tag } from '../../web/frame-shape.js';
import { inOrder } from './campaign-notice.rules.js';
import type { CampaignRecord } from './campaigns.queries.js';
import { CAMPAIGN_LIFE, CAMPAIGN_STATUS_LABELS, phaseWarnings } from './campaigns.rules.js';

const TAG_KINDS: Record<CampaignStatus, Tag['kind']> = { DRAFT: 'warn', PUBLISHED: 'ok', CLOSED: 'idle' };
const statusTag = (status: CampaignStatus): Tag => ({ kind: TAG_KINDS[status], label: CAMPAIGN_STATUS_LABELS[status] });

export const campaignHref = (id: string, part = ''): string =>
  `/bureau/campaigns/${id}${part === '' ? '' : `/${part}`}`;

interface ListedCampaign {
  id: string;
  name: string;
  status: CampaignStatus;
  publishedAt: Date | null;
  phases: readonly { startsOn: Date; endsOn: Date }[];
}

export function showCampaignsPage(data: { frame: Frame; campaigns: readonly ListedCampaign[] }) {
  const open: Action = { label: '开设新活动', href: '/bureau/campaigns/new', kind: 'primary' };
  return {
    title: '活动方案',
    frame: data.frame,
    head: {
      title: '活动方案',
      lead: '按内置方案开设活动，核对文本和日期后发布。活动可以一届接一届开展。',
      actions:
        data.campaigns.length > 0
          ? [
              open,
              { label: '推选组长的投票方式', href: '/bureau/portal-ballots', kind: 'quiet' },
              { label: '表决和推选规则', href: '/bureau/vote-rules', kind: 'quiet' },
            ]
          : [],
    },
    table: {
      caption: '各届活动',
      columns: [{ label: '活动' }, { label: '起止日期' }, { label: '状态' }],
      rows: data.campaigns.map((campaign) => ({
        cells: [
          { text: campaign.name, href: campaignHref(campaign.id) },
          spanOf(campaign.phases),
          { tag: statusTag(campaign.status) },
        ],
      })),
      empty: { title: '还没有活动', text: '按内置方案开设第一届活动，文本、日期、标准都可以修改。', action: open },
    },
  };
}

export function spanOf(phases: ListedCampaign['phases']): string {
  const starts = phases.map(({ startsOn }) => startsOn.getTime());
  const ends = phases.map(({ endsOn }) => endsOn.getTime());
  return phases.length === 0
    ? ''
    : `${showDay(new Date(Math.min(...starts)))}至${showDay(new Date(Math.max(...ends)))}`;
}

export function showNewCampaignPage(data: { frame: Frame; form: FormState }) {
  return {
    title: '开设新活动',
    frame: data.frame,
    lead: '系统按内置方案填好文本、三个阶段、七个建议小组、默认标准和领导小组，之后逐项核对。',
    form: {
      action: '/bureau/campaigns',
      submit: '开设活动',
      errors: data.form.summary,
      cancel: { label: '返回', href: '/bureau/campaigns' },
      fields: [
        fieldOf(data.form, 'startYear', '起始年份', {
          width: 'short',
          inputmode: 'numeric',
          maxlength: 4,
          unit: '年',
          hint: '第一阶段从这一年4月开始，活动到次年6月结束',
        }),
        fieldOf(data.form, 'name', '活动名称', {
          optional: true,
          maxlength: 60,
          hint: '不填则用起始年份加“功能党小组”暨“创先争优”活动',
        }),
      ],
    },
  };
}

/** The task list of one campaign: one matter a page. */
export function showCampaignPage(data: {
  frame: Frame;
  campaign: CampaignRecord;
  keyTasks: { published: number; drafts: number };
}) {
  const { campaign, keyTasks } = data;
  const warnings = phaseWarnings(inOrder(campaign.phases));
  return {
    title: campaign.name,
    frame: data.frame,
    head: { title: campaign.name, lead: spanOf(campaign.phases), tag: statusTag(campaign.status) },
    next: nextOf(campaign, warnings),
    warnings,
    checks: { title: '活动方案的各部分', items: partsOf(campaign, keyTasks, warnings) },
    close: closeOf(campaign),
  };
}

function nextOf(campaign: CampaignRecord, warnings: readonly string[]) {
  if (campaign.status === 'DRAFT') {
    const text =
      warnings.length > 0
        ? `日期有${warnings.length}处需要留意。`
        : '核对下面各部分后发布；发布后各支部进入“调查摸底”。';
    return {
      title: '核对后发布活动',
      text,
      action: { label: '发布活动', href: campaignHref(campaign.id, 'publication/new') },
    };
  }
  if (campaign.status === 'PUBLISHED') {
    const text = `${campaign.publishedAt ? showDay(campaign.publishedAt) : ''}发布，各支部正在开展。`;
    return { title: '查看各支部推进情况', text, action: { label: '推进情况', href: '/bureau/board' } };
  }
  return {
    title: '本届活动已结束',
    text: `${campaign.closedAt ? showDay(campaign.closedAt) : ''}结束，内容可以查看。`,
    action: null,
  };
}

function partsOf(
  campaign: CampaignRecord,
  keyTasks: { published: number; drafts: number },
  warnings: readonly string[],
) {
  const life = CAMPAIGN_LIFE[campaign.status];
  const standards = campaign.criteria.filter(({ version }) => version === campaign.standardsVersion);
  const byDefault = standards.some(({ isDefault }) => isDefault) ? '，默认标准（可替换）' : '';
  const leader = campaign.leadingGroup.find(({ seat }) => seat === 'LEADER');
  const ok: Tag = { kind: 'ok', label: '已填' };
  const part = (slug: string, title: string, reason: string, may: boolean, tag: Tag = ok) => ({
    tag,
    title,
    reason,
    link: { label: may ? '查看修改' : '查看', href: campaignHref(campaign.id, slug) },
  });
  return [
    part('texts', '名称和文本', '名称、目的和依据、指导思想、基本原则、活动主题', life.editTexts !== undefined),
    part(
      'phases',
      '三个阶段和日期',
      warnings.length > 0 ? `有${warnings.length}处日期空档或重叠` : '日期前后衔接',
      life.movePhases !== undefined,
      warnings.length > 0 ? { kind: 'warn', label: '请留意' } : ok,
    ),
    part(
      'group-functions',
      '建议的功能党小组',
      `${campaign.groupFunctions.length}个小组，各支部从中选用或自定`,
      life.edit !== undefined,
    ),
    part(
      'criteria',
      '评选标准',
      `第${campaign.standardsVersion}版，共${standards.length}条${byDefault}`,
      life.edit !== undefined,
    ),
    part(
      'leading-group',
      '领导小组',
      leader ? `组长${leader.name}，共${campaign.leadingGroup.length}人` : '还没有组长',
      life.edit !== undefined,
    ),
    part(
      'key-tasks',
      '年度重点工作',
      keyTasks.published + keyTasks.drafts === 0
        ? '还没有登记；支部撰写承诺前公布为好'
        : `已公布${keyTasks.published}项，待公布${keyTasks.drafts}项`,
      life.edit !== undefined,
      keyTasks.published > 0 && keyTasks.drafts === 0
        ? { kind: 'ok', label: '已公布' }
        : { kind: 'idle', label: keyTasks.drafts > 0 ? '待公布' : '未登记' },
    ),
  ];
}

function closeOf(campaign: CampaignRecord): Action | null {
  return CAMPAIGN_LIFE[campaign.status].close
    ? { label: '结束本届活动', href: campaignHref(campaign.id, 'closure/new'), kind: 'link' }
    : null;
}
