import { showDay } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Action, Frame, Tag } from '../../web/frame-shape.js';
import { OVERVIEW, REVIEWERS } from './acceptance.paths.js';
import type { Reviewer } from './reviewers.queries.js';
import { lastDayOf } from './reviewers.rules.js';

/** The region's reviewers and until when each may look. */
export function showReviewersPage(data: { frame: Frame; reviewers: readonly Reviewer[]; now: Date; form: FormState }) {
  const { frame, reviewers, now, form } = data;
  return {
    title: '检查员账号',
    frame,
    lead: '为自治区检查员开通只读、限时的账号。检查员只能查阅和填写自己的评分；过了最后一天，账号自动停用。',
    table: {
      caption: '检查员账号',
      columns: [
        { label: '姓名' },
        { label: '用户名' },
        { label: '最后一天' },
        { label: '状态' },
        { label: '办理', kind: 'act' },
      ],
      rows: reviewers.map((reviewer) => {
        const tag = stateOf(reviewer, now);
        const actions: Action[] =
          tag.kind === 'ok' ? [{ label: '停用', href: `${REVIEWERS}/${reviewer.id}/ending/new`, kind: 'link' }] : [];
        const { displayName, username } = reviewer.account;
        const last = reviewer.validUntil ? showDay(lastDayOf(reviewer.validUntil)) : '不限';
        return { id: `r-${reviewer.id}`, cells: [displayName, username, last, { tag }, { actions }] };
      }),
      empty: { title: '还没有开通检查员账号' },
    },
    form: {
      ...{ action: REVIEWERS, submit: '开通账号', errors: form.summary, cancel: { label: '返回验收', href: OVERVIEW } },
      fields: [
        fieldOf(form, 'displayName', '姓名', { width: 'medium', maxlength: 20 }),
        fieldOf(form, 'lastDay', '最后一天', { type: 'date', width: 'medium', hint: '这一天结束后不能再查阅' }),
      ],
    },
  };
}

function stateOf({ revokedAt, validUntil }: Reviewer, now: Date): Tag {
  if (revokedAt !== null) return { kind: 'idle', label: '已停用' };
  if (validUntil !== null && validUntil <= now) return { kind: 'idle', label: '已到期' };
  return { kind: 'ok', label: '可用' };
}

/** The slip to print, once. */
export function showAccessSlip(data: {
  frame: Frame;
  slip: { displayName: string; username: string; password: string };
  lastDay: Date;
}) {
  return {
    title: '检查员账号已开通',
    frame: data.frame,
    lead: `账号可用到${showDay(data.lastDay)}。临时密码只显示这一次，请现在打印或抄下，交给本人；首次登录时须修改。`,
    slips: [data.slip],
    back: { label: '返回检查员账号', href: REVIEWERS },
  };
}

export function confirmEndingPage(data: { frame: Frame; reviewer: Reviewer }) {
  const { reviewer } = data;
  return {
    title: '停用检查员账号',
    frame: data.frame,
    confirm: {
      question: `确定停用${reviewer.account.displayName}的账号吗？`,
      happens: '立即退出登录，不能再查阅任何内容；已填写的评分保留。',
      seenBy: null,
      undo: '不能撤回。如需继续检查，重新开通一个账号。',
      action: `${REVIEWERS}/${reviewer.id}/ending`,
      submit: '确认停用',
      danger: true,
      cancel: { label: '暂不停用', href: REVIEWERS },
    },
  };
}
