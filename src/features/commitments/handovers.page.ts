import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Frame } from '../../web/frame-shape.js';
import type { MemberItem, Taker } from './handovers.queries.js';

/** E1: the binding act of handing an item to another member of the group. */
export function showHandoverPage(data: {
  frame: Frame;
  href: string;
  item: MemberItem;
  takers: readonly Taker[];
  due: string;
  /** Why it cannot be handed over. */
  fault: string | null;
  form: FormState;
}) {
  const { frame, href, item, takers, due, fault, form } = data;
  const from = item.commitment.member?.name ?? '';
  const nobody = takers.length === 0 ? '同一小组里没有其他已公布承诺的党员，暂时不能移交。' : null;
  const warning = fault ?? nobody;
  return {
    title: '移交承诺事项',
    frame,
    warnings: warning === null ? [] : [warning],
    confirm: {
      question: `把“${item.mainTask}”移交给其他党员吗？`,
      happens: '事项和已有的践诺记录转到接手党员的承诺书，两份承诺书各形成新的一版，以前的版本保留。',
      seenBy: '本支部党员，公开栏上两份承诺同时更新。',
      undo: '移交后可以再移交，不能撤销这条记录。',
      facts: [
        { label: '原承诺人', value: from },
        { label: '所在小组', value: item.commitment.group?.name ?? '' },
        { label: '办结时限', value: due },
      ],
      action: `${href}/handover`,
      submit: '确认移交',
      errors: form.summary,
      fields: [
        fieldOf(form, 'toCommitmentId', '接手的党员', {
          type: 'select',
          width: 'medium',
          options: [
            { value: '', label: '请选择' },
            ...takers.map(({ id, member }) => ({
              value: id,
              label: `${member?.name ?? ''}${member?.post ? `（${member.post}）` : ''}`,
            })),
          ],
        }),
        fieldOf(form, 'reason', '移交的理由', { maxlength: 300, hint: '例如：原承诺人工作调动，支部研究决定' }),
      ],
      cancel: { label: '暂不移交', href },
    },
  };
}
