import type { ElectionRule, MeetingRule, Threshold } from '../../campaign/vote-rules.js';
import { type RuledVote, SHARE_WORDS, VOTE_BASES } from '../../campaign/vote-settings.js';
import type { MeetingKind } from '../../generated/prisma/enums.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Frame } from '../../web/frame-shape.js';
import { MEETING_KIND_LABELS } from './meetings.rules.js';

export const VOTE_RULES_HREF = '/bureau/vote-rules';
const KINDS: readonly MeetingKind[] = ['GENERAL', 'COMMITTEE', 'GROUP'];
const LABELS: Readonly<Record<RuledVote, string>> = { ...MEETING_KIND_LABELS, LEADER: '推选功能党小组组长' };

export const QUORUM_SHARES = ['1/2', '2/3', '4/5'] as const;
export const PASS_SHARES = ['1/2', '2/3'] as const;

export function showVoteRulesPage(data: {
  frame: Frame;
  rules: Record<MeetingKind, MeetingRule> & { LEADER: ElectionRule };
  form: FormState;
}) {
  const { rules } = data;
  const lead =
    '默认按条例计算；条例没有规定的参照执行，并注明“参照”。本局另有规定的，可以在这里设定，以后的表决和推选注明“本局规定”，以前的记录不变。';
  return {
    title: '表决和推选规则',
    frame: data.frame,
    head: { title: '表决和推选规则', lead },
    table: {
      caption: '现行规则',
      columns: [{ label: '事项' }, { label: '到会' }, { label: '通过或当选' }, { label: '依据' }],
      rows: [
        ...KINDS.map((kind) => ruleRow(kind, rules[kind].quorum, rules[kind].pass, rules[kind].source)),
        ruleRow('LEADER', rules.LEADER.quorum, rules.LEADER.elected, rules.LEADER.source),
      ],
    },
    form: {
      action: VOTE_RULES_HREF,
      submit: '保存',
      errors: data.form.summary,
      fields: ruleFields(data.form),
    },
  };
}

const ruleRow = (kind: RuledVote, quorum: Threshold, pass: Threshold, source: string) => ({
  cells: [LABELS[kind], `实到${quorum.mark}`, `赞成票${pass.mark}`, source],
});

const optionsOf = (labels: Readonly<Record<string, string>>, suffix = '') =>
  Object.entries(labels).map(([value, label]) => ({ value, label: `${label}${suffix}` }));

function ruleFields(form: FormState) {
  const select = { type: 'select', width: 'medium' } as const;
  return [
    fieldOf(form, 'kind', '事项', { type: 'radios', options: optionsOf(LABELS) }),
    fieldOf(form, 'rule', '采用的规则', {
      type: 'radios',
      options: [
        { value: 'REGULATION', label: '按条例', hint: '下面选择的比例不起作用' },
        { value: 'BUREAU', label: '按本局规定' },
      ],
    }),
    fieldOf(form, 'quorum', '实到人数', {
      ...select,
      options: QUORUM_SHARES.map((value) => ({ value, label: `应到的${SHARE_WORDS[value]}以上` })),
    }),
    fieldOf(form, 'passBase', '赞成票的基数', {
      type: 'radios',
      hint: '支部党员大会、推选组长只能以应到人数为基数',
      options: optionsOf(VOTE_BASES, '人数'),
    }),
    fieldOf(form, 'pass', '赞成票', {
      ...select,
      options: PASS_SHARES.map((value) => ({
        value,
        label: value === '1/2' ? '超过半数' : `${SHARE_WORDS[value]}以上`,
      })),
    }),
    fieldOf(form, 'reason', '规定的依据', {
      optional: true,
      maxlength: 100,
      hint: '按本局规定的必填，例如文件名称',
    }),
  ];
}
