import type { FeedbackKind, FeedbackStatus, OpinionHandling } from '../../generated/prisma/enums.js';
import { chinaDay, showDay } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Frame, Tag } from '../../web/frame-shape.js';
import type { AskedItem } from './feedback.queries.js';
import { FEEDBACK_KIND_LABELS, FEEDBACK_STATUS_LABELS, isLate } from './feedback.rules.js';

export function showFeedbackForm(data: {
  frame: Frame;
  form: FormState;
  boardHref: string;
  schoolName: string;
  /** Why no suggestion is taken; questions always are. */
  closed: string | null;
  /** What is asked about; null for a word about the whole branch. */
  item: AskedItem | null;
}) {
  const { form, item } = data;
  return {
    title: item ? `问一问：${item.mainTask}` : '提建议、问一问',
    frame: data.frame,
    lead: `您的话会送到${data.schoolName}党支部。不用登录，不留电话；称呼可以不填，也不会公开。`,
    form: {
      action: `${data.boardHref}/suggestions`,
      submit: '提交',
      errors: form.summary,
      cancel: { label: '返回', href: data.boardHref },
      hidden: item
        ? [
            { name: 'itemId', value: item.id },
            { name: 'kind', value: 'SUPERVISION' },
          ]
        : [],
      fields: [
        ...(item ? [] : [kindField(form, data.closed)]),
        fieldOf(form, 'content', '内容', {
          type: 'textarea',
          rows: 5,
          maxlength: 500,
          hint: '500字以内，请不要写他人的电话、身份证号等',
        }),
        fieldOf(form, 'authorName', '称呼', { optional: true, width: 'short', maxlength: 20, autocomplete: 'off' }),
      ],
    },
  };
}

/** While no suggestion is taken, only questions are. */
function kindField(form: FormState, closed: string | null) {
  return fieldOf(form, 'kind', '您想', {
    type: 'radios',
    value: form.values['kind'] ?? (closed ? 'SUPERVISION' : 'SUGGESTION'),
    hint: closed,
    options: [
      ...(closed ? [] : [{ value: 'SUGGESTION', label: '提建议', hint: '希望支部今年做什么、改进什么' }]),
      { value: 'SUPERVISION', label: '问一问', hint: '已公布的承诺做得怎么样' },
    ],
  });
}

interface Word {
  id: string;
  kind: FeedbackKind;
  content: string;
  status: FeedbackStatus;
  reply: string | null;
  createdAt: Date;
}

const TAGS: Record<FeedbackStatus, Tag> = {
  RECEIVED: { kind: 'warn', label: '待答复' },
  ANSWERED: { kind: 'ok', label: '已答复' },
  HIDDEN: { kind: 'idle', label: '不公开' },
};

const LATE: Tag = { kind: 'late', label: '逾期未答复' };

/** The page behind the sender's link. */
export function showFeedbackState(data: { frame: Frame; word: Word; link: string; boardHref: string }) {
  return {
    title: '您的意见',
    frame: data.frame,
    tag: TAGS[data.word.status],
    state: FEEDBACK_STATUS_LABELS[data.word.status],
    content: data.word.content,
    date: showDay(chinaDay(data.word.createdAt)),
    replyBy: '支部答复',
    reply: data.word.status === 'ANSWERED' ? data.word.reply : null,
    link: data.link,
    boardHref: data.boardHref,
  };
}

export function showFeedbackList(data: {
  frame: Frame;
  branchId: string;
  words: readonly (Word & {
    handling: OpinionHandling | null;
    authorName: string | null;
    dueOn: Date | null;
    item: { mainTask: string } | null;
  })[];
  mayAnswer: boolean;
  today: Date;
}) {
  const waiting = data.words.filter((word) => word.status === 'RECEIVED').length;
  return {
    title: '群众意见',
    frame: data.frame,
    head: {
      title: '群众意见',
      lead: '师生和家长在公开栏提出的建议和问题。答复后与原话一起公开；涉及隐私或攻击他人的可以不公开。',
      tag: waiting > 0 ? { kind: 'warn', label: `${waiting}条待答复` } : null,
    },
    words: data.words.map((word) => ({
      kind: word.item ? `对“${word.item.mainTask}”的监督提问` : FEEDBACK_KIND_LABELS[word.kind],
      content: word.content,
      due: word.status === 'RECEIVED' && word.dueOn ? `请在${showDay(word.dueOn)}前答复` : null,
      from: `${word.authorName ?? '未留称呼'}，${showDay(chinaDay(word.createdAt))}`,
      tag: isLate(word, data.today) ? LATE : TAGS[word.status],
      reply: word.reply,
      actions:
        word.status === 'RECEIVED' && data.mayAnswer
          ? [
              { label: '答复并公开', href: `/branches/${data.branchId}/feedback/${word.id}/answer/new`, kind: 'quiet' },
              { label: '不公开', href: `/branches/${data.branchId}/feedback/${word.id}/concealment/new`, kind: 'link' },
            ]
          : [],
    })),
  };
}

export function showAnswerForm(data: {
  frame: Frame;
  branchId: string;
  word: Word;
  form: FormState;
  mode: 'answer' | 'hide';
}) {
  const base = `/branches/${data.branchId}/feedback`;
  const hide = data.mode === 'hide';
  const fields = hide
    ? [fieldOf(data.form, 'reason', '不公开的理由', { maxlength: 200, hint: '只在支部内部留存' })]
    : [
        fieldOf(data.form, 'handling', '处理结果', {
          type: 'radios',
          options: [
            { value: 'ADOPTED', label: '采纳' },
            { value: 'NOT_ADOPTED', label: '不采纳，说明情况' },
          ],
        }),
        fieldOf(data.form, 'reply', '答复', { type: 'textarea', rows: 4, maxlength: 500 }),
        fieldOf(data.form, 'reviewed', '已核对：原话和答复不含个人隐私、不攻击他人，可以公开', { type: 'checkbox' }),
      ];
  return {
    title: hide ? '不公开这条意见' : '答复并公开',
    frame: data.frame,
    content: data.word.content,
    form: {
      action: `${base}/${data.word.id}/${hide ? 'concealment' : 'answer'}`,
      submit: hide ? '确认不公开' : '答复并公开',
      errors: data.form.summary,
      cancel: { label: '返回', href: base },
      fields,
    },
  };
}
