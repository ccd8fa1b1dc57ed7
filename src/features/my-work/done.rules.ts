/** One thing a person did, from the audit trail. */
export interface DoneRow {
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

/** More than that nobody looks through; the search narrows. */
export const MOST_DONE = 500;
