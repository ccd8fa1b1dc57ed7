import { chinaDay, showDay } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Action, Frame } from '../../web/frame-shape.js';
import { commitmentHref, SHORT_COMMITMENTS } from './commitments.paths.js';
import { isEditable, STATUS_TAGS } from './commitments.rules.js';
import type { ShortCommitment } from './short-tasks.queries.js';

/** A member's letters for short tasks, and the form that begins one. */
export function showShortCommitmentsPage(data: { frame: Frame; rows: readonly ShortCommitment[]; form: FormState }) {
  const { frame, rows, form } = data;
  return {
    title: '即时承诺',
    frame,
    lead: '为一项短期任务另作的承诺，例如迎接检查、防汛值守。同样由组长审核，审定后公布。',
    table: {
      caption: '我的即时承诺',
      columns: [
        { label: '任务' },
        { label: '状态' },
        { label: '事项', kind: 'number' },
        { label: '操作', kind: 'act' },
      ],
      rows: rows.map((row) => ({
        cells: [
          { text: row.taskTitle ?? '', href: hrefOf(row), note: `${showDay(chinaDay(row.createdAt))}开始` },
          { tag: STATUS_TAGS[row.status] },
          `${row.items.length}项`,
          { actions: actionsOf(row) },
        ],
      })),
      empty: { title: '还没有即时承诺', text: '有短期任务时在下面写上任务名称，再填写承诺事项。' },
    },
    form: {
      ...{ action: SHORT_COMMITMENTS, submit: '填写承诺事项', errors: form.summary },
      fields: [fieldOf(form, 'taskTitle', '任务名称', { maxlength: 60, hint: '例如：迎接义务教育优质均衡检查' })],
    },
  };
}

const hrefOf = ({ id, branchId, status }: ShortCommitment): string =>
  isEditable(status) ? `${SHORT_COMMITMENTS}/${id}` : commitmentHref(branchId, id);

function actionsOf({ id, status, round }: ShortCommitment): Action[] {
  if (status !== 'DRAFT' || round > 0) return [];
  return [{ label: '撤销', href: `${SHORT_COMMITMENTS}/${id}/removal`, method: 'post', kind: 'link' }];
}
