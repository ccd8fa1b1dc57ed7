import type { FormState } from '../../web/form.js';
import { checkboxesOf, fieldOf } from '../../web/form-view.js';
import type { Frame } from '../../web/frame-shape.js';
import { type ChecklistLine, METHOD_HINTS, METHODS, type Method, methodWords } from './checklist.rules.js';
import { inspectionHref } from './inspections.paths.js';
import type { InspectionPlan } from './plans.queries.js';

/** The lines as a list to read. */
export const checklistRows = (lines: readonly ChecklistLine[]) =>
  lines.map(({ title, look, methods }) => ({
    title,
    note: [methodWords(methods), look].filter((part) => part !== '').join('：'),
  }));

/** The stored lines as the form's values. */
export const checklistValues = ({ checklist, revision }: InspectionPlan): Record<string, string> => ({
  revision: String(revision),
  ...Object.fromEntries(
    checklist.flatMap(({ title, look, methods, source }, index) => [
      [`lines.${index}.position`, String(index + 1)],
      [`lines.${index}.title`, title],
      [`lines.${index}.look`, look],
      [`lines.${index}.methods`, methods.join(',')],
      [`lines.${index}.source`, source ?? ''],
    ]),
  ),
});

const MORE_LINES = 3;
const METHOD_OPTIONS = (Object.keys(METHODS) as Method[]).map((method) => ({
  ...{ value: method, label: METHODS[method], hint: METHOD_HINTS[method] },
}));

/** R49: the checklist before the visits: other words, another order, lines dropped and added. */
export function showChecklistForm(data: { frame: Frame; plan: InspectionPlan; form: FormState }) {
  const { frame, plan, form } = data;
  const filled = Object.keys(form.values).filter((name) => /^lines\.\d+\.position$/.test(name)).length;
  const begun = plan.visits.some(({ status }) => status !== 'PLANNED' && status !== 'CANCELED');
  const count = filled + (form.summary.length > 0 ? 0 : MORE_LINES);
  return {
    title: '修改检查清单',
    frame,
    lead: `清单开头是验收清单的各项，可以改、加、去掉和调整顺序。${begun ? '已经开始的检查用开始时的清单，不受影响。' : '检查一开始，清单就不再变。'}`,
    form: {
      action: `${inspectionHref(plan.id)}/checklist`,
      ...{ submit: '保存清单', errors: form.summary, keep: true },
      hidden: [
        { name: 'revision', value: form.values['revision'] ?? '' },
        ...Array.from({ length: count }, (_, index) => ({
          name: `lines.${index}.source`,
          value: form.values[`lines.${index}.source`] ?? '',
        })),
      ],
      fields: [],
      blocks: Array.from({ length: count }, (_, index) => ({
        legend: index < filled ? `第${index + 1}项` : '新的一项',
        note: null,
        fields: lineFields(form, index, index < filled),
      })),
      blocksNote: null,
      cancel: { label: '返回', href: inspectionHref(plan.id) },
    },
  };
}

function lineFields(form: FormState, index: number, known: boolean) {
  const name = (field: string) => `lines.${index}.${field}`;
  const position = fieldOf(form, name('position'), '序号', { width: 'short', inputmode: 'numeric' });
  return [
    { ...position, value: position.value === '' ? String(index + 1) : position.value },
    fieldOf(form, name('title'), '检查内容', { maxlength: 60 }),
    fieldOf(form, name('look'), '检查要点', { type: 'textarea', rows: 2, maxlength: 300, optional: true }),
    checkboxesOf(form, name('methods'), '方式', { options: METHOD_OPTIONS, optional: true, width: 'columns' }),
    ...(known ? [fieldOf(form, name('drop'), '去掉这一项', { type: 'checkbox' })] : []),
  ];
}
