/**
 * What every page gives to its template: the page's own ready strings plus the frame around it. Pure shapes, so that
 * page functions can name them without importing Express.
 */

/** `ok` ✓ done, `warn` ! to do, `late` × overdue or refused, `idle` ○ not begun. The sign is added by the tag partial. */
export type TagKind = 'ok' | 'warn' | 'late' | 'idle';

export interface Tag {
  kind: TagKind;
  label: string;
}

/** A button or a link. `post` is drawn as a form with the CSRF field. */
export interface Action {
  label: string;
  href: string;
  method?: 'get' | 'post';
  kind?: 'primary' | 'quiet' | 'danger' | 'link';
  /** Hidden fields sent along with a `post`. */
  fields?: { name: string; value: string }[];
  /** For a screen reader, where several of one label stand on a page: what it is for. */
  about?: string;
}

export interface RailStep {
  label: string;
  note: string;
  state: 'done' | 'now' | 'later' | 'late';
  href: string | null;
  /** The page on show belongs to this step. */
  current: boolean;
}

export interface RailPhase {
  numeral: '一' | '二' | '三';
  title: string;
  steps: RailStep[];
}

export interface Rail {
  phases: RailPhase[];
  /** The one card that stands for the rail on a phone. */
  short: { label: string; tag: Tag; note: string };
}

/** The masthead of the public notice board: whose board it is, and the two ways a parent can go. */
export interface BoardHead {
  name: string;
  note: string;
  homeHref: string;
  feedbackHref: string | null;
}

export type LayoutName = 'portal' | 'board' | 'plain' | 'paper';
export type TextSize = 'normal' | 'large' | 'larger';

export interface Frame {
  layout: LayoutName;
  bureauName: string;
  csrfToken: string;
  /** Shown once after a redirect. */
  notice: string | null;
  /** The address of the form that was saved before it; what was typed there need not be kept any longer. */
  saved?: string | null;
  /** `key` tells on a shared device whose typing is kept there. */
  who: {
    name: string;
    key: string;
    roleLabel: string;
    placeLabel: string;
    href?: string | null;
    /** 消息, with how many of them wait to be opened. */
    messages?: { href: string; unread: number };
  } | null;
  /** Whether the masthead holds the search. */
  search?: boolean;
  nav: { label: string; href: string; current: boolean }[];
  rail: Rail | null;
  crumbs: { label: string; href: string | null }[];
  /** Said on every page of a branch whose records are frozen by its acceptance. */
  frozen?: string | null;
  /** “这一步做什么”; null on pages that explain themselves. */
  help?: { plan: string | null; source: string | null; tasks: readonly string[]; guideHref: string } | null;
  /** The guide for whoever reads. */
  guideHref?: string;
  textSize: TextSize;
  today: string;
  /** What the page can be taken away as (papers.ts). */
  papers?: readonly { label: string; href: string }[];
  /** Only for the layout `board`; without it the bureau's name heads the board. */
  board?: BoardHead | null;
  /** Appended to the addresses of styles and scripts, so that browsers may keep them for long. */
  assetVersion?: string;
}

/** The one object a template gets. Page functions extend it with their own fields. */
export interface Page {
  title: string;
  frame: Frame;
}
