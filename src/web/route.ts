import type { Permission } from '../access/permissions.js';
import type { BranchVisit, BureauVisit, OwnVisit, PersonVisit, Visit } from './visit.js';

interface RowBase {
  method: 'get' | 'post';
  path: string;
  /** A file field read into memory before the CSRF check; only for rows that take a file. */
  upload?: { field: string; maxBytes: number };
  /** Shown, with status 403, for a form whose token does not fit, where it can simply be sent again. */
  expired?: (visit: Visit) => void;
  /**
   * Copies of the page may answer. For pages of the notice board: the same for everybody without a cookie
   * (kept-answers.ts). For all others: a function of the bureau's rows, of the person with his rights and of the day
   * alone (kept-pages.ts); not for what shows the hour or reads past the database.
   */
  kept?: true;
}

/** For anyone, with or without an account. */
export interface OpenRow extends RowBase {
  place: 'open';
  access: 'public';
  handler: (visit: Visit) => Promise<void> | void;
}
/** For anyone signed in: one's own account, the search. */
export interface AccountRow extends RowBase {
  place: 'account';
  access: 'signed-in';
  handler: (visit: PersonVisit) => Promise<void> | void;
}
/** Pages of the bureau (or the platform): a role of the bureau is needed. Path under /bureau or /platform. */
export interface BureauRow extends RowBase {
  place: 'bureau';
  access: Permission;
  handler: (visit: BureauVisit) => Promise<void> | void;
}
/** Pages of one branch; the path holds :branchId, and a branch outside the person's scope is a 404. */
export interface BranchRow extends RowBase {
  place: 'branch';
  access: Permission;
  handler: (visit: BranchVisit) => Promise<void> | void;
}
/** Pages of a member about himself. Path under /me. */
export interface OwnRow extends RowBase {
  place: 'own';
  access: Permission;
  handler: (visit: OwnVisit) => Promise<void> | void;
}

/** One route. `access` is required by type: a row without it does not compile. */
export type RouteRow = OpenRow | AccountRow | BureauRow | BranchRow | OwnRow;
