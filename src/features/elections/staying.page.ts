import { dayInput, showDay } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Frame } from '../../web/frame-shape.js';
import type { GroupElection } from './election-pages.queries.js';

/** E28: after the branch committee was elected anew, the group lets its leader stay. */
export function showStayingPage(data: {
  frame: Frame;
  branchId: string;
  group: GroupElection;
  form: FormState;
  today: Date;
}) {
  const { form, group } = data;
  const base = `/branches/${data.branchId}/groups/${group.id}`;
  const leader = group.term?.member.name ?? '';
  return {
    title: `确认“${group.name}”组长留任`,
    frame: data.frame,
    warnings: [],
    confirm: {
      question: `确认${leader}继续担任组长吗？`,
      happens: '组长继续任职，任职时间从原来算起。',
      seenBy: '本支部党员；理由只在支部内记录。',
      undo: '不能撤回。以后仍可登记组长离任，重新推选。',
      facts: [
        { label: '现任组长', value: leader },
        ...(group.committeeElectedOn ? [{ label: '支委会换届', value: showDay(group.committeeElectedOn) }] : []),
      ],
      action: `${base}/leader-confirmation`,
      submit: '确认留任',
      errors: form.summary,
      fields: [
        fieldOf(form, 'heldOn', '党小组会日期', { type: 'date', width: 'short', max: dayInput(data.today) }),
        fieldOf(form, 'reason', '留任理由', { type: 'textarea', rows: 2, maxlength: 300 }),
      ],
      cancel: { label: '返回', href: `${base}/election` },
    },
  };
}
