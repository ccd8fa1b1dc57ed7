import { type Ledger, type LedgerMatter, ledgerOf } from '../../shared/ledger.js';
import type { AppraisedMember } from './member-appraisals.queries.js';
import { GRADE_LABELS, isGraded, showVotes } from './member-appraisals.rules.js';
import type { ListedLetter } from './remarks.queries.js';
import { turnTitle } from './remarks.rules.js';

interface RemarkRow {
  letter: ListedLetter;
  remark: ListedLetter['remarks'][number];
}

/** 点评台账. `mayRead`: whether the person who asks may read all words on a letter; of others only his own. */
export function remarkLedger(
  matter: LedgerMatter,
  letters: readonly ListedLetter[],
  { accountId, mayRead }: { accountId: string; mayRead: (letter: ListedLetter) => boolean },
): Ledger {
  const rows: RemarkRow[] = letters.flatMap((letter) =>
    letter.remarks
      .filter(({ authorId }) => authorId === accountId || mayRead(letter))
      .map((remark) => ({ letter, remark })),
  );
  return ledgerOf(
    '点评和评诺台账',
    matter,
    [
      { head: '年度', kind: 'number', value: ({ letter }) => letter.year },
      { head: '党支部', value: ({ letter }) => letter.branch.shortName },
      {
        head: '承诺人',
        value: ({ letter: { member, group, branch } }) => member?.name ?? group?.name ?? branch.shortName,
      },
      { head: '类别', value: ({ remark }) => turnTitle(remark) },
      { head: '内容', value: ({ remark }) => remark.text },
      { head: '点评人', value: ({ remark }) => remark.authorName },
      { head: '时间', kind: 'moment', value: ({ remark }) => remark.createdAt },
    ],
    rows,
  );
}

/** 民主评议党员台账: for the officers of the branch (R58). */
export function appraisalLedger(matter: LedgerMatter, rows: readonly AppraisedMember[]): Ledger {
  return ledgerOf(
    '民主评议党员台账',
    matter,
    [
      { head: '姓名', value: ({ name }) => name },
      { head: '人员类别', value: ({ memberType }) => (memberType === 'FULL' ? '正式党员' : '预备党员') },
      { head: '工作岗位', value: ({ post }) => post },
      {
        head: '自评等次',
        value: ({ appraisal }) => (appraisal?.selfGrade ? GRADE_LABELS[appraisal.selfGrade] : ''),
      },
      { head: '个人自评', value: ({ appraisal }) => appraisal?.selfText },
      { head: '党员互评', value: ({ appraisal }) => (appraisal?.votes ? showVotes(appraisal.votes) : '') },
      {
        head: '评定等次',
        value: ({ appraisal, memberType }) => {
          if (!isGraded(memberType)) return '参加评议，不评定等次';
          return appraisal?.grade ? GRADE_LABELS[appraisal.grade] : '';
        },
      },
      { head: '支部意见', value: ({ appraisal }) => appraisal?.opinion },
      { head: '评定日期', kind: 'day', value: ({ appraisal }) => appraisal?.decidedOn },
    ],
    rows,
  );
}
