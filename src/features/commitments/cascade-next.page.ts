import { showDay } from '../../shared/dates.js';
import type { Action } from '../../web/frame-shape.js';
import type { CascadeCommitment, Reader } from './cascade.rules.js';
import { breakdownHref, publicationHref, reviewsHref, roundHref, writingHref } from './commitments.paths.js';
import { LEVEL_LABELS } from './commitments.rules.js';
import type { YearRound } from './rounds.queries.js';
import { isHearing } from './rounds.rules.js';

export interface NextCard {
  title: string;
  text: string;
  action: Action | null;
}

interface Situation {
  branch: { id: string };
  reader: Reader;
  may: { write: boolean; publish: boolean };
  /** The branch's own commitment. */
  own: CascadeCommitment | null;
  commitments: readonly CascadeCommitment[];
  groups: readonly { id: string; name: string; members: readonly { id: string }[] }[];
  toReview: number;
  unassigned: number;
  approved: number;
  yearRound: YearRound;
  today: Date;
  year: number;
}

/** The one thing to do next, for this person: what waits for others comes before what is one's own to begin. */
export function nextCard(situation: Situation): NextCard {
  return (
    reviewCard(situation) ??
    (situation.may.write ? secretaryCard(situation) : null) ??
    leaderCard(situation) ??
    memberCard(situation) ??
    waitingCard(situation)
  );
}

function card(title: string, text: string, label: string, href: string): NextCard {
  return { title, text, action: { label, href, kind: 'primary' } };
}

function reviewCard({ toReview, branch }: Situation): NextCard | null {
  if (toReview === 0) return null;
  return card(`审核${toReview}份承诺`, '承诺提交后等待您审定或退回修改。', '去审核', reviewsHref(branch.id));
}

function secretaryCard(situation: Situation): NextCard | null {
  const { branch, own, approved, unassigned, may, yearRound } = situation;
  const writing = writingHref({ level: 'BRANCH', branchId: branch.id, groupId: null });
  if (!own && !yearRound.round)
    return card(
      `开始${situation.year}年的承诺`,
      '先定下征求意见和逐级承诺的日期，公开栏随即开放提建议。',
      '安排时间',
      roundHref(branch.id),
    );
  if (yearRound.unanswered > 0 && (!own || own.status === 'DRAFT'))
    return card(
      `答复${yearRound.unanswered}条意见建议`,
      '逐条说明采纳情况，答复完才能提交支部承诺。',
      '去答复',
      `/branches/${branch.id}/feedback`,
    );
  if (!own)
    return card(
      '填写支部承诺',
      '结合重点工作和党员群众的意见建议，确定主要任务、工作内容和办结时限。',
      '填写支部承诺',
      writing,
    );
  if (own.status === 'RETURNED')
    return card('修改支部承诺', '局党委退回了支部承诺，请按意见修改后再提交。', '修改支部承诺', writing);
  if (own.status === 'DRAFT')
    return card('提交支部承诺', `已起草${own.items.length}项，${hearingWords(situation)}`, '继续填写', writing);
  if (approved > 0 && may.publish) {
    return card(
      `公布${approved}份承诺`,
      '已审定的承诺公布后，在党务公开栏接受师生监督。',
      '公布已审定的承诺',
      `${publicationHref(branch.id)}/new`,
    );
  }
  if (unassigned > 0)
    return card(
      `把${unassigned}项任务分解到小组`,
      '支部承诺的每一项都要有小组承担。',
      '分解到小组',
      breakdownHref(branch.id),
    );
  return null;
}

function hearingWords({ yearRound: { round }, today }: Situation): string {
  if (round && isHearing(round, today))
    return `意见建议征集到${showDay(round.suggestionsUntil)}，截止后提交局党委审核。`;
  return '核对后提交局党委审核。';
}

function leaderCard({ branch, reader, commitments, groups }: Situation): NextCard | null {
  const led = groups.filter(({ id }) => reader.leads.includes(id));
  for (const group of led) {
    const own = commitments.find(({ level, groupId }) => level === 'GROUP' && groupId === group.id);
    const text = textToWrite(own);
    if (text)
      return card(
        `${group.name}小组的承诺`,
        text,
        '填写小组承诺',
        writingHref({ level: 'GROUP', branchId: branch.id, groupId: group.id }),
      );
  }
  return null;
}

function memberCard({ branch, reader, commitments, groups }: Situation): NextCard | null {
  const placed = groups.some(({ members }) => members.some(({ id }) => id === reader.memberId));
  if (reader.memberId === null || !placed) return null;
  const own = commitments.find(({ type, memberId }) => type !== 'SHORT_TASK' && memberId === reader.memberId);
  const text = textToWrite(own);
  return text
    ? card('我的承诺', text, '填写我的承诺', writingHref({ level: 'MEMBER', branchId: branch.id, groupId: null }))
    : null;
}

function textToWrite(own: CascadeCommitment | undefined): string | null {
  if (!own) return '还没有填写。写好后提交审核，审定后公布。';
  if (own.status === 'DRAFT') return `已起草${own.items.length}项，核对后提交审核。`;
  return own.status === 'RETURNED' ? '审核人退回了这份承诺，请按意见修改后再提交。' : null;
}

function waitingCard({ commitments, groups }: Situation): NextCard {
  const submitted = commitments.filter(({ status }) => status === 'SUBMITTED');
  const expected = 1 + groups.length + groups.reduce((sum, { members }) => sum + members.length, 0);
  const published = commitments.filter(({ type, status }) => type !== 'SHORT_TASK' && status === 'PUBLISHED').length;
  const waits = submitted.some(({ level }) => level === 'BRANCH')
    ? `支部承诺正在等待${LEVEL_LABELS.BRANCH.reviewedBy}审核。`
    : '';
  return { title: '承诺进度', text: `${waits}应公布${expected}份，已公布${published}份。`, action: null };
}
