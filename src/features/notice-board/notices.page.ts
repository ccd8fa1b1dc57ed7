import { mayInBranch } from '../../access/permissions.js';
import type { HeldRole } from '../../access/roles.js';
import type { NoticeKind } from '../../generated/prisma/enums.js';
import { showMoment } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Action, Frame, Tag } from '../../web/frame-shape.js';

export const KIND_LABELS: Record<NoticeKind, string> = {
  CAMPAIGN: '活动方案',
  GOALS: '目标任务',
  GROUPS: '功能党小组',
  MEMBERSHIP: '党员名单',
  LEADERS: '组长',
  COMMITMENTS: '承诺',
  SUMMARY: '活动总结',
  OTHER: '其他',
};

export interface NoticeRow {
  id: string;
  kind: NoticeKind;
  title: string;
  publishedAt: Date;
  publishedBy: string;
  withdrawnAt: Date | null;
  supersededById: string | null;
}

export function showBranchNoticesPage(data: {
  frame: Frame;
  bureauId: string;
  branchId: string;
  notices: readonly NoticeRow[];
  roles: readonly HeldRole[];
}) {
  const mayWithdraw = mayInBranch(data.roles, 'notices:publish', data.branchId);
  return {
    title: '公开栏公告',
    frame: data.frame,
    boardHref: `/board/${data.bureauId}/branches/${data.branchId}`,
    table: {
      caption: '本支部公布的公告',
      columns: [
        { label: '公告' },
        { label: '类别' },
        { label: '公布' },
        { label: '状态' },
        { label: '操作', kind: 'act' },
      ],
      rows: data.notices.map((notice) => ({
        cells: [
          { text: notice.title, href: `/board/${data.bureauId}/notices/${notice.id}` },
          KIND_LABELS[notice.kind],
          { text: showMoment(notice.publishedAt), note: notice.publishedBy },
          { tag: tagOf(notice) },
          mayWithdraw && !notice.withdrawnAt
            ? {
                actions: [
                  {
                    label: '撤回',
                    href: `/branches/${data.branchId}/notices/${notice.id}/withdrawal/new`,
                  } satisfies Action,
                ],
              }
            : '',
        ],
      })),
      empty: { title: '还没有公布的公告', text: '功能党小组、名单、承诺等公布后，会列在这里。' },
    },
  };
}

export function tagOf(notice: NoticeRow): Tag {
  if (notice.withdrawnAt) return { kind: 'late', label: '已撤回' };
  return notice.supersededById ? { kind: 'idle', label: '已有新版' } : { kind: 'ok', label: '公布中' };
}

export function confirmWithdrawal(data: {
  frame: Frame;
  branchId: string;
  notice: { id: string; title: string };
  form: FormState;
}) {
  const base = `/branches/${data.branchId}/notices`;
  return {
    title: '撤回公告',
    frame: data.frame,
    confirm: {
      question: `确定撤回“${data.notice.title}”吗？`,
      happens: '公开栏不再显示公告内容，只注明已撤回和理由。内容更正后可以重新公布。',
      seenBy: '撤回的理由任何人都能看到。',
      undo: '撤回后不能恢复，须重新公布。',
      action: `${base}/${data.notice.id}/withdrawal`,
      submit: '确认撤回',
      danger: true,
      fields: [fieldOf(data.form, 'reason', '撤回理由', { maxlength: 200, hint: '例如：党员姓名有误' })],
      errors: data.form.summary,
      cancel: { label: '暂不撤回', href: base },
    },
  };
}
