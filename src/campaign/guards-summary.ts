import { parseDay, showDay } from '../shared/dates.js';
import { type GuardsOf, statementAnswer } from './guard-answers.js';

export const evaluation: GuardsOf<'EVALUATION'> = {
  recommendationDecided: {
    title: '支部党员大会讨论通过推荐对象',
    ask: ({ meeting }) => {
      const done = meeting?.verdict === 'PASSED';
      const heldOn = meeting ? parseDay(meeting.heldOn) : null;
      const when = heldOn ? showDay(heldOn) : '';
      const reason = done
        ? `${when}支部党员大会已通过`
        : meeting
          ? `${when}的会议没有通过推荐对象`
          : '还没有登记讨论推荐对象的支部党员大会';
      return {
        done,
        reason,
        path: done ? 'meetings' : 'meetings/new?purpose=RECOMMENDATION',
        action: done ? '查看会议' : '登记会议',
        access: done ? 'meetings:read' : 'meetings:manage',
      };
    },
  },
};

export const summary: GuardsOf<'SUMMARY'> = {
  summaryPublished: {
    title: '撰写、公布活动总结',
    ask: ({ statement }) => statementAnswer(statement, 'summary', '活动总结', 'PUBLISHED'),
  },
};

const ASSESSMENT_WORDS = {
  NONE: ['还没有对照验收清单自查', '去自查'],
  DRAFT: ['正在自查，尚未提交', '去提交'],
  SUBMITTED: ['自查已提交，等待局党委审核', '查看'],
  RETURNED: ['局党委已退回自查，请修改后再提交', '去修改'],
  PASSED_ON: ['自查已经局党委审核并转报', '查看'],
} as const;

export const acceptance: GuardsOf<'ACCEPTANCE'> = {
  assessmentPassedOn: {
    title: '对照验收清单自查自评，经局党委转报',
    ask: ({ assessment }) => {
      const [reason, action] = ASSESSMENT_WORDS[assessment ?? 'NONE'];
      const awaitsBureau = assessment === 'SUBMITTED';
      return {
        done: assessment === 'PASSED_ON',
        reason,
        action,
        path: 'acceptance',
        access: 'acceptance:read',
        awaitsBureau,
      };
    },
  },
  selfAssessmentApproved: {
    title: '自查报告经局党委审核通过',
    ask: ({ statement }) => statementAnswer(statement, 'self-assessment', '自查报告', 'APPROVED'),
  },
};
