import type { MeetingRule } from '../../campaign/vote-rules.js';
import { VOTE_BASES } from '../../campaign/vote-settings.js';
import type { MeetingKind } from '../../generated/prisma/enums.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Frame } from '../../web/frame-shape.js';
import { MEETING_KIND_LABELS } from './meetings.rules.js';

export const VOTE_RULES_HREF = '/bureau/vote-rules';
const KINDS: readonly MeetingKind[] = ['GENERAL', 'COMMITTEE', 'GROUP'];
const labelsOf = (labels: Readonly<Record<string, string>>, suffix = '') =>
  Object.entries(labels).map(([value, label]) => ({ value, label: `${label}${suffix}` }));

export function showVoteRulesPage(data: { frame: Frame; rules: Record<MeetingKind, MeetingRule>; form: FormState }) {
  const { form, rules } = data;
  const number = (name: string, label: string) =>
    fieldOf(form, name, label, { type: 'number', width: 'short', min: 1, max: 100 });
  return {
    title: '会议表决规则',
    frame: data.frame,
    head: {
      title: '会议表决规则',
      lead: '默认按条例计算。本局另有规定的，可以在这里设定，以后登记的会议记录注明“本局规定”；以前的记录不变。推选组长不在此列。',
    },
    table: {
      caption: '现行规则',
      columns: [{ label: '会议' }, { label: '到会' }, { label: '通过' }, { label: '依据' }],
      rows: KINDS.map((kind) => ({
        cells: [
          MEETING_KIND_LABELS[kind],
          `实到${rules[kind].quorum.mark}`,
          `赞成票${rules[kind].pass.mark}`,
          rules[kind].source,
        ],
      })),
    },
    form: {
      action: VOTE_RULES_HREF,
      submit: '保存',
      errors: form.summary,
      fields: [
        fieldOf(form, 'kind', '会议类型', {
          type: 'radios',
          options: KINDS.map((value) => ({ value, label: MEETING_KIND_LABELS[value] })),
        }),
        fieldOf(form, 'rule', '采用的规则', {
          type: 'radios',
          options: [
            { value: 'REGULATION', label: '按条例', hint: '下面填写的比例不起作用' },
            { value: 'BUREAU', label: '按本局规定' },
          ],
        }),
        number('quorumNumerator', '到会比例的分子'),
        number('quorumDenominator', '到会比例的分母'),
        fieldOf(form, 'passBase', '赞成票的基数', { type: 'radios', options: labelsOf(VOTE_BASES, '人数') }),
        number('passNumerator', '通过比例的分子'),
        number('passDenominator', '通过比例的分母'),
        fieldOf(form, 'reason', '规定的依据', {
          optional: true,
          maxlength: 100,
          hint: '按本局规定的必填，例如文件名称',
        }),
      ],
    },
  };
}
