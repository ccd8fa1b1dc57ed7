import { chinaDay, showDay, showMoment } from '../../shared/dates.js';
import type { Frame } from '../../web/frame-shape.js';
import { cursorText, type DoneCursor, type DoneRow, PAGE_OF_DONE } from './done.rules.js';
import { doneWords } from './done-words.js';
import { DONE, MY_WORK } from './my-work.paths.js';

export const DONE_DAYS = 90;
const LONGEST_SUBJECT = 40;

/** R60: what a person did in the last ninety days, to be found again: the latest first, page by page, narrowed by words. */
export function showDonePage(data: {
  frame: Frame;
  /** One more than is shown, when there are more. */
  rows: readonly DoneRow[];
  /** Where the page before ended; null: this is the first. */
  after: DoneCursor | null;
  text: string;
  hrefOf: (row: DoneRow) => string | null;
  since: Date;
}) {
  const { text, rows, after } = data;
  const total = rows[0]?.total ?? 0;
  const next = cursorText(rows, after);
  return {
    title: '已办',
    frame: data.frame,
    head: { title: '已办', lead: `您从${showDay(chinaDay(data.since))}以来办理的事项，最近的在前面。` },
    filters: {
      action: DONE,
      fields: [{ name: 'q', label: '事项、名称或党支部', value: text, maxlength: 30 }],
      reset: text === '' ? null : DONE,
      count: text === '' ? `共${total}项` : `找到${total}项`,
      links: after === null ? [] : [{ label: '回到最近的', href: pageHref(text, null) }],
    },
    table: {
      caption: '您办理过的事项',
      columns: [{ label: '办理的事项' }, { label: '名称' }, { label: '党支部' }, { label: '时间' }],
      rows: rows.slice(0, PAGE_OF_DONE).map((row) => {
        const what = doneWords(row.action, row.entity);
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
    pager: { href: next === null ? null : pageHref(text, next), label: '更早的', shown: null },
    back: { label: '返回等您办理的事项', href: MY_WORK },
  };
}

function pageHref(text: string, before: string | null): string {
  const query = new URLSearchParams({ ...(text === '' ? {} : { q: text }), ...(before === null ? {} : { before }) });
  return query.size === 0 ? DONE : `${DONE}?${query}`;
}

const shorten = (text: string | null): string | null =>
  text !== null && text.length > LONGEST_SUBJECT ? `${text.slice(0, LONGEST_SUBJECT)}…` : text;
