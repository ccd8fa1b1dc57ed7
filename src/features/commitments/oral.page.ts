import { dayInput } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Frame } from '../../web/frame-shape.js';
import { oralHref } from './commitments.paths.js';
import type { OralMember } from './oral.queries.js';

/** Two or three things are enough for what is promised in words. */
const ITEMS = 3;

/** What the record holds so far, as the form's values. */
export function oralValues({ letter }: OralMember, today: Date): Record<string, string> {
  const items = (letter?.items ?? []).flatMap((item, index) => [
    [`items.${index}.id`, item.id],
    [`items.${index}.mainTask`, item.mainTask],
    [`items.${index}.workContent`, item.workContent],
    [`items.${index}.dueDate`, dayInput(item.dueDate)],
  ]);
  return {
    ...Object.fromEntries(items),
    spokenOn: dayInput(letter?.spokenOn ?? today),
    preamble: letter?.preamble ?? '',
    revision: String(letter?.revision ?? 0),
  };
}

/** E8: the form in which the branch writes down what an old or frail member promised in words. */
export function showOralPage(data: {
  frame: Frame;
  branchId: string;
  year: number;
  member: OralMember;
  form: FormState;
}) {
  const { frame, branchId, year, member, form } = data;
  const rows = Array.from({ length: Math.max(ITEMS, member.letter?.items.length ?? 0) }, (_, index) => index);
  return {
    title: `记录${member.name}的口头承诺`,
    frame,
    lead: `年老、体弱、行动不便的党员，可以口头作出${year}年承诺，由支部记录，和书面承诺一起公布。`,
    form: {
      ...{ action: oralHref(branchId, member.id), submit: '保存记录', errors: form.summary },
      hidden: [
        { name: 'revision', value: form.values['revision'] ?? '0' },
        ...rows.map((index) => ({ name: `items.${index}.id`, value: form.values[`items.${index}.id`] ?? '' })),
      ],
      cancel: { label: '返回', href: `/branches/${branchId}/members/${member.id}` },
      fields: [
        fieldOf(form, 'spokenOn', '作出承诺的日期', { type: 'date', width: 'medium' }),
        fieldOf(form, 'preamble', '采用口头承诺的原因', { maxlength: 200, hint: '例如：年事已高，不便书写' }),
        ...rows.flatMap((index) => itemFields(form, index)),
      ],
    },
  };
}

function itemFields(form: FormState, index: number) {
  const name = (field: string) => `items.${index}.${field}`;
  const optional = index > 0;
  const nth = `第${index + 1}项`;
  return [
    fieldOf(form, name('mainTask'), `${nth}：主要任务`, { maxlength: 100, optional }),
    fieldOf(form, name('workContent'), `${nth}：工作内容`, { type: 'textarea', rows: 2, maxlength: 600, optional }),
    fieldOf(form, name('dueDate'), `${nth}：办结时限`, { type: 'date', width: 'medium', optional }),
  ];
}
