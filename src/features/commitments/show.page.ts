import { chinaDay, showDay, showMoment } from '../../shared/dates.js';
import { nestedNode, progressOf, progressOfAll } from '../../shared/progress.js';
import type { Action, Frame, Page, Tag } from '../../web/frame-shape.js';
import { AMENDMENT_TAGS } from './amendments.rules.js';
import { amendmentsHref, letterHref, oralHref, versionHref, writingHref } from './commitments.paths.js';
import type { CommitmentToRead } from './commitments.queries.js';
import { groupTitle, isEditable, LEVEL_LABELS, occasionOf, STATUS_TAGS } from './commitments.rules.js';
import { type ItemCard, itemCards } from './items.page.js';
import { type ReceiptCard, showReceipts } from './receipts.page.js';
import type { LetterSide } from './receipts.rules.js';

export interface HistoryLine {
  when: string;
  who: string;
  what: string;
  note: string | null;
}

export interface CommitmentPage extends Page {
  lead: string;
  tag: Tag;
  actions: Action[];
  letters: { label: string; href: string }[];
  facts: { label: string; value: string }[];
  preamble: string;
  progress: { value: number; text: string } | null;
  items: ItemCard[];
  receipts: ReceiptCard | null;
  history: HistoryLine[];
  toConfirm: { text: string; action: Action }[];
  amendments: { label: string; href: string; note: string; tag: Tag }[];
  versions: { label: string; href: string; note: string }[];
}

/** One commitment to read: its sides, items and way so far. */
export function showCommitmentPage({
  frame,
  commitment,
  may,
  receiver,
  today,
}: {
  frame: Frame;
  commitment: CommitmentToRead;
  may: { write: boolean };
  /** As whom the reader receives the letter, if at all. */
  receiver: { side: LetterSide | null; accountId: string };
  today: Date;
}): CommitmentPage {
  const { id, branchId, status } = commitment;
  return {
    title: `${commitment.year}年${titleOf(commitment)}`,
    frame,
    lead: `承诺对象：${commitment.organizationSide}；${commitment.peopleSide}。`,
    tag: STATUS_TAGS[status],
    actions: actionsOf(commitment, may),
    letters: [
      { label: `致${commitment.organizationSide}的承诺书`, href: letterHref(branchId, id, 'organization') },
      { label: `致${commitment.peopleSide}的承诺书`, href: letterHref(branchId, id, 'people') },
    ],
    facts: factsOf(commitment),
    preamble: occasionOf(commitment) + commitment.preamble,
    progress: progressOfLetter(commitment),
    receipts: status === 'PUBLISHED' ? showReceipts(commitment, receiver) : null,
    items: itemCards(withShares(commitment), today, status === 'PUBLISHED', status === 'PUBLISHED' ? branchId : null),
    history: historyOf(commitment),
    toConfirm: may.write ? toConfirm(commitment) : [],
    amendments: amendmentLines(commitment),
    versions: commitment.versions.map(({ version, replacedAt, reason }) => ({
      label: `第${version}版`,
      href: versionHref(branchId, id, version),
      note: `${showDay(chinaDay(replacedAt))}由第${version + 1}版替代，理由：${reason}`,
    })),
  };
}

const withShares = ({ items }: CommitmentToRead) =>
  items.map((item) => ({ ...item, share: progressOf(nestedNode(item)) }));

function progressOfLetter({ status, items }: CommitmentToRead): CommitmentPage['progress'] {
  const share = status === 'PUBLISHED' ? progressOfAll(items.map(nestedNode)) : null;
  return share === null ? null : { value: share, text: `${share}%` };
}

function actionsOf(commitment: CommitmentToRead, may: { write: boolean }): Action[] {
  const { id, branchId, status, amendments } = commitment;
  if (!may.write) return [];
  const { type, memberId } = commitment;
  if (type === 'ORAL' && status === 'APPROVED' && memberId)
    return [{ label: '修改口头承诺的记录', href: oralHref(branchId, memberId), kind: 'quiet' }];
  const shortTaskId = type === 'SHORT_TASK' ? id : null;
  if (isEditable(status))
    return [{ label: '修改承诺', href: writingHref({ ...commitment, shortTaskId }), kind: 'primary' }];
  if (status !== 'PUBLISHED' || amendments.some((row) => row.status === 'PROPOSED')) return [];
  return [{ label: '申请调整承诺', href: `${amendmentsHref(branchId, id)}/new`, kind: 'quiet' }];
}

/** E38: own items whose item above changed, each to be confirmed or amended. */
function toConfirm({ branchId, items }: CommitmentToRead): CommitmentPage['toConfirm'] {
  return items
    .filter(({ parentChangedAt, closedOn }) => parentChangedAt !== null && closedOn === null)
    .map(({ id, mainTask, parent }) => ({
      text: `“${mainTask}”的上级事项“${parent?.mainTask ?? ''}”已经调整。`,
      action: {
        label: '核对过，本项不变',
        href: `/branches/${branchId}/items/${id}/confirmation`,
        method: 'post',
        kind: 'quiet',
      },
    }));
}

function amendmentLines({ id, branchId, amendments }: CommitmentToRead): CommitmentPage['amendments'] {
  return amendments.map((row) => ({
    label: `${showDay(chinaDay(row.proposedAt))}由${row.proposedByName}提出`,
    href: `${amendmentsHref(branchId, id)}/${row.id}`,
    note: row.reason,
    tag: AMENDMENT_TAGS[row.status],
  }));
}

/** 党支部承诺 / “教学科研”小组承诺 / 李慧的承诺 / 李慧的即时承诺：迎接期末检查 / 李慧的口头承诺 */
export function titleOf({
  level,
  type,
  taskTitle,
  group,
  member,
}: Pick<CommitmentToRead, 'level' | 'type' | 'taskTitle'> & {
  group: { name: string } | null;
  member: { name: string } | null;
}): string {
  if (level === 'BRANCH') return LEVEL_LABELS.BRANCH.name;
  if (level === 'GROUP') return `${groupTitle(group?.name ?? '')}承诺`;
  const name = member?.name ?? '';
  if (type === 'SHORT_TASK') return `${name}的即时承诺：${taskTitle ?? ''}`;
  return type === 'ORAL' ? `${name}的口头承诺` : `${name}的承诺`;
}

function factsOf(commitment: CommitmentToRead): CommitmentPage['facts'] {
  const { branch, group, member, level } = commitment;
  return [
    {
      label: '承诺人',
      value:
        level === 'BRANCH' ? branch.name : level === 'GROUP' ? groupTitle(group?.name ?? '') : (member?.name ?? ''),
    },
    { label: '所在小组', value: level === 'MEMBER' && group ? groupTitle(group.name) : '' },
    { label: '组长', value: level === 'GROUP' ? (group?.leaderTerms[0]?.member.name ?? '') : '' },
    {
      label: '公布日期',
      value: commitment.publishedAt ? showDay(chinaDay(commitment.publishedAt)) : '',
    },
  ].filter(({ value }) => value !== '');
}

/** The words on the whole, then those on single items. */
function noteOf({ comment, comments }: CommitmentToRead['reviews'][number]): string | null {
  const lines = comments.map(({ position, mainTask, text }) => `第${position + 1}项“${mainTask}”：${text}`);
  const note = [...(comment === '' ? [] : [comment]), ...lines].join('；');
  return note === '' ? null : note;
}

/** The newest first. Of the submissions only the last is told; each review by itself. */
export function historyOf(
  commitment: Pick<CommitmentToRead, 'reviews' | 'submittedAt' | 'round' | 'publishedAt' | 'branch'>,
): HistoryLine[] {
  const reviews = commitment.reviews.map((review) => ({
    at: review.createdAt,
    who: review.reviewerName,
    what: `第${review.round}次审核：${review.outcome === 'APPROVED' ? '审定通过' : '退回修改'}`,
    note: noteOf(review),
  }));
  const submitted = commitment.submittedAt
    ? [{ at: commitment.submittedAt, who: '承诺人', what: `第${commitment.round}次提交审核`, note: null }]
    : [];
  const published = commitment.publishedAt
    ? [{ at: commitment.publishedAt, who: commitment.branch.shortName, what: '在党务公开栏公布', note: null }]
    : [];
  return [...submitted, ...reviews, ...published]
    .sort((a, b) => b.at.getTime() - a.at.getTime())
    .map(({ at, ...line }) => ({ when: showMoment(at), ...line }));
}
