/** One thing a person did, from the audit trail. */
export interface DoneRow {
  /** Its number in the trail of the bureau. */
  place: string;
  /** The last number of all of them when the page was read: what comes later is not among the pages behind it. */
  top: string;
  /** How many there are on all pages together. */
  total: number;
  at: Date;
  action: string;
  entity: string;
  entityId: string;
  branchId: string | null;
  branchName: string | null;
  /** What its address needs besides: the item of a record, the letter of an amendment, kind or step as an address has them. */
  other: string | null;
  /** The name of the thing as it is called now. */
  subject: string | null;
  /** Not there any more, or being written by somebody else: no page shows it. */
  gone: boolean;
}

/** An act and the kind of thing it was done to. */
export type DoneActs = Pick<DoneRow, 'action' | 'entity'>;

export const PAGE_OF_DONE = 50;

/** Where a page ended, and where the first one began: places in the trail. */
export interface DoneCursor {
  top: string;
  before: string;
}

/** Reads what cursorText wrote; null for anything else, which is the first page. */
export function readCursor(text: string | undefined): DoneCursor | null {
  const [, top, before] = /^(\d{1,18})-(\d{1,18})$/.exec(text ?? '') ?? [];
  return top && before ? { top, before } : null;
}

/** Of the page behind these rows; null when there is none. `rows`: one more than a page shows when it goes on. */
export function cursorText(rows: readonly DoneRow[], here: DoneCursor | null): string | null {
  const last = rows[PAGE_OF_DONE - 1];
  return rows.length > PAGE_OF_DONE && last ? `${here?.top ?? last.top}-${last.place}` : null;
}
