import { dayInput } from '../../shared/dates.js';
import { nameWithPost } from '../../shared/same-names.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Frame } from '../../web/frame-shape.js';
import type { GroupElection } from './election-pages.queries.js';
import { bySurnameStrokes, hasElectorRight } from './elections.rules.js';

/** E26: the leader leaves office, and somebody may act for him until the by-election. */
export function showDeparturePage(data: {
  frame: Frame;
  branchId: string;
  group: GroupElection;
  form: FormState;
  today: Date;
}) {
  const { form, group } = data;
  const base = `/branches/${data.branchId}/groups/${group.id}`;
  const leader = group.term?.member.name ?? '';
  const others = group.people.filter((person) => hasElectorRight(person) && person.id !== group.term?.memberId);
  return {
    title: `“${group.name}”组长离任`,
    frame: data.frame,
    warnings: [],
    confirm: {
      question: `登记${leader}不再担任组长吗？`,
      happens: '组长任职到今天为止。可以指定代理组长，并确定补选的截止日期；补选按推选组长的办法进行。',
      seenBy: '本支部党员可以看到代理组长和补选截止日期，离任原因不公开。',
      undo: '不能撤回。',
      facts: [{ label: '现任组长', value: leader }],
      action: `${base}/leader-departure`,
      submit: '确认组长离任',
      errors: form.summary,
      fields: [
        fieldOf(form, 'reason', '离任原因', { type: 'textarea', rows: 2, maxlength: 300 }),
        fieldOf(form, 'actingMemberId', '代理组长', {
          type: 'select',
          optional: true,
          options: [
            { value: '', label: '暂不指定' },
            ...others.sort(bySurnameStrokes).map((person) => ({ value: person.id, label: nameWithPost(person) })),
          ],
        }),
        fieldOf(form, 'actingUntil', '补选截止日期', {
          type: 'date',
          width: 'short',
          optional: true,
          min: dayInput(data.today),
          hint: '指定代理组长时必填，最长90天',
        }),
      ],
      cancel: { label: '返回', href: `${base}/election` },
    },
  };
}
