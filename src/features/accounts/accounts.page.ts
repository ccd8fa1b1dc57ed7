import type { Person } from '../../access/roles.js';
import type { FormState } from '../../web/form.js';
import type { Action, Frame, Page } from '../../web/frame-shape.js';

interface Slip {
  displayName: string;
  username: string;
  password: string;
}

export function showAccountPage(data: { frame: Frame; person: Person; roles: { label: string; place: string }[] }) {
  return {
    title: '我的账号',
    frame: data.frame,
    facts: [
      { label: '姓名', value: data.person.displayName },
      { label: '用户名', value: data.person.username },
      ...data.roles.map((role) => ({ label: role.label, value: role.place })),
    ],
    actions: [
      { label: '修改密码', href: '/account/password', kind: 'primary' },
      { label: '登录的设备', href: '/account/sessions', kind: 'quiet' },
      { label: '两步登录', href: '/account/second-step', kind: 'quiet' },
      { label: '我的消息', href: '/account/messages', kind: 'quiet' },
      { label: '邮件提醒', href: '/account/mail', kind: 'quiet' },
      { label: '日历订阅', href: '/account/calendar', kind: 'quiet' },
    ] satisfies Action[],
    signOut: { label: '退出登录', href: '/sign-out', method: 'post', kind: 'quiet' } satisfies Action,
  };
}

/** `forced`: the first sign-in with a temporary password; there is no way round the change. */
export function showPasswordPage(data: { frame: Frame; form: FormState; forced: boolean }) {
  const field = (name: string, label: string, autocomplete: string, hint?: string) => ({
    name,
    label,
    type: 'password',
    autocomplete,
    error: data.form.errors[name],
    ...(hint === undefined ? {} : { hint }),
  });
  return {
    title: data.forced ? '请先修改临时密码' : '修改密码',
    frame: data.frame,
    lead: data.forced
      ? '您使用的是临时密码。为保护党员信息，请设置只有自己知道的密码后再继续。'
      : '修改后，其他电脑和手机上的登录会退出。',
    form: {
      action: '/account/password',
      submit: '保存新密码',
      errors: data.form.summary,
      fields: [
        field('current', data.forced ? '临时密码' : '当前密码', 'current-password'),
        field('next', '新密码', 'new-password', '至少12位，包含大写字母、小写字母、数字、符号中的三种'),
        field('again', '再输一次新密码', 'new-password'),
      ],
      ...(data.forced ? {} : { cancel: { label: '返回', href: '/account' } }),
    },
  };
}

export interface MemberRow {
  id: string;
  name: string;
  post: string | null;
  account: {
    id: string;
    username: string;
    status: string;
    mustChangePassword: boolean;
    secondStep: { confirmedAt: Date | null } | null;
  } | null;
}

export interface BranchAccountsPage extends Page {
  summary: FormState['summary'];
  figures: { value: string; unit: string; label: string }[];
  openAll: Action | null;
  filters: {
    action: string;
    fields: { name: string; label: string; value: string }[];
    reset: { label: string; href: string } | null;
    count: string;
  };
  form: { action: string };
  /** Whether anybody is left to be ticked. */
  mayChoose: boolean;
  rows: {
    id: string;
    name: string;
    post: string;
    username: string;
    tag: { kind: string; label: string };
    reset: string | null;
    /** Where his second step can be taken off; null when he has none. */
    removeStep: string | null;
  }[];
}

export function showBranchAccountsPage(data: {
  frame: Frame;
  branchId: string;
  members: readonly MemberRow[];
  name: string;
  form: FormState;
}): BranchAccountsPage {
  const base = `/branches/${data.branchId}`;
  const without = data.members.filter((member) => !member.account).length;
  return {
    title: '党员账号',
    frame: data.frame,
    summary: data.form.summary,
    figures: [
      { value: String(data.members.length), unit: '人', label: '名册党员' },
      { value: String(data.members.length - without), unit: '人', label: '已开通账号' },
      { value: String(without), unit: '人', label: '未开通' },
    ],
    openAll:
      without > 0 && data.name === ''
        ? { label: `为未开通的${without}人全部开通`, href: `${base}/accounts/all`, method: 'post', kind: 'primary' }
        : null,
    filters: {
      action: `${base}/accounts`,
      fields: [{ name: 'name', label: '姓名', value: data.name }],
      reset: data.name === '' ? null : { label: '查看全部', href: `${base}/accounts` },
      count: `共${data.members.length}人`,
    },
    form: { action: `${base}/accounts` },
    mayChoose: without > 0,
    rows: data.members.map((member) => ({
      id: member.id,
      name: member.name,
      post: member.post ?? '',
      username: member.account?.username ?? '',
      tag: accountTag(member.account),
      reset: member.account ? `${base}/members/${member.id}/password-reset` : null,
      removeStep: member.account?.secondStep?.confirmedAt ? `${base}/members/${member.id}/second-step-removal` : null,
    })),
  };
}

export function accountTag(account: MemberRow['account']): { kind: string; label: string } {
  if (!account) return { kind: 'idle', label: '未开通' };
  if (account.status === 'DISABLED') return { kind: 'late', label: '已停用' };
  return account.mustChangePassword ? { kind: 'warn', label: '未首次登录' } : { kind: 'ok', label: '已启用' };
}

export function showSlipsPage(data: { frame: Frame; slips: readonly Slip[]; title: string; backHref: string }) {
  return {
    title: data.title,
    frame: data.frame,
    lead: `共${data.slips.length}人。临时密码只显示这一次，请现在打印，裁开后交给本人；首次登录时须修改。`,
    slips: data.slips,
    back: { label: '返回党员账号', href: data.backHref } satisfies Action,
  };
}
