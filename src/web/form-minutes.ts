import type { FormState } from './form.js';
import { optionalText, requiredDay, requiredText, wholeNumber } from './form-fields.js';
import { fieldOf } from './form-view.js';

const VOTES_MAX = 9999;

/** A number of votes; left empty where nothing was put to the vote. */
const voteCount = (label: string) =>
  optionalText(label, 8).transform((text, context) => {
    if (text === null) return null;
    if (/^\d{1,4}$/.test(text)) return Number(text);
    context.addIssue({ code: 'custom', message: `${label}应为0到${VOTES_MAX}之间的整数` });
    return null;
  });

/** The fields of minutes, for every form that records a meeting (R59: the fields of the branch's workbook). */
export const minutesShape = {
  heldOn: requiredDay('会议日期'),
  place: requiredText('会议地点', 60),
  chair: requiredText('主持人', 30),
  recorder: requiredText('记录人', 30),
  eligibleCount: wholeNumber('应到人数', 1, VOTES_MAX),
  presentCount: wholeNumber('实到人数', 0, VOTES_MAX),
  absentNote: optionalText('缺席人员及原因', 500),
  observers: optionalText('列席人员', 300),
  agenda: requiredText('会议议题', 1000),
  discussion: optionalText('发言要点', 5000),
  decision: requiredText('决议事项', 2000),
};

export const votesShape = {
  forCount: voteCount('赞成票'),
  againstCount: voteCount('不赞成票'),
  abstainCount: voteCount('弃权票'),
};

/** The votes of a form; null when none of the three was filled in. */
export function votesOf(form: { forCount: number | null; againstCount: number | null; abstainCount: number | null }) {
  const { forCount, againstCount, abstainCount } = form;
  if (forCount === null && againstCount === null && abstainCount === null) return null;
  return { for: forCount ?? 0, against: againstCount ?? 0, abstain: abstainCount ?? 0 };
}

/** The same fields for the page. `eligibleHint` says where the suggested 应到 comes from; `absences`: rows for who is absent. */
export function minutesFields(
  form: FormState,
  {
    eligibleHint,
    vote,
    decisionLabel = '决议事项',
    absences = [],
  }: { eligibleHint: string; vote: boolean; decisionLabel?: string; absences?: readonly object[] },
) {
  const count = (name: string, label: string, options: object = {}) =>
    fieldOf(form, name, label, { width: 'short', inputmode: 'numeric', maxlength: 4, ...options });
  return [
    fieldOf(form, 'heldOn', '会议日期', { type: 'date', width: 'short' }),
    fieldOf(form, 'place', '会议地点', { width: 'medium', maxlength: 60 }),
    fieldOf(form, 'chair', '主持人', { width: 'medium', maxlength: 30 }),
    fieldOf(form, 'recorder', '记录人', { width: 'medium', maxlength: 30 }),
    count('eligibleCount', '应到人数', { unit: '人', hint: eligibleHint }),
    count('presentCount', '实到人数', { unit: '人', hint: '到会的有表决权的党员，不含预备党员和列席人员' }),
    ...absences,
    fieldOf(form, 'absentNote', absences.length > 0 ? '其他缺席情况' : '缺席人员及原因', {
      type: 'textarea',
      rows: 2,
      optional: true,
    }),
    fieldOf(form, 'observers', '列席人员', { optional: true, maxlength: 300 }),
    fieldOf(form, 'agenda', '会议议题', { type: 'textarea', rows: 2 }),
    fieldOf(form, 'discussion', '发言要点', { type: 'textarea', rows: 5, optional: true }),
    ...(vote
      ? [
          count('forCount', '赞成票', { unit: '票', hint: '到会人数没有达到应到半数时不能表决，三种票数都不填' }),
          count('againstCount', '不赞成票', { unit: '票' }),
          count('abstainCount', '弃权票', { unit: '票' }),
        ]
      : []),
    fieldOf(form, 'decision', decisionLabel, { type: 'textarea', rows: 3 }),
  ];
}
