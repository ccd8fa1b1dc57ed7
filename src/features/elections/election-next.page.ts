import { showDistance, showMonthDay } from '../../shared/dates.js';
import type { Action } from '../../web/frame-shape.js';
import type { ElectionPageInput } from './election.page.js';
import { COMMITTEE_PROMPT, hasElectorRight, VERDICT_LABELS, votingRefusal } from './elections.rules.js';

/** The one next step of an election, by its state. */
export function nextCard({ group, branchId, today }: ElectionPageInput, base: string) {
  const { election, term } = group;
  const appoint: Action = { label: '由支部指定', href: `${base}/appointment/new` };
  if (term && group.awaitsConfirmation) {
    const action: Action = { label: '确认留任', href: `${base}/leader-confirmation/new` };
    const text = `组长${term.member.name}在换届以前产生，任期一般随支委会届满。重新推选的，请先登记组长离任。`;
    return { title: COMMITTEE_PROMPT, text, action };
  }
  if (term)
    return { title: `组长：${term.member.name}`, text: '全部小组的组长产生后，在党务公开栏公布。', action: null };
  if (!group.confirmed) return { title: '等待确定名单', text: '功能党小组名单确定后，才能推选组长。', action: null };
  const electors = group.people.filter(hasElectorRight).length;
  if (electors < 2) {
    const text = `本小组有选举权的党员只有${electors}人，不需要选举。`;
    return { title: '由支部指定组长', text, action: appoint };
  }
  if (!election) {
    return {
      title: '开始自荐',
      text: '确定自荐的截止日期，小组党员即可自荐。',
      action: { label: '去开始自荐', href: `/branches/${branchId}/elections` } satisfies Action,
    };
  }
  if (election.status === 'NOMINATING') {
    const refusal = votingRefusal(election, election.candidates.length, today);
    if (refusal === null) {
      const action: Action = { label: '结束自荐', href: `${base}/election/voting/new` };
      return { title: '结束自荐，准备投票', text: `已有${election.candidates.length}名候选人。`, action };
    }
    const until = showDistance(today, election.nominationClosesOn);
    return today < election.nominationClosesOn
      ? {
          title: '党员自荐中',
          text: `已有${election.candidates.length}名候选人。自荐截止日期：${showMonthDay(election.nominationClosesOn)}（${until}）。`,
          eyebrow: '等待党员自荐',
          action: null,
        }
      : { title: '没有候选人', text: refusal, action: appoint };
  }
  const last = election.counts.at(-1);
  return {
    title: `录入第${election.round}轮投票结果`,
    text: last
      ? `上一轮：${VERDICT_LABELS[last.verdict]}。可以再次投票，也可以由支部指定组长。`
      : '召开党小组会，用纸质选票无记名投票，按票箱中的实际票数录入。',
    action: { label: '录入计票结果', href: `${base}/election/count/new` } satisfies Action,
  };
}
