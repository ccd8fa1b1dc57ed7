import { type Ledger, type LedgerMatter, ledgerOf } from '../../shared/ledger.js';
import { MEMBER_TYPE_WORDS, SKILL_TAGS, skillState, specialStates } from './member-words.rules.js';
import type { MemberRow, RosterRow } from './members.queries.js';

/** 党员名册台账: what the list shows. Phone and identity number leave the portal by the recorded roster export alone. */
export function memberLedger(matter: LedgerMatter, rows: readonly Omit<RosterRow, 'phoneCipher'>[]): Ledger {
  return ledgerOf(
    '党员名册台账',
    matter,
    [
      { head: '姓名', value: ({ name }) => name },
      { head: '人员类别', value: ({ memberType }) => MEMBER_TYPE_WORDS[memberType] },
      {
        head: '其他情况',
        value: (row) =>
          specialStates(row)
            .filter((word) => word !== '预备党员')
            .join('、'),
      },
      { head: '工作岗位', value: ({ post }) => post },
      { head: '党内职务', value: ({ partyPost }) => partyPost },
      { head: '功能党小组', value: ({ groupName }) => groupName },
      { head: '能力特长', value: ({ skills }) => skills.join('、') },
      { head: '特长情况', value: (row) => SKILL_TAGS[skillState(row)].label },
    ],
    rows,
  );
}

type Skilled = Pick<
  MemberRow,
  'name' | 'post' | 'skills' | 'skillNote' | 'skillsFilledAt' | 'experience' | 'wishedFunctions' | 'willingTasks'
>;

/** 能力特长台账: what waits for the branch's word. */
export function skillLedger(matter: LedgerMatter, rows: readonly Skilled[]): Ledger {
  return ledgerOf(
    '待确认能力特长台账',
    matter,
    [
      { head: '姓名', value: ({ name }) => name },
      { head: '工作岗位', value: ({ post }) => post },
      { head: '能力特长', value: ({ skills }) => skills.join('、') },
      { head: '本人说明', value: ({ skillNote }) => skillNote },
      { head: '工作经历', value: ({ experience }) => experience },
      { head: '想参加的小组方向', value: ({ wishedFunctions }) => wishedFunctions.join('、') },
      { head: '愿意承担的任务', value: ({ willingTasks }) => willingTasks },
      { head: '填写时间', kind: 'moment', value: ({ skillsFilledAt }) => skillsFilledAt },
    ],
    rows,
  );
}
