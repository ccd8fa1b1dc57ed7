import { showDay } from '../../shared/dates.js';
import type { Frame } from '../../web/frame-shape.js';
import type { ExtensionRow } from './extensions.queries.js';
import { EXTENSION_WORDS } from './extensions.rules.js';
import { extensionHref, itemHref } from './fulfillments.paths.js';
import type { WaitingRecord } from './fulfillments.queries.js';

/** What waits for somebody above to accept it: the person's own desk, then that of others. */
export function showWaitingPage(data: {
  frame: Frame;
  branchId: string;
  rows: readonly { row: WaitingRecord; mine: boolean }[];
  extensions: readonly ExtensionRow[];
}) {
  const { branchId, frame, rows, extensions } = data;
  const mine = rows.filter((one) => one.mine);
  const [first] = mine;
  return {
    title: '认可践诺记录',
    frame,
    lead: '承诺人记录做了什么，由审核承诺的一方认可；认可后计入进度。',
    next: first
      ? {
          title: `认可${mine.length}条记录`,
          text: `最早的一条：${first.row.createdByName}，${first.row.item.mainTask}。`,
          action: { label: '去认可', href: hrefOf(branchId, first.row) },
        }
      : nextExtension(branchId, extensions),
    extensions: extensions.length === 0 ? null : extensionTable(branchId, extensions),
    table: {
      caption: '等待认可的践诺记录',
      columns: [{ label: '承诺事项' }, { label: '承诺人' }, { label: '做了什么' }, { label: '日期' }],
      rows: rows.map(({ row, mine: own }) => ({
        cells: [
          { text: row.item.mainTask, href: hrefOf(branchId, row) },
          { text: row.createdByName, note: own ? '' : '由其他人认可' },
          row.content,
          showDay(row.doneOn),
        ],
      })),
      empty: { title: '没有等待认可的记录' },
    },
  };
}

/** Without a record at the person's desk: what is asked about deadlines, if anything. */
function nextExtension(branchId: string, extensions: readonly ExtensionRow[]) {
  const [asked] = extensions;
  if (!asked) return { title: '没有等待您认可的记录', text: '有新的记录时，在这里办理。', action: null };
  return {
    title: `审核${extensions.length}条延期申请或逾期说明`,
    text: `最早的一条：${asked.createdByName}，${asked.item.mainTask}。`,
    action: { label: '去审核', href: extensionHref(branchId, asked.id) },
  };
}

/** E34: stands there only while somebody asks. */
function extensionTable(branchId: string, extensions: readonly ExtensionRow[]) {
  return {
    caption: '延期申请和逾期说明',
    columns: [{ label: '承诺事项' }, { label: '提出人' }, { label: '理由' }, { label: '新的时限' }],
    rows: extensions.map((row) => ({
      cells: [
        { text: row.item.mainTask, href: extensionHref(branchId, row.id), note: EXTENSION_WORDS[row.kind].name },
        row.createdByName,
        row.reason,
        row.newDueDate ? showDay(row.newDueDate) : '',
      ],
    })),
    empty: { title: '没有申请' },
  };
}

const hrefOf = (branchId: string, row: WaitingRecord): string => `${itemHref(branchId, row.itemId)}#r-${row.id}`;
