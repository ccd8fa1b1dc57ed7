import { chinaDay, showDay, showMoment } from '../../shared/dates.js';
import type { Frame } from '../../web/frame-shape.js';
import { type DoneRow, MOST_DONE } from './done.rules.js';
import { doneWords } from './done-words.js';
import { DONE, MY_WORK } from './my-work.paths.js';

export const DONE_DAYS = 90;
const LONGEST_SUBJECT = 40;

/** R60: what a person did in the last ninety days, to be found again: the latest first, narrowed by words. */
export function showDonePage(data: {
  frame: Frame;
  rows: readonly DoneRow[];
  text: string;
  hrefOf: (row: DoneRow) => string | null;
  since: Date;
}) {
  const { text, rows } = data;
  const named = rows.map((row) => ({ row, what: doneWords(row.action, row.entity) }));
  const found = named.filter(({ row, what }) =>
    [what, row.subject, row.branchName].some((words) => words?.includes(text)),
  );
  const all = rows.length < MOST_DONE ? `共${rows.length}项` : `最近${MOST_DONE}项`;
  return {
    title: '已办',
    frame: data.frame,
    head: { title: '已办', lead: `您从${showDay(chinaDay(data.since))}以来办理的事项，最近的在前面。` },
    filters: {
      action: DONE,
      fields: [{ name: 'q', label: '事项、名称或党支部', value: text, maxlength: 30 }],
      reset: text === '' ? null : DONE,
      count: text === '' ? all : `找到${found.length}项`,
    },
    table: {
      caption: '您办理过的事项',
      columns: [{ label: '办理的事项' }, { label: '名称' }, { label: '党支部' }, { label: '时间' }],
      rows: found.map(({ row, what }) => {
        const href = data.hrefOf(row);
        return {
          cells: [
            href === null ? what : { text: what, href },
            shorten(row.subject),
            row.branchName,
            showMoment(row.at),
          ],
        };
      }),
      empty:
        text === ''
          ? { title: '这段时间没有办理过事项', text: '您办理的事项从现在起显示在这里。' }
          : { title: '没有找到', text: '换一个词，或者清除条件查看全部。' },
    },
    back: { label: '返回等您办理的事项', href: MY_WORK },
  };
}

const shorten = (text: string | null): string | null =>
  text !== null && text.length > LONGEST_SUBJECT ? `${text.slice(0, LONGEST_SUBJECT)}…` : text;
