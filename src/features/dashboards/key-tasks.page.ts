import type { CampaignAtHand } from '../../campaign/place.js';
import { dayInput, showDay } from '../../shared/dates.js';
import type { Frame } from '../../web/frame-shape.js';
import { KEY_TASKS, keyTaskHref } from './board.paths.js';
import type { TaskCoverage } from './key-task-coverage.js';

/** 43%, or why there is no figure. */
export function progressWords(progress: number | null, items: number): string {
  if (items === 0) return '没有事项';
  return progress === null ? '当天的进度无法得知' : `${progress}%`;
}

const NOTE = '进度只计上级认可的践诺记录；几个支部的进度取平均，每个支部同样计算。';
const UNKNOWN = '有的承诺在这一天之后作过调整，当天的事项没有留存，这些支部的进度不显示。';

/** R33: each key task of the year: who took it up, how far, and who did not. */
export function showKeyTasksPage(data: {
  frame: Frame;
  campaign: CampaignAtHand | null;
  year: number;
  tasks: readonly TaskCoverage[];
  past: Date | null;
}) {
  const { campaign, year, tasks, past } = data;
  const years = campaign ? [campaign.startYear, campaign.startYear + 1] : [];
  const on = past === null ? '' : `&on=${dayInput(past)}`;
  return {
    title: `${year}年重点工作`,
    frame: data.frame,
    head: {
      title: `${year}年重点工作`,
      lead: past === null ? '各支部的承诺对应到哪些重点工作，进度如何。' : pastLead(past),
    },
    years: years.map((value) => ({
      label: `${value}年`,
      href: `${KEY_TASKS}?year=${value}${on}`,
      current: value === year,
    })),
    note:
      past !== null && tasks.some(({ items, progress }) => items > 0 && progress === null) ? `${NOTE}${UNKNOWN}` : NOTE,
    table: {
      caption: `${year}年重点工作的落实情况`,
      columns: [
        { label: '重点工作' },
        { label: '已有承诺的支部', kind: 'number' },
        { label: '还没有的支部', kind: 'number' },
        { label: '事项', kind: 'number' },
        { label: '已办结', kind: 'number' },
        { label: '进度', kind: 'number' },
      ],
      rows: tasks.map((task) => ({
        cells: [
          { text: task.title, href: `${keyTaskHref(task.id)}?year=${year}${on}` },
          `${task.branches.length}个`,
          `${task.without.length}个`,
          `${task.items}项`,
          `${task.done}项`,
          progressWords(task.progress, task.items),
        ],
      })),
      empty: { title: '还没有公布重点工作', text: '在活动方案里登记并公布后，这里显示各支部的落实情况。' },
    },
  };
}

const pastLead = (on: Date): string => `截至${showDay(on)}的情况。`;

/** One key task opened: the branches with their items, and those without any. */
export function showKeyTaskPage(data: { frame: Frame; task: TaskCoverage; year: number; past: Date | null }) {
  const { task, past } = data;
  return {
    title: task.title,
    frame: data.frame,
    head: { title: task.title, lead: past === null ? task.description : `${task.description} ${pastLead(past)}` },
    facts: [
      { label: '已有承诺的支部', value: `${task.branches.length}个` },
      { label: '还没有的支部', value: `${task.without.length}个` },
      { label: '事项', value: `${task.items}项，已办结${task.done}项` },
      { label: '进度', value: progressWords(task.progress, task.items), note: NOTE },
    ],
    table: {
      caption: `“${task.title}”的承诺事项`,
      columns: [{ label: '党支部' }, { label: '承诺事项' }, { label: '办结时限' }, { label: '进度', kind: 'number' }],
      rows: task.branches.flatMap(({ id, name, items }) =>
        items.map((item) => ({
          cells: [
            { text: name, href: `/branches/${id}/commitments` },
            { text: item.mainTask, href: `/branches/${id}/items/${item.id}` },
            // The day it has now: a day that is past may have been another one.
            past === null ? showDay(item.dueDate) : '',
            progressWords(item.progress, 1),
          ],
        })),
      ),
      empty: { title: '还没有支部的承诺对应到这项工作', text: '各支部撰写承诺时可以选择对应的重点工作。' },
    },
    without: task.without.map(({ id, name }) => ({ label: name, href: `/branches/${id}/commitments` })),
    back: {
      label: '返回全部重点工作',
      href: `${KEY_TASKS}?year=${data.year}${past === null ? '' : `&on=${dayInput(past)}`}`,
    },
  };
}
