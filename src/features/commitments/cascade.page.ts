import type { Action, Frame, Page, Tag } from '../../web/frame-shape.js';
import type { GroupWithMembers } from './cascade.queries.js';
import { type Cascade, type CascadeCommitment, itemsWithoutGroup, type Reader } from './cascade.rules.js';
import { groupTable } from './cascade-groups.page.js';
import { type NextCard, nextCard } from './cascade-next.page.js';
import {
  type CascadeRow,
  isLargeTree,
  type OwnRows,
  ownRows,
  rowsMatter,
  rowsOf,
  rowsOfMembers,
} from './cascade-rows.page.js';
import {
  breakdownHref,
  cascadeHref,
  commitmentHref,
  picturesHref,
  publicationHref,
  reviewsHref,
  writingHref,
} from './commitments.paths.js';
import { isEditable, STATUS_TAGS } from './commitments.rules.js';
import { type CoverageList, coverageList } from './coverage.page.js';
import { coverageGaps } from './coverage.rules.js';
import { type RoundCard, roundCard } from './rounds.page.js';
import type { YearRound } from './rounds.queries.js';

export interface CascadeMatter {
  frame: Frame;
  branch: { id: string; shortName: string };
  year: number;
  years: readonly number[];
  /** The year that is written today; the other one is only read. */
  isThisYear: boolean;
  today: Date;
  reader: Reader;
  may: { write: boolean; publish: boolean; review: boolean; remark: boolean };
  commitments: readonly CascadeCommitment[];
  cascade: Cascade;
  groups: readonly GroupWithMembers[];
  yearRound: YearRound;
  /** How many wait for this person's review. */
  toReview: number;
  /** Stands in place of the next act where the branch has not come to the step of commitments. */
  notYet: NextCard | null;
  /** What of a large tree the reader unfolded: see cascade-rows.page.ts. */
  unfolded: string | null;
}

export interface CascadePage extends Page {
  lead: string;
  next: NextCard;
  years: { label: string; href: string; current: boolean }[];
  links: Action[];
  branch: { tag: Tag; rows: CascadeRow[]; note: string; empty: string; links: { label: string; href: string }[] };
  round: RoundCard | null;
  coverage: CoverageList | null;
  ownOfGroups: CascadeRow[];
  ownOfMembers: OwnRows;
  groups: object;
}

/** 三级承诺总览: the branch's items with what groups and members made of them, and where each commitment stands. */
export function showCascadePage(matter: CascadeMatter): CascadePage {
  const { branch, year, commitments, cascade, may, notYet } = matter;
  const list = rowsMatter(matter);
  const own = commitments.find(({ level }) => level === 'BRANCH') ?? null;
  const unassigned = itemsWithoutGroup(commitments).length;
  const approved = commitments.filter(({ status }) => status === 'APPROVED').length;
  return {
    title: `${year}年三级双向承诺`,
    frame: matter.frame,
    lead: '党支部、功能党小组、党员逐级承诺，支部的任务分解到小组、落实到党员。',
    next: notYet ?? nextCard({ ...matter, groups: atWork(matter), own, unassigned, approved }),
    years: matter.years.map((each) => ({
      label: `${each}年`,
      href: cascadeHref(branch.id, each),
      current: each === year,
    })),
    links: notYet ? [] : linksOf(matter, approved),
    branch: {
      tag: own ? STATUS_TAGS[own.status] : { kind: 'idle', label: '未填写' },
      rows: rowsOf(list, cascade.branch),
      note: unassigned === 0 ? `${cascade.branch.length}项` : `${cascade.branch.length}项，${unassigned}项未分解到小组`,
      empty: own ? '支部承诺正在起草。' : '支部还没有填写本年度的承诺。',
      links: [...branchLinks(branch.id, own, may.write && notYet === null), ...unfoldingLinks(matter)],
    },
    round: roundCard(matter.yearRound, {
      branchId: branch.id,
      today: matter.today,
      mayArrange: may.write && notYet === null && matter.isThisYear,
    }),
    coverage: coverageList(coverageGaps(cascade), branch.id, may.write && notYet === null),
    ownOfGroups: ownRows(list, cascade.ownOfGroups),
    ownOfMembers: rowsOfMembers(list, cascade.ownOfMembers),
    groups: groupTable(matter),
  };
}

const atWork = ({ groups }: CascadeMatter) => groups.filter(({ isClosed }) => !isClosed);

function linksOf({ branch, year, commitments, may, toReview }: CascadeMatter, approved: number): Action[] {
  const published = commitments.some(({ status }) => status === 'PUBLISHED');
  return [
    ...(published && may.review
      ? [
          {
            label: '下载全部承诺书',
            href: `/branches/${branch.id}/commitments/letters?year=${year}`,
            kind: 'quiet' as const,
          },
        ]
      : []),
    ...(may.review
      ? [{ label: '认可践诺记录', href: `/branches/${branch.id}/fulfillments`, kind: 'quiet' as const }]
      : []),
    ...(may.review
      ? [
          {
            label: toReview === 0 ? '审核承诺' : `审核承诺（${toReview}份待审）`,
            href: reviewsHref(branch.id),
            kind: 'quiet' as const,
          },
        ]
      : []),
    ...(published ? [{ label: '图表', href: picturesHref(branch.id, year), kind: 'quiet' as const }] : []),
    ...(published && may.remark
      ? [{ label: '点评和评诺', href: `/branches/${branch.id}/remarks?year=${year}`, kind: 'quiet' as const }]
      : []),
    ...(may.publish && approved > 0
      ? [
          {
            label: `公布已审定的承诺（${approved}份）`,
            href: `${publicationHref(branch.id)}/new`,
            kind: 'quiet' as const,
          },
        ]
      : []),
  ];
}

function unfoldingLinks({ branch, year, commitments, unfolded }: CascadeMatter) {
  if (!isLargeTree(commitments)) return [];
  const folded = cascadeHref(branch.id, year);
  return [
    unfolded === 'all'
      ? { label: '收起党员事项', href: folded }
      : { label: '展开全部党员事项', href: `${folded}&open=all` },
  ];
}

function branchLinks(branchId: string, own: CascadeCommitment | null, mayWrite: boolean) {
  const read = own ? [{ label: '查看支部承诺', href: commitmentHref(branchId, own.id) }] : [];
  if (!mayWrite) return read;
  const write =
    own && !isEditable(own.status)
      ? []
      : [{ label: '填写支部承诺', href: writingHref({ level: 'BRANCH', branchId, groupId: null }) }];
  const split = own && own.items.length > 0 ? [{ label: '分解到小组', href: breakdownHref(branchId) }] : [];
  return [...write, ...split, ...read];
}
