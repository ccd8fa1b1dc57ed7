import { parseDay } from '../../shared/dates.js';
import { type Ledger, type LedgerMatter, ledgerOf } from '../../shared/ledger.js';
import type { SpecialDay } from '../../shared/working-days.js';
import { APPLICATION_TAGS } from './applications.page.js';
import type { BranchRound } from './applications.queries.js';
import type { Outcome } from './decisions.queries.js';
import { standingsOf } from './decisions.rules.js';
import type { ListedObjection } from './objections.queries.js';
import { OBJECTION_TAGS } from './public-notices.rules.js';
import type { HandedIn, ListedRound, Round } from './rounds.queries.js';
import { AWARD_NAMES, ROUND_TAGS } from './rounds.rules.js';
import { showResult } from './scoring.rules.js';

/** 评选台账: the rounds of the campaign. */
export function roundLedger(matter: LedgerMatter, rows: readonly ListedRound[]): Ledger {
  return ledgerOf(
    '评选表彰台账',
    matter,
    [
      { head: '评选', value: ({ title }) => title },
      { head: '表彰类别', value: ({ award }) => AWARD_NAMES[award] },
      { head: '申报截止', kind: 'day', value: ({ applyUntil }) => applyUntil },
      { head: '公示（工作日）', kind: 'number', value: ({ noticeDays }) => noticeDays },
      { head: '申报数', kind: 'number', value: ({ _count }) => _count.applications },
      { head: '已报支部数', kind: 'number', value: ({ _count }) => _count.recommendations },
      { head: '待办异议', kind: 'number', value: ({ openObjections }) => openObjections },
      { head: '状态', value: ({ status }) => ROUND_TAGS[status].label },
    ],
    rows,
  );
}

const SOURCES = { SELF: '本人申报', BRANCH: '支部提名' } as const;
const AFTER_DECISION: readonly Round['status'][] = ['DECIDED', 'NOTICED', 'AWARDED'];

/**
 * 申报和评审台账 of one round as the bureau sees it. Points and ranks come in once the committee has decided: before,
 * nobody who scores reads the points of others.
 */
export function candidateLedger(
  matter: LedgerMatter,
  round: Pick<Round, 'title' | 'status' | 'rules'>,
  handedIn: HandedIn,
  outcome: Outcome | null,
): Ledger {
  const decided = outcome !== null && AFTER_DECISION.includes(round.status);
  const standings = new Map(decided ? standingsOf(outcome.applications, round.rules).map((row) => [row.id, row]) : []);
  const branches = new Map(handedIn.recommendations.map((row) => [row.branchId, row.branch.shortName]));
  const chosen = new Map(outcome?.applications.map((row) => [row.id, row]) ?? []);
  return ledgerOf(
    `${round.title}申报和评审台账`,
    matter,
    [
      { head: '党支部', value: ({ branchId }) => branches.get(branchId) },
      { head: '申报对象', value: ({ candidateName }) => candidateName },
      { head: '申报方式', value: ({ source }) => SOURCES[source] },
      ...(decided
        ? ([
            { head: '名次', kind: 'number', value: ({ id }) => standings.get(id)?.rank },
            { head: '得分', value: ({ id }) => pointsOf(standings.get(id)?.result) },
            { head: '评审份数', kind: 'number', value: ({ id }) => standings.get(id)?.totals.length },
          ] satisfies Parameters<typeof ledgerOf<HandedIn['applications'][number]>>[2])
        : []),
      { head: '结果', value: ({ status }) => APPLICATION_TAGS[status].label },
      { head: '撤销表彰日期', kind: 'day', value: ({ id }) => chosen.get(id)?.awardRevokedOn },
    ],
    handedIn.applications,
  );
}

const pointsOf = (result: number | null | undefined): string => (result == null ? '' : showResult(result));

/** 申报台账 of one branch in one round. */
export function applicationLedger(matter: LedgerMatter, title: string, rows: BranchRound['applications']): Ledger {
  return ledgerOf(
    `${title}申报台账`,
    matter,
    [
      { head: '申报对象', value: ({ candidateName }) => candidateName },
      { head: '申报方式', value: ({ source }) => SOURCES[source] },
      { head: '提交时间', kind: 'moment', value: ({ submittedAt }) => submittedAt },
      { head: '主要事迹', value: ({ deeds }) => deeds },
      { head: '情况', value: ({ status }) => APPLICATION_TAGS[status].label },
    ],
    rows,
  );
}

/** 公示异议台账: never who objected, nor what was said before it was settled. */
export function objectionLedger(matter: LedgerMatter, rows: readonly ListedObjection[]): Ledger {
  return ledgerOf(
    '公示异议台账',
    matter,
    [
      { head: '评选', value: ({ period }) => period.round.title },
      { head: '公示对象', value: ({ application }) => application.candidateName },
      { head: '党支部', value: ({ application }) => application.branch.shortName },
      { head: '收到时间', kind: 'moment', value: ({ createdAt }) => createdAt },
      { head: '公示期满后收到', value: ({ late }) => late },
      { head: '状态', value: ({ status }) => OBJECTION_TAGS[status].label },
      { head: '结论时间', kind: 'moment', value: ({ decidedAt }) => decidedAt },
      { head: '办理人', value: ({ decidedBy }) => decidedBy },
    ],
    rows,
  );
}

const WEEKDAYS = ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'] as const;

/** 工作日历台账: 放假 and 调休 as 公示 periods are counted (E32). */
export function calendarLedger(matter: LedgerMatter, days: readonly (SpecialDay & { own: boolean })[]): Ledger {
  return ledgerOf(
    '工作日历台账',
    matter,
    [
      { head: '日期', kind: 'day', value: ({ day }) => parseDay(day) },
      { head: '星期', value: ({ day }) => WEEKDAYS[parseDay(day)?.getUTCDay() ?? 0] },
      { head: '安排', value: ({ kind }) => (kind === 'HOLIDAY' ? '放假' : '上班') },
      { head: '说明', value: ({ name }) => name },
      { head: '来源', value: ({ own }) => (own ? '本局登记' : '国务院办公厅通知') },
    ],
    days,
  );
}
