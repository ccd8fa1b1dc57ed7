import { z } from 'zod';
import { listMeetingRules } from '../../campaign/vote-settings.queries.js';
import { RuleViolation } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import { choice, optionalText, wholeNumber } from '../../web/form-fields.js';
import type { RouteRow } from '../../web/route.js';
import type { BureauVisit } from '../../web/visit.js';
import { showVoteRulesPage, VOTE_RULES_HREF } from './vote-rules.page.js';
import { setMeetingRule } from './vote-rules.service.js';

const row = { path: VOTE_RULES_HREF, place: 'bureau', access: 'campaigns:manage' } as const;

export const voteRuleRoutes: readonly RouteRow[] = [
  { method: 'get', ...row, handler: show },
  { method: 'post', ...row, handler: save },
];

const ruleForm = z.object({
  kind: choice('会议类型', ['COMMITTEE', 'GENERAL', 'GROUP']),
  rule: choice('采用的规则', ['REGULATION', 'BUREAU']),
  quorumNumerator: wholeNumber('到会比例的分子', 1, 100),
  quorumDenominator: wholeNumber('到会比例的分母', 1, 100),
  passBase: choice('赞成票的基数', ['ELIGIBLE', 'PRESENT', 'CAST']),
  passNumerator: wholeNumber('通过比例的分子', 1, 100),
  passDenominator: wholeNumber('通过比例的分母', 1, 100),
  reason: optionalText('规定的依据', 100),
});

const REGULAR = {
  rule: 'BUREAU',
  quorumNumerator: '1',
  quorumDenominator: '2',
  passBase: 'ELIGIBLE',
  passNumerator: '1',
  passDenominator: '2',
};

function show(visit: BureauVisit): Promise<void> {
  return ask(visit, freshForm(REGULAR), 200);
}

async function ask(visit: BureauVisit, form: FormState, status: number): Promise<void> {
  const rules = await listMeetingRules(visit.useCase.db, visit.person.bureauId);
  const crumbs = [
    { label: '活动方案', href: '/bureau/campaigns' },
    { label: '会议表决规则', href: null },
  ];
  visit.show('meetings/vote-rules', showVoteRulesPage({ frame: visit.frame({ crumbs }), rules, form }), status);
}

async function save(visit: BureauVisit): Promise<void> {
  await submitForm(visit, ruleForm, {
    save: async ({ kind, rule, reason, ...numbers }) => {
      if (rule === 'BUREAU' && reason === null) throw new RuleViolation('请填写规定的依据。', 'reason');
      await setMeetingRule(visit.useCase, kind, rule === 'BUREAU' ? { ...numbers, reason: reason ?? '' } : null);
      return { href: VOTE_RULES_HREF, notice: '已保存，从现在起登记的会议按此计算。' };
    },
    again: (form) => ask(visit, form, 422),
  });
}
