import { type Ledger, type LedgerMatter, ledgerOf } from '../../shared/ledger.js';
import { HANDLING_LABELS, STANCE_LABELS } from './function-groups.rules.js';
import { hostOf, sizeOf } from './groups-notice.js';
import type { ListedGroup, Opinion } from './proposal.queries.js';
import type { SingleGroup } from './single-group.queries.js';

/** 功能党小组台账 */
export function groupLedger(matter: LedgerMatter, rows: readonly ListedGroup[]): Ledger {
  return ledgerOf(
    '功能党小组台账',
    matter,
    [
      { head: '小组', value: ({ name }) => name },
      { head: '功能定位', value: ({ groupFunction }) => groupFunction },
      { head: '依托', value: hostOf },
      { head: '组长', value: ({ leaderTerms }) => leaderTerms[0]?.member.name ?? '尚未产生' },
      { head: '人数', kind: 'number', value: ({ memberCount }) => memberCount },
      { head: '名额', value: sizeOf },
    ],
    rows,
  );
}

/** 征求意见台账: what members said of the proposal and what the branch answered (R13). */
export function opinionLedger(matter: LedgerMatter, rows: readonly Opinion[]): Ledger {
  return ledgerOf(
    '征求党员意见台账',
    matter,
    [
      { head: '党员', value: ({ member }) => member.name },
      { head: '工作岗位', value: ({ member }) => member.post },
      { head: '态度', value: ({ stance }) => STANCE_LABELS[stance] },
      { head: '意见', value: ({ content }) => content },
      { head: '提出时间', kind: 'moment', value: ({ createdAt }) => createdAt },
      { head: '是否采纳', value: ({ handling }) => (handling === null ? '尚未答复' : HANDLING_LABELS[handling]) },
      { head: '答复', value: ({ answer }) => answer },
    ],
    rows,
  );
}

const SOURCES = { ENROLLED: '本人报名', ASSIGNED: '协商安排' } as const;

/** 小组党员名单 (D11). */
export function groupPeopleLedger(matter: LedgerMatter, group: Pick<SingleGroup, 'name' | 'people' | 'term'>): Ledger {
  return ledgerOf(
    `${group.name}功能党小组党员名单`,
    matter,
    [
      { head: '姓名', value: ({ name }) => name },
      { head: '组内职务', value: ({ id }) => (id === group.term?.memberId ? '组长' : '') },
      { head: '人员类别', value: ({ memberType }) => (memberType === 'FULL' ? '正式党员' : '预备党员') },
      { head: '工作岗位', value: ({ post }) => post },
      { head: '岗位职责', value: ({ postDuties }) => postDuties },
      { head: '参加方式', value: ({ source }) => SOURCES[source] },
    ],
    group.people,
  );
}
