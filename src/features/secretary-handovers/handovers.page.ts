import { chinaDay, showDay, showMoment } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Frame } from '../../web/frame-shape.js';
import type { Change } from './handovers.queries.js';
import type { HandoverLine } from './handovers.rules.js';

/** E27: the list between the former secretary and the new one; `side`: who looks at it. */
export function showHandoverPage(data: {
  frame: Frame;
  change: Change | null;
  lines: readonly HandoverLine[];
  side: 'incoming' | 'outgoing' | 'other';
  form: FormState;
}) {
  const { change, lines, side } = data;
  const title = '书记工作交接';
  if (!change)
    return {
      title,
      frame: data.frame,
      lead: null,
      empty: {
        title: '没有需要办理的书记交接',
        text: '局党委任命新书记后，这里列出待办事项和资料，由新老书记核对确认。',
      },
      facts: [],
      table: null,
      form: null,
    };
  return {
    title,
    frame: data.frame,
    lead: '先交待办，再交手册和资料。账号和密码不移交，新书记用自己的账号；以前的承诺书保留原签名。',
    empty: null,
    facts: [
      {
        label: '移交人',
        value: `${change.outgoingName}，${showDay(chinaDay(change.revokedAt))}离任`,
        note: outgoingState(change),
      },
      {
        label: '接收人',
        value: `${change.incomingName}，${showDay(chinaDay(change.grantedAt))}任职`,
        note: change.incomingConfirmedAt ? `${showMoment(change.incomingConfirmedAt)}确认` : '还没有确认',
      },
      ...(change.note ? [{ label: '说明', value: change.note }] : []),
    ],
    table: {
      caption: '移交清单',
      columns: [{ label: '移交事项' }, { label: '情况' }],
      rows: lines.map((row) => ({
        cells: [
          side === 'outgoing'
            ? row.title
            : { text: row.title, href: `/branches/${change.branchId}${row.path === '' ? '' : `/${row.path}`}` },
          row.text,
        ],
      })),
      empty: { title: '没有需要移交的事项' },
    },
    form: formOf(change, side, data.form),
  };
}

function outgoingState({ outgoingConfirmedAt, signedOnPaper }: Change): string {
  if (outgoingConfirmedAt) return `${showMoment(outgoingConfirmedAt)}确认`;
  return signedOnPaper ? '已在纸质交接表上签字' : '还没有确认';
}

function formOf(change: Change, side: 'incoming' | 'outgoing' | 'other', form: FormState) {
  const agree = (words: string) => fieldOf(form, 'agreed', words, { type: 'checkbox' });
  if (side === 'outgoing' && change.outgoingConfirmedAt === null)
    return {
      action: '/me/handover',
      submit: '确认移交',
      errors: form.summary,
      fields: [agree('清单中的事项和资料已经移交')],
    };
  if (side !== 'incoming' || change.incomingConfirmedAt !== null) return null;
  return {
    action: `/branches/${change.branchId}/handover`,
    submit: '确认接收',
    errors: form.summary,
    fields: [
      agree('清单中的事项和资料已经接收'),
      ...(change.outgoingConfirmedAt === null
        ? [
            fieldOf(form, 'signedOnPaper', '移交人已在纸质交接表上签字', {
              type: 'checkbox',
              hint: '移交人已调离、不能登录的，请下载Word版签字留存',
            }),
          ]
        : []),
      fieldOf(form, 'note', '说明', { type: 'textarea', rows: 2, maxlength: 300, optional: true }),
    ],
  };
}
