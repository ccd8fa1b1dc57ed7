import { LEADER_METHOD_LABELS } from '../../campaign/leader-methods.js';
import { chinaDay } from '../../shared/dates.js';
import { type Ledger, type LedgerMatter, ledgerOf } from '../../shared/ledger.js';
import type { ElectionOverview } from './election-pages.queries.js';
import { ELECTION_LABELS } from './elections.rules.js';

/** 组长台账: who leads each group, since when and by what way (R23 to R25). */
export function leaderLedger(matter: LedgerMatter, groups: ElectionOverview['groups']): Ledger {
  return ledgerOf(
    '功能党小组组长台账',
    matter,
    [
      { head: '小组', value: ({ name }) => name },
      { head: '小组人数', kind: 'number', value: ({ memberCount }) => memberCount },
      { head: '组长', value: ({ term }) => term?.member.name ?? '尚未产生' },
      { head: '产生方式', value: ({ term }) => (term ? LEADER_METHOD_LABELS[term.method] : '') },
      { head: '任职日期', kind: 'day', value: ({ term }) => term && chinaDay(term.startedAt) },
      { head: '代理组长', value: ({ acting }) => acting?.member.name },
      { head: '推选情况', value: ({ election }) => (election ? ELECTION_LABELS[election.status] : '未开始') },
      { head: '候选人数', kind: 'number', value: ({ election }) => election?.candidates.length },
      { head: '自荐截止', kind: 'day', value: ({ election }) => election?.nominationClosesOn },
    ],
    groups,
  );
}
