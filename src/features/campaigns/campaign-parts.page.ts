import { dayInput } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Frame } from '../../web/frame-shape.js';
import { inOrder } from './campaign-notice.rules.js';
import { campaignHref } from './campaigns.page.js';
import type { CampaignRecord } from './campaigns.queries.js';
import { AWARD_LABELS, CAMPAIGN_LIFE, SEAT_LABELS } from './campaigns.rules.js';

export type PartName = 'texts' | 'phases' | 'group-functions' | 'criteria' | 'leading-group';

type Field = ReturnType<typeof fieldOf>;
interface Block {
  legend: string;
  note: string | null;
  fields: Field[];
}
interface Part {
  title: string;
  lead: string;
  fields: (form: FormState, campaign: CampaignRecord) => Field[];
  blocks: (form: FormState, campaign: CampaignRecord, rows: Readonly<Record<string, number>>) => Block[];
  values: (campaign: CampaignRecord) => Record<string, string>;
  /** Names of repeated rows; some empty ones are shown beneath those filled in. */
  spare: Readonly<Record<string, number>>;
}

/** `rows.0.name`-style values of a list. */
function listed<T extends object>(
  name: string,
  items: readonly T[],
  keys: readonly (keyof T & string)[],
): Record<string, string> {
  return Object.fromEntries(
    items.flatMap((item, index) => keys.map((key) => [`${name}.${index}.${key}`, String(item[key])])),
  );
}

const times = (count: number) => Array.from({ length: count }, (_, index) => index);

const long = { type: 'textarea', rows: 5, maxlength: 3000 };

const texts: Part = {
  title: '名称和文本',
  lead: '按实施方案整理的文本，可按本地实际修改。',
  spare: {},
  values: ({ name, purpose, guidance, principles, theme }) => ({ name, purpose, guidance, principles, theme }),
  fields: (form) => [
    fieldOf(form, 'name', '活动名称', { maxlength: 60 }),
    fieldOf(form, 'purpose', '目的和依据', long),
    fieldOf(form, 'guidance', '指导思想', long),
    fieldOf(form, 'principles', '基本原则', long),
    fieldOf(form, 'theme', '活动主题', long),
  ],
  blocks: () => [],
};

const phases: Part = {
  title: '三个阶段和日期',
  lead: '方案的安排是4月至5月、6月至次年5月、次年6月。阶段之间有空档或重叠时，系统会提醒。',
  spare: {},
  values: (campaign) =>
    listed(
      'phases',
      inOrder(campaign.phases).map((row) => ({
        ...row,
        startsOn: dayInput(row.startsOn),
        endsOn: dayInput(row.endsOn),
      })),
      ['phase', 'title', 'requirement', 'startsOn', 'endsOn'],
    ),
  fields: (form, campaign) =>
    campaign.status === 'DRAFT'
      ? []
      : [
          fieldOf(form, 'reason', '调整原因', {
            type: 'textarea',
            rows: 2,
            maxlength: 300,
            hint: '活动已经发布，调整会留下记录；已经完成的步骤不受影响',
          }),
        ],
  blocks: (form) =>
    times(3).map((index) => ({
      legend: `第${['一', '二', '三'][index]}阶段`,
      note: null,
      fields: [
        fieldOf(form, `phases.${index}.title`, '阶段名称', { maxlength: 40 }),
        fieldOf(form, `phases.${index}.startsOn`, '开始日期', { type: 'date', width: 'short' }),
        fieldOf(form, `phases.${index}.endsOn`, '结束日期', { type: 'date', width: 'short' }),
        fieldOf(form, `phases.${index}.requirement`, '阶段要求', { type: 'textarea', rows: 3, maxlength: 3000 }),
      ],
    })),
};

const groupFunctions: Part = {
  title: '建议的功能党小组',
  lead: '各支部拟定小组时从这里选用，也可以自定名称。名称要简单明了、符合实际。把一行清空即删去。',
  spare: { functions: 2 },
  values: ({ groupFunctions: rows }) => listed('functions', rows, ['name', 'purpose']),
  fields: () => [],
  blocks: (form, _campaign, rows) =>
    times(rows['functions'] ?? 0).map((index) => ({
      legend: `第${index + 1}个小组`,
      note: null,
      fields: [
        fieldOf(form, `functions.${index}.name`, '小组名称', { width: 'medium', maxlength: 12 }),
        fieldOf(form, `functions.${index}.purpose`, '围绕的工作', { maxlength: 60 }),
      ],
    })),
};

const criteria: Part = {
  title: '评选标准',
  lead: '保存后成为新的一版，以前的版本保留。默认标准为“五个好”“五带头”，可以替换。',
  spare: { organization: 1, member: 1 },
  values: ({ criteria: rows, standardsVersion }) => {
    const current = rows.filter(({ version }) => version === standardsVersion);
    const keys = ['title', 'description', 'points'] as const;
    return {
      ...listed(
        'organization',
        current.filter(({ award }) => award === 'ADVANCED_ORGANIZATION'),
        keys,
      ),
      ...listed(
        'member',
        current.filter(({ award }) => award === 'OUTSTANDING_MEMBER'),
        keys,
      ),
    };
  },
  fields: () => [],
  blocks: (form, campaign, rows) => {
    const byDefault = campaign.criteria.some((row) => row.version === campaign.standardsVersion && row.isDefault);
    const block = (name: 'organization' | 'member', award: string) =>
      times(rows[name] ?? 0).map((index) => ({
        legend: `${award}标准之${index + 1}`,
        note: byDefault && index === 0 ? '默认标准（可替换）' : null,
        fields: [
          fieldOf(form, `${name}.${index}.title`, '标准', { width: 'medium', maxlength: 30 }),
          fieldOf(form, `${name}.${index}.description`, '内容', { type: 'textarea', rows: 2, maxlength: 500 }),
          fieldOf(form, `${name}.${index}.points`, '分值', {
            width: 'short',
            inputmode: 'numeric',
            unit: '分',
            maxlength: 3,
          }),
        ],
      }));
    return [
      ...block('organization', AWARD_LABELS.ADVANCED_ORGANIZATION),
      ...block('member', AWARD_LABELS.OUTSTANDING_MEMBER),
    ];
  },
};

const SEAT_OPTIONS = Object.entries(SEAT_LABELS).map(([value, label]) => ({ value, label }));

const leadingGroup: Part = {
  title: '领导小组',
  lead: '组长由教育体育局党委书记担任，其他成员按实际填写。把一行清空即删去。',
  spare: { seats: 3 },
  values: ({ leadingGroup: rows }) => listed('seats', rows, ['seat', 'name', 'post']),
  fields: () => [],
  blocks: (form, _campaign, rows) =>
    times(rows['seats'] ?? 0).map((index) => ({
      legend: `第${index + 1}人`,
      note: index === 0 ? (form.errors['seats'] ?? null) : null,
      fields: [
        fieldOf(form, `seats.${index}.seat`, '组内职务', {
          type: 'select',
          width: 'medium',
          options: [{ value: '', label: '请选择' }, ...SEAT_OPTIONS],
        }),
        fieldOf(form, `seats.${index}.name`, '姓名', { width: 'medium', maxlength: 30 }),
        fieldOf(form, `seats.${index}.post`, '单位及职务', { maxlength: 60 }),
      ],
    })),
};

export const PARTS: Record<PartName, Part> = {
  texts,
  phases,
  'group-functions': groupFunctions,
  criteria,
  'leading-group': leadingGroup,
};

/** One part of the campaign as a form; read-only where its time is over. */
export function showPartPage(data: { frame: Frame; campaign: CampaignRecord; part: PartName; form: FormState }) {
  const { campaign, form } = data;
  const part = PARTS[data.part];
  const life = CAMPAIGN_LIFE[campaign.status];
  const action = data.part === 'texts' ? life.editTexts : data.part === 'phases' ? life.movePhases : life.edit;
  const rows = Object.fromEntries(
    Object.entries(part.spare).map(([name, spare]) => [name, filledRows(form, name) + spare]),
  );
  const hidden = [
    { name: 'revision', value: form.values['revision'] ?? String(campaign.revision) },
    ...(data.part === 'phases' ? times(3).map((index) => hiddenPhase(form, index)) : []),
  ];
  return {
    title: part.title,
    frame: data.frame,
    lead: part.lead,
    locked: action ? null : '活动发布后，这部分不能再改，只能查看。',
    form: {
      action: campaignHref(campaign.id, data.part),
      submit: action ? '保存' : null,
      errors: form.summary,
      hidden,
      fields: part.fields(form, campaign),
      blocks: part.blocks(form, campaign, rows),
      cancel: { label: '返回', href: campaignHref(campaign.id) },
    },
  };
}

function hiddenPhase(form: FormState, index: number) {
  const name = `phases.${index}.phase`;
  return { name, value: form.values[name] ?? '' };
}

/** How many rows of a repeated group the form holds. */
export function filledRows(form: FormState, name: string): number {
  const indexes = Object.keys(form.values).flatMap((key) => {
    const [list, index] = key.split('.');
    return list === name && index !== undefined ? [Number(index)] : [];
  });
  return Math.min(Math.max(-1, ...indexes) + 1, 40);
}
