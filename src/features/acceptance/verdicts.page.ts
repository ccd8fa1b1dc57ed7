import { dayInput, showDay } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Frame } from '../../web/frame-shape.js';
import { assessmentHref, ofBranchHref, problemHref } from './acceptance.paths.js';
import { OUTCOME_LABELS } from './verdicts.rules.js';

interface Branch {
  id: string;
  shortName: string;
}

const FEWEST_ROWS = 3;

export const verdictValues = (today: Date, number: number): Record<string, string> => ({
  ...{ decidedOn: dayInput(today), number: String(number) },
});

/** Recording the region's verdict: what it freezes is said before. */
export function showVerdictForm(data: { frame: Frame; branch: Branch; form: FormState }) {
  const { branch, form } = data;
  const typed = Object.keys(form.values).filter((name) => /^problems\.\d+\.text$/.test(name)).length;
  const rows = Array.from({ length: Math.max(FEWEST_ROWS, typed) }, (_, index) => index);
  return {
    title: '登记验收结论',
    frame: data.frame,
    lead: `${branch.shortName}。结论为“通过”的，活动资料随即冻结，任何人不能再更改；重新打开须由两名委员同意。`,
    form: {
      action: `${ofBranchHref(branch.id)}/verdict`,
      submit: '登记结论',
      errors: form.summary,
      hidden: [{ name: 'number', value: form.values['number'] ?? '1' }],
      cancel: { label: '暂不登记', href: ofBranchHref(branch.id) },
      fields: [
        fieldOf(form, 'outcome', '验收结论', {
          type: 'radios',
          options: [
            { value: 'PASSED', label: OUTCOME_LABELS.PASSED, hint: '资料冻结' },
            { value: 'AFTER_MENDING', label: OUTCOME_LABELS.AFTER_MENDING, hint: '列出问题和期限，整改后再次验收' },
            { value: 'NOT_PASSED', label: OUTCOME_LABELS.NOT_PASSED, hint: '列出问题和期限，整改后再次验收' },
          ],
        }),
        fieldOf(form, 'text', '结论意见', { type: 'textarea', rows: 4, maxlength: 1000 }),
        fieldOf(form, 'decidedOn', '结论日期', { type: 'date', width: 'medium' }),
        fieldOf(form, 'decidedBy', '作出结论的单位和检查组', { maxlength: 60 }),
        ...rows.flatMap((index) => [
          fieldOf(form, `problems.${index}.text`, `问题${index + 1}`, { optional: true, maxlength: 300 }),
          fieldOf(form, `problems.${index}.dueOn`, `问题${index + 1}的整改期限`, {
            ...{ type: 'date', width: 'medium', optional: true },
          }),
        ]),
      ],
    },
  };
}

/** The branch says how it mended a problem. */
export function showProblemForm(data: {
  frame: Frame;
  branch: Branch;
  problem: { id: string; text: string; dueOn: Date };
  form: FormState;
}) {
  const { branch, problem, form } = data;
  return {
    title: '填写整改情况',
    frame: data.frame,
    lead: `问题：${problem.text}。整改期限${showDay(problem.dueOn)}。填写后不能更改。`,
    form: {
      action: problemHref(branch.id, problem.id),
      submit: '提交整改情况',
      errors: form.summary,
      cancel: { label: '返回自查', href: assessmentHref(branch.id) },
      fields: [fieldOf(form, 'answer', '整改情况', { type: 'textarea', rows: 5, maxlength: 1000 })],
    },
  };
}
