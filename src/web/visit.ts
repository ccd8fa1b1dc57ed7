import type { Request, Response } from 'express';
import type { Person } from '../access/roles.js';
import type { BranchPlace, CampaignAtHand } from '../campaign/place.js';
import type { FileStore } from '../db/file-store.js';
import type { UseCase } from '../db/transaction.js';
import type { StepName } from '../generated/prisma/enums.js';
import type { BoardHead, Frame, Page } from './frame-shape.js';
import type { Throttles } from './throttle.js';

/** What every handler is given: the request read once, ready to use. */
export interface Visit {
  req: Request;
  res: Response;
  useCase: UseCase;
  throttles: Throttles;
  /** The portal's own address, without a slash at its end. */
  baseUrl: string;
  /** How the portal reaches people outside: whether it can send mail, and where messages to groups may go. */
  reach: { mail: boolean; robotHosts: readonly string[] };
  /** Where uploaded files lie. */
  files: FileStore;
  /** The folder of acceptance files. */
  archiveDir: string;
  /** The moment of the request and the calendar day it is in China. */
  now: Date;
  today: Date;
  /** Path parameters, checked: ids are UUIDs, other segments are short words. */
  params: Readonly<Record<string, string>>;
  /** Query parameters that came once, as text; repeated ones are refused before. */
  query: Readonly<Record<string, string>>;
  /** The fields of the form; {} when nothing was sent. */
  body: Readonly<Record<string, unknown>>;
  person: Person | null;
  /** The frame around a page: masthead, navigation, rail, CSRF token. */
  frame(options?: FrameOptions): Frame;
  /** Shows a page. */
  show(view: string, page: Page, status?: number): void;
  /** 303 to another page, with a word shown there once. */
  go(href: string, notice?: string): void;
}

export interface FrameOptions {
  layout?: Frame['layout'];
  /** The masthead of the notice board; only for the layout `board`. */
  board?: BoardHead;
  /** Whether the page holds a form. Off on the notice board, so that reading it opens no session. */
  withForm?: boolean;
  /** The step of the rail this page belongs to. */
  step?: StepName;
  crumbs?: readonly { label: string; href: string | null }[];
}

/** A visit by somebody signed in. */
export interface PersonVisit extends Visit {
  person: Person;
}

/** A visit to a page of one branch that lies within the person's scope. */
export interface BranchVisit extends PersonVisit {
  place: BranchPlace;
  branchId: string;
}

/** A visit of a member to a page about himself. */
export interface OwnVisit extends BranchVisit {
  memberId: string;
}

/** A visit to a page of the bureau. */
export interface BureauVisit extends PersonVisit {
  /** The running campaign, read when asked. */
  campaign(): Promise<CampaignAtHand | null>;
}
