import { showDay } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf, secrecyFields } from '../../web/form-view.js';
import type { Frame } from '../../web/frame-shape.js';
import { filledRows } from './campaign-parts.page.js';
import { campaignHref } from './campaigns.page.js';
import type { CampaignRecord } from './campaigns.queries.js';

interface KeyTaskRow {
  title: string;
  description: string;
  year: number;
  publishedAt: Date | null;
}

/** The year's drafts as the form's values. */
export function draftValues(tasks: readonly KeyTaskRow[], year: number): Record<string, string> {
  const drafts = tasks.filter((task) => task.year === year && task.publishedAt === null);
  return Object.fromEntries(
    drafts.flatMap((row, index) => [
      [`tasks.${index}.title`, row.title],
      [`tasks.${index}.description`, row.description],
    ]),
  );
}

/** R33: the key tasks of one year: those published, and the drafts as a form. */
export function showKeyTasksPage(data: {
  frame: Frame;
  campaign: CampaignRecord;
  year: number;
  tasks: readonly KeyTaskRow[];
  form: FormState;
}) {
  const { campaign, year, form } = data;
  const ofYear = data.tasks.filter((task) => task.year === year);
  const published = ofYear.filter(({ publishedAt }) => publishedAt !== null);
  const drafts = ofYear.filter(({ publishedAt }) => publishedAt === null);
  const href = campaignHref(campaign.id, 'key-tasks');
  const open = campaign.status !== 'CLOSED';
  const toPublish = campaign.status === 'PUBLISHED' && drafts.length > 0;
  return {
    title: `${year}年重点工作`,
    frame: data.frame,
    lead: '各支部撰写承诺时结合上级党组织的重点工作，承诺事项可以对应到其中一项。',
    years: [campaign.startYear, campaign.startYear + 1].map((value) => ({
      label: `${value}年`,
      href: `${href}?year=${value}`,
      current: value === year,
    })),
    publish: toPublish
      ? {
          title: `有${drafts.length}项重点工作待公布`,
          text: '公布后各支部和公开栏都能看到。',
          action: { label: '公布重点工作', href: `${href}/publication/new?year=${year}` },
        }
      : null,
    published: {
      caption: `${year}年已公布的重点工作`,
      columns: [{ label: '重点工作' }, { label: '工作要求' }, { label: '公布日期' }],
      rows: published.map((row) => ({
        cells: [row.title, row.description, row.publishedAt ? showDay(row.publishedAt) : ''],
      })),
      empty: { title: '还没有公布', text: '在下面登记，保存后公布。', action: null },
    },
    form: open
      ? {
          action: href,
          submit: '保存草稿',
          kind: toPublish ? 'quiet' : 'primary',
          errors: form.summary,
          hidden: [{ name: 'year', value: String(year) }],
          fields: [],
          blocks: Array.from({ length: filledRows(form, 'tasks') + 3 }, (_, index) => ({
            legend: `待公布的第${index + 1}项`,
            note: null,
            fields: [
              fieldOf(form, `tasks.${index}.title`, '重点工作', { maxlength: 60 }),
              fieldOf(form, `tasks.${index}.description`, '工作要求', { type: 'textarea', rows: 2, maxlength: 1000 }),
            ],
          })),
          cancel: { label: '返回', href: campaignHref(campaign.id) },
        }
      : null,
  };
}

export function confirmKeyTasksPage(data: {
  frame: Frame;
  campaign: CampaignRecord;
  year: number;
  tasks: readonly KeyTaskRow[];
  form: FormState;
}) {
  const drafts = data.tasks.filter((task) => task.year === data.year && task.publishedAt === null);
  const href = campaignHref(data.campaign.id, 'key-tasks');
  return {
    title: '公布重点工作',
    frame: data.frame,
    warnings: [],
    confirm: {
      question: `确定公布${data.year}年的${drafts.length}项重点工作吗？`,
      happens: `公布：${drafts.map(({ title }) => title).join('、')}。各支部撰写承诺时可以对应到这些工作。`,
      seenBy: '各支部和公开栏的读者。',
      undo: '公布后不能修改或撤回，可以再补充新的重点工作。',
      action: `${href}/publication`,
      submit: '确认公布',
      fields: secrecyFields(data.form),
      errors: data.form.summary,
      hidden: [{ name: 'year', value: String(data.year) }],
      cancel: { label: '暂不公布', href: `${href}?year=${data.year}` },
    },
  };
}
