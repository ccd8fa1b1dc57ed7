import { parseDay, showMonthDay } from '../shared/dates.js';
import type { Answer, GuardsOf } from './guard-answers.js';
import type { StepFacts } from './step-facts.js';

export const groupSetup: GuardsOf<'GROUP_SETUP'> = {
  proposalDrafted: {
    title: '研究提出功能党小组初步意见',
    ask: ({ groups }) => ({
      done: groups > 0,
      reason: groups > 0 ? `初步意见中有${groups}个小组` : '还没有拟定小组',
      path: 'group-proposal',
      action: groups > 0 ? '查看方案' : '去拟定',
    }),
  },
  consultationAnswered: {
    title: '征求党员意见并逐条答复',
    ask: (facts, today) => ({ ...consultation(facts, today), path: 'group-proposal' }),
  },
  proposalDecided: {
    title: '召开支部会议研究确定',
    ask: ({ proposal }) => {
      const done = proposal?.status === 'DECIDED' || proposal?.status === 'ANNOUNCED';
      const reason = done ? '小组方案已经会议确定' : '征求意见结束后，召开支部会议研究确定，并登记会议记录';
      return { done, reason, path: 'group-proposal', action: done ? '查看方案' : '去确定' };
    },
  },
  proposalAnnounced: {
    title: '在支部大会上公布',
    ask: ({ proposal }) => {
      const done = proposal?.status === 'ANNOUNCED';
      const reason = done ? '小组方案已在支部大会上公布' : '会议确定后，在支部党员大会上公布';
      return { done, reason, path: 'group-proposal', action: done ? '查看方案' : '去公布' };
    },
  },
};

function consultation(facts: StepFacts['GROUP_SETUP'], today: Date): Omit<Answer, 'path'> {
  const { proposal, members, opinions, unanswered } = facts;
  if (proposal?.status === 'DECIDED' || proposal?.status === 'ANNOUNCED') {
    return { done: true, reason: `收到${opinions}条意见，已全部答复`, action: '查看意见' };
  }
  if (proposal?.status !== 'CONSULTING') return { done: false, reason: '还没有开始征求意见', action: '去征求意见' };
  const closesOn = proposal.closesOn === null ? null : parseDay(proposal.closesOn);
  if (unanswered > 0)
    return { done: false, reason: `收到${opinions}条意见，其中${unanswered}条尚未答复`, action: '去答复' };
  if (closesOn && today <= closesOn && opinions < members) {
    return {
      done: false,
      reason: `征求意见至${showMonthDay(closesOn)}，${members}名党员中已有${opinions}名提出意见`,
      action: '查看意见',
    };
  }
  return {
    done: true,
    reason: opinions === 0 ? '征求意见已结束，没有收到意见' : `收到${opinions}条意见，已全部答复`,
    action: '查看意见',
  };
}
