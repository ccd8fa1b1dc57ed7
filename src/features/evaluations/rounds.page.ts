import { dayInput, showDay } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Action, Frame } from '../../web/frame-shape.js';
import { decisionCard, reopeningCard } from './decisions.page.js';
import type { Outcome } from './decisions.queries.js';
import { OBJECTIONS, ROUNDS, roundHref, SHEETS } from './evaluations.paths.js';
import { noticesCard } from './public-notices.page.js';
import { awardBlocker } from './public-notices.rules.js';
import { criteriaTable, ruleFacts } from './round-rules.page.js';
import type { HandedIn, ListedRound, Round } from './rounds.queries.js';
import {
  AGGREGATION_CODES,
  AGGREGATIONS,
  AWARD_NAMES,
  FEWEST_NOTICE_DAYS,
  QUOTA_BASE_CODES,
  QUOTA_BASES,
  quotaBase,
  ROUNDING_CODES,
  ROUNDINGS,
  type RoundRules,
  roundTag,
} from './rounds.rules.js';

/** The bureau's rounds, the latest first. */
export function showRoundsPage(data: {
  frame: Frame;
  rounds: readonly ListedRound[];
  mayManage: boolean;
  mayScore: boolean;
}) {
  const { frame, rounds, mayManage, mayScore } = data;
  return {
    title: '评选表彰',
    frame,
    lead: '按公布的标准开展申报评选：先冻结标准，再申报、评审、决定、公示、表彰。',
    actions: [...(mayManage ? manageActions() : []), ...(mayScore ? scoreActions(rounds) : [])],
    table: {
      caption: '评选',
      columns: [
        { label: '名称' },
        { label: '荣誉' },
        { label: '状态' },
        { label: '申报截止' },
        { label: '已上报支部', kind: 'number' },
      ],
      rows: rounds.map((round) => ({
        cells: [
          { text: round.title, href: roundHref(round.id) },
          AWARD_NAMES[round.award],
          { tag: roundTag(round) },
          showDay(round.applyUntil),
          String(round._count.recommendations),
        ],
      })),
      empty: { title: '还没有开展评选', text: '核对活动方案里的标准后，在这里开展一轮评选。' },
    },
  };
}

function scoreActions(rounds: readonly ListedRound[]): Action[] {
  const open = rounds.reduce((sum, { openObjections }) => sum + openObjections, 0);
  return [
    { label: '评审打分', href: SHEETS, kind: 'quiet' },
    { label: open === 0 ? '公示异议' : `公示异议（${open}件待办）`, href: OBJECTIONS, kind: 'quiet' },
  ];
}

const manageActions = (): Action[] => [
  { label: '开展一轮评选', href: `${ROUNDS}/new`, kind: 'primary' },
  { label: '工作日历', href: '/bureau/calendar', kind: 'quiet' },
];

/** The values of a round as its form shows them. */
export function roundValues(round: Round | null): Record<string, string> {
  if (!round)
    return {
      noticeDays: '5',
      base: 'FULL',
      percent: '10',
      rounding: 'DOWN',
      minimum: '1',
      monthsInBranch: '12',
      aggregation: 'MEAN',
    };
  const { quota, eligibility, aggregation } = round.rules;
  return {
    ...{ award: round.award, title: round.title, applyUntil: dayInput(round.applyUntil), aggregation },
    ...{
      base: quotaBase(quota),
      noticeDays: String(round.noticeDays),
      percent: String(quota.numerator),
      rounding: quota.rounding,
    },
    ...{ minimum: String(quota.minimum), monthsInBranch: String(eligibility.monthsInBranch) },
    ...(eligibility.retired ? { retired: 'on' } : {}),
    ...(eligibility.gradedExcellent ? { gradedExcellent: 'on' } : {}),
    revision: String(round.revision),
  };
}

/** The form of a round; `round`: null for a new one. */
export function showRoundForm(data: { frame: Frame; round: Round | null; form: FormState }) {
  const { frame, round, form } = data;
  const labels = (codes: readonly string[], words: Readonly<Record<string, string>>) =>
    codes.map((value) => ({ value, label: words[value] ?? '' }));
  const number = { type: 'number', width: 'short', min: 0, inputmode: 'numeric' };
  return {
    title: round ? `修改：${round.title}` : '开展一轮评选',
    frame,
    lead: '标准取自活动方案。开始申报时，标准、名额、条件和计分办法一起冻结，之后不能再改。',
    form: {
      ...{ action: round ? roundHref(round.id) : ROUNDS, submit: '保存', errors: form.summary },
      hidden: [{ name: 'revision', value: form.values['revision'] ?? '0' }],
      cancel: { label: '返回', href: round ? roundHref(round.id) : ROUNDS },
      fields: [
        fieldOf(form, 'award', '荣誉', { type: 'radios', options: labels(Object.keys(AWARD_NAMES), AWARD_NAMES) }),
        fieldOf(form, 'title', '名称', { maxlength: 60, hint: '例如：2026年度优秀共产党员评选' }),
        fieldOf(form, 'applyUntil', '申报截止日期', {
          type: 'date',
          width: 'medium',
          hint: '过了这一天，支部不能再上报',
        }),
        fieldOf(form, 'base', '名额的基数', { type: 'radios', options: labels(QUOTA_BASE_CODES, QUOTA_BASES) }),
        fieldOf(form, 'percent', '名额比例', {
          ...number,
          unit: '%',
          hint: '占支部党员的百分比；评选党组织时不用',
        }),
        fieldOf(form, 'rounding', '小数的处理', { type: 'radios', options: labels(ROUNDING_CODES, ROUNDINGS) }),
        fieldOf(form, 'minimum', '最少名额', {
          ...number,
          unit: '名',
          hint: '人数少、比例不足一名的支部也可以推荐的人数',
        }),
        fieldOf(form, 'monthsInBranch', '在支部的时间', {
          ...number,
          unit: '个月',
          hint: '到申报截止日至少满多少个月',
        }),
        fieldOf(form, 'retired', '离退休党员可以申报', { type: 'checkbox' }),
        fieldOf(form, 'gradedExcellent', '最近一次民主评议须为优秀', { type: 'checkbox' }),
        fieldOf(form, 'aggregation', '计分办法', { type: 'radios', options: labels(AGGREGATION_CODES, AGGREGATIONS) }),
        fieldOf(form, 'noticeDays', '公示工作日', {
          ...number,
          unit: '天',
          hint: `不少于${FEWEST_NOTICE_DAYS}个工作日`,
        }),
      ],
    },
  };
}

/** One round at the bureau. `criteria`: the frozen ones, or of a draft those at hand. */
export function showRoundPage(data: {
  frame: Frame;
  round: Round;
  criteria: RoundRules['criteria'];
  handedIn: HandedIn;
  outcome: Outcome | null;
  person: { accountId: string; bureauId: string; mayManage: boolean; mayScore: boolean };
  today: Date;
  reopening: FormState;
}) {
  const { frame, round, criteria, handedIn, outcome, person, today } = data;
  const draft = round.status === 'DRAFT';
  const { bureauId, mayManage, mayScore } = person;
  const notices = outcome && noticesCard(outcome, { bureauId, roundId: round.id, today });
  return {
    title: round.title,
    frame,
    tag: roundTag(round),
    lead: `评选${AWARD_NAMES[round.award]}。`,
    actions: mayManage ? actionsOf(round, outcome, today) : [],
    waiting: round.status === 'NOTICED' && outcome ? awardBlocker(outcome.periods, today) : null,
    facts: ruleFacts(round),
    criteria: { ...criteriaTable(criteria), note: draft ? '取自活动方案，开始申报时冻结' : '已冻结' },
    hash: round.rulesHash,
    handedIn: draft ? null : handedInTable(handedIn),
    decision: outcome && decisionCard(outcome, { roundId: round.id, mayRevoke: mayManage }),
    reopening: outcome && reopeningCard(outcome, round, { ...person, form: data.reopening }),
    notices: notices && { ...notices, link: mayScore ? notices.link : null },
  };
}

/** What the manager of a round can do next. */
function actionsOf(round: Round, outcome: Outcome | null, today: Date): Action[] {
  const href = roundHref(round.id);
  switch (round.status) {
    case 'DRAFT':
      return [
        { label: '开始申报', href: `${href}/opening/new`, kind: 'primary' },
        { label: '修改', href: `${href}/edit`, kind: 'quiet' },
      ];
    case 'OPEN':
      return [{ label: '截止申报，开始评审', href: `${href}/scoring/new`, kind: 'quiet' }];
    case 'SCORING':
      return [{ label: '登记局党委会议的决定', href: `${href}/decision/new`, kind: 'quiet' }];
    case 'DECIDED':
      return outcome?.applications.some(({ status }) => status === 'CHOSEN')
        ? [{ label: '开始公示', href: `${href}/publication/new`, kind: 'primary' }]
        : [{ label: '结束评选，不表彰', href: `${href}/closing/new`, kind: 'primary' }];
    case 'NOTICED': {
      const ready = outcome !== null && awardBlocker(outcome.periods, today) === null;
      const correct: Action = { label: '更正公示', href: `${href}/correction/new`, kind: 'quiet' };
      return ready ? [{ label: '公布表彰决定', href: `${href}/award/new`, kind: 'primary' }, correct] : [correct];
    }
    case 'AWARDED':
      return round.awardedAt ? [{ label: '下载证书', href: `${href}/certificates`, kind: 'quiet' }] : [];
  }
}

function handedInTable({ recommendations, applications }: HandedIn) {
  return {
    caption: '各支部上报的推荐对象',
    columns: [{ label: '党支部' }, { label: '推荐对象' }, { label: '上报日期' }],
    rows: recommendations.map(({ branchId, branch, nobody, createdAt }) => ({
      cells: [
        branch.shortName,
        nobody
          ? '没有合适人选'
          : applications
              .filter((row) => row.branchId === branchId)
              .map(({ candidateName }) => candidateName)
              .join('、'),
        showDay(new Date(createdAt)),
      ],
    })),
    empty: { title: '还没有支部上报' },
  };
}

/** The binding act that ends applications. */
export function confirmScoringPage(data: {
  frame: Frame;
  round: Round;
  missing: number;
  /** Applications are still taken. */
  running: boolean;
  form: FormState;
}) {
  const { frame, round, missing, running, form } = data;
  const waits = missing > 0 && running;
  const words = waits
    ? `申报到${showDay(round.applyUntil)}截止，还有${missing}个支部没有上报。截止以后或所有支部都上报以后，才能开始评审。`
    : `有${missing}个支部没有上报，开始评审后不能再上报。`;
  return {
    title: '开始评审',
    frame,
    warnings: missing > 0 ? [words] : [],
    back: { label: '返回评选', href: roundHref(round.id) },
    confirm: waits ? null : scoringConfirmation(round, form),
  };
}

function scoringConfirmation(round: Round, form: FormState) {
  return {
    question: `截止“${round.title}”的申报，开始评审吗？`,
    happens: '支部不能再上报。局党委委员按冻结的标准逐条打分，各自定稿以前互相看不到。',
    seenBy: '局党委委员。',
    undo: '开始后不能再接受申报。',
    facts: [],
    action: `${roundHref(round.id)}/scoring`,
    submit: '开始评审',
    hidden: [{ name: 'revision', value: String(round.revision) }],
    errors: form.summary,
    fields: [],
    cancel: { label: '暂不开始', href: roundHref(round.id) },
  };
}

/** The binding act that freezes the rules and opens applications. */
export function confirmOpeningPage(data: {
  frame: Frame;
  round: Round;
  criteria: RoundRules['criteria'];
  form: FormState;
}) {
  const { frame, round, criteria, form } = data;
  const points = criteria.reduce((sum, one) => sum + one.points, 0);
  return {
    title: '开始申报',
    frame,
    warnings: points === 100 ? [] : [`标准的分值合计${points}分，一般为100分，请核对活动方案。`],
    confirm: {
      question: `开始“${round.title}”的申报吗？`,
      happens: '标准、名额、条件和计分办法从现在起冻结，并生成校验码；党员和支部可以申报。',
      seenBy: '本局各党支部和党员。',
      undo: '开始后不能再改标准和名额。',
      facts: ruleFacts(round),
      action: `${roundHref(round.id)}/opening`,
      submit: '冻结标准，开始申报',
      hidden: [{ name: 'revision', value: String(round.revision) }],
      errors: form.summary,
      fields: [],
      cancel: { label: '暂不开始', href: roundHref(round.id) },
    },
  };
}
