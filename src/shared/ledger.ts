import { showDay } from './dates.js';
import { plainFileName } from './file-names.js';

/** What a cell can hold; a day and a moment are both a `Date`, told apart by the column's kind. */
export type LedgerValue = string | number | boolean | Date | null | undefined;

/** `day` and `moment` become real dates, `number` a number, everything else stays text, whatever it begins with. */
export type LedgerKind = 'text' | 'number' | 'day' | 'moment';

export interface LedgerColumn<Row> {
  head: string;
  kind?: LedgerKind;
  value: (row: Row) => LedgerValue;
}

/** A ledger (台账) as a pure description: what stands in the file, nothing of how the file is written. */
export interface Ledger {
  /** 会议记录台账 */
  title: string;
  /** Whose ledger it is: the branch, or the bureau. */
  place: string;
  /** The filters that were on, as words; empty when everything is in. */
  filters: readonly string[];
  day: Date;
  columns: readonly { head: string; kind: LedgerKind }[];
  rows: readonly (readonly LedgerValue[])[];
}

export interface LedgerMatter {
  place: string;
  day: Date;
  filters?: readonly string[];
}

/** A ledger is the whole list; beyond this many rows nobody reads it on paper. */
export const MOST_ROWS = 20_000;

/** Puts rows under columns; a leading 序号 is added to every ledger. */
export function ledgerOf<Row>(
  title: string,
  { place, day, filters = [] }: LedgerMatter,
  columns: readonly LedgerColumn<Row>[],
  rows: readonly Row[],
): Ledger {
  return {
    title,
    place,
    day,
    filters,
    columns: [{ head: '序号', kind: 'number' }, ...columns.map(({ head, kind = 'text' }) => ({ head, kind }))],
    rows: rows.map((row, index) => [index + 1, ...columns.map(({ value }) => value(row))]),
  };
}

/** 筛选条件：预备党员；共3条；2026年7月5日导出 */
export function ledgerLine({ place, filters, rows, day }: Ledger): string {
  const filtered = filters.length > 0 ? filters.join('，') : '全部';
  return `${place}　　筛选条件：${filtered}　　共${rows.length}条　　${showDay(day)}导出`;
}

/** 会议记录台账-第一中学党支部-2026年7月5日 */
export function ledgerFileName({ title, place, day }: Ledger): string {
  const kept = plainFileName(`${title}-${place}`, '台账');
  return `${kept}-${showDay(day)}.xlsx`;
}
