import { z } from 'zod';
import { listVoteRules } from '../../campaign/vote-settings.queries.js';
import { RuleViolation } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import { choice, optionalText } from '../../web/form-fields.js';
import type { RouteRow } from '../../web/route.js';
import type { BureauVisit } from '../../web/visit.js';
import { PASS_SHARES, QUORUM_SHARES, showVoteRulesPage, VOTE_RULES_HREF } from './vote-rules.page.js';
import { setVoteRule } from './vote-rules.service.js';

const row = { path: VOTE_RULES_HREF, place: 'bureau', access: 'campaigns:manage' } as const;

export const voteRuleRoutes: readonly RouteRow[] = [
  { method: 'get', ...row, handler: show },
  { method: 'post', ...row, handler: save },
];

const ruleForm = z.object({
  kind: choice('事项', ['COMMITTEE', 'GENERAL', 'GROUP', 'LEADER']),
  rule: choice('采用的规则', ['REGULATION', 'BUREAU']),
  quorum: choice('实到人数的比例', QUORUM_SHARES),
  passBase: choice('赞成票的基数', ['ELIGIBLE', 'PRESENT', 'CAST']),
  pass: choice('赞成票的比例', PASS_SHARES),
  reason: optionalText('规定的依据', 100),
});

const REGULAR = { rule: 'BUREAU', quorum: '1/2', passBase: 'ELIGIBLE', pass: '1/2' };

/** "2/3" as two numbers. */
function numbersOf(share: string): [number, number] {
  const [numerator = 1, denominator = 1] = share.split('/').map(Number);
  return [numerator, denominator];
}

function show(visit: BureauVisit): Promise<void> {
  return ask(visit, freshForm(REGULAR), 200);
}

async function ask(visit: BureauVisit, form: FormState, status: number): Promise<void> {
  const rules = await listVoteRules(visit.useCase.db, visit.person.bureauId);
  const crumbs = [
    { label: '活动方案', href: '/bureau/campaigns' },
    { label: '表决和推选规则', href: null },
  ];
  visit.show('meetings/vote-rules', showVoteRulesPage({ frame: visit.frame({ crumbs }), rules, form }), status);
}

async function save(visit: BureauVisit): Promise<void> {
  await submitForm(visit, ruleForm, {
    save: async ({ kind, rule, reason, passBase, ...shares }) => {
      if (rule === 'BUREAU' && reason === null) throw new RuleViolation('请填写规定的依据。', 'reason');
      const [quorumNumerator, quorumDenominator] = numbersOf(shares.quorum);
      const [passNumerator, passDenominator] = numbersOf(shares.pass);
      const numbers = { quorumNumerator, quorumDenominator, passBase, passNumerator, passDenominator };
      await setVoteRule(visit.useCase, kind, rule === 'BUREAU' ? { ...numbers, reason: reason ?? '' } : null);
      return { href: VOTE_RULES_HREF, notice: '已保存，以后的会议和推选按此计算。' };
    },
    again: (form) => ask(visit, form, 422),
  });
}
