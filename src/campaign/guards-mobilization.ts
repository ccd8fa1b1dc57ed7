import { type GuardsOf, namesOf, statementAnswer } from './guard-answers.js';
import type { Named } from './step-facts.js';

export const survey: GuardsOf<'SURVEY'> = {
  rosterImported: {
    title: '导入党员花名册',
    ask: ({ members }) => ({
      done: members > 0,
      reason: members > 0 ? `名册上有${members}名党员` : '名册上还没有党员',
      path: 'members',
      access: 'members:read',
      action: members > 0 ? '查看名册' : '导入名册',
    }),
  },
  skillsRecorded: {
    title: '掌握每名党员的能力特长',
    ask: ({ members, skillsMissing, skillsUnconfirmed }) => ({
      done: members > 0 && skillsMissing.count === 0 && skillsUnconfirmed.count === 0,
      reason: skillsReason(members, skillsMissing, skillsUnconfirmed),
      path: skillsMissing.count === 0 && skillsUnconfirmed.count > 0 ? 'skills' : 'members',
      access: 'members:read',
      action: skillsMissing.count === 0 && skillsUnconfirmed.count > 0 ? '去确认' : '查看名册',
    }),
  },
};

function skillsReason(members: number, missing: Named, unconfirmed: Named): string {
  if (members === 0) return '导入名册后，请党员填写能力特长';
  if (missing.count > 0) return `还有${missing.count}名党员未填写能力特长：${namesOf(missing, '名')}`;
  if (unconfirmed.count > 0) return `${unconfirmed.count}名党员填写的能力特长待支部核实：${namesOf(unconfirmed, '名')}`;
  return `${members}名党员的能力特长已登记核实`;
}

export const study: GuardsOf<'STUDY'> = {
  studyHeld: {
    title: '开展学习活动',
    ask: ({ sessions }) => ({
      done: sessions > 0,
      reason: sessions > 0 ? `已登记${sessions}次学习活动` : '还没有登记学习活动',
      path: 'study-sessions',
      action: sessions > 0 ? '查看记录' : '登记学习活动',
    }),
  },
  goalsPublished: {
    title: '制定、公布创先争优目标任务',
    ask: ({ statement }) => statementAnswer(statement, 'goals', '目标任务', 'PUBLISHED'),
  },
};
