import { ROLE_LABELS } from '../../access/roles.js';
import type { FormState } from '../../web/form.js';
import type { Action, Frame } from '../../web/frame-shape.js';
import type { StaffAccount } from './staff.queries.js';

export function showStaffPage(data: {
  frame: Frame;
  /** The address under which the acts on an account stand. */
  base: string;
  accounts: readonly StaffAccount[];
  /** Whose page it is: nobody takes his own second step off here. */
  ownId: string;
  summary: FormState['summary'];
  /** Null where it is not asked here. */
  required: boolean | null;
}) {
  return {
    title: '工作账号',
    frame: data.frame,
    lead: '局党委成员和支部书记、委员的账号。本人忘记密码或丢了手机时，核实身份后在这里办理。',
    summary: data.summary,
    requirement:
      data.required === null
        ? null
        : {
            action: `${data.base}/second-step-requirement`,
            submit: '保存',
            kind: 'quiet',
            fields: [
              {
                ...{ name: 'required', type: 'checkbox', value: data.required ? 'on' : '' },
                label: '局党委账号必须两步登录',
                hint: '打开后，还没有设置的局党委成员、督导员和验收检查员下次打开页面时，须先设置才能继续',
              },
            ],
          },
    table: {
      caption: '工作账号',
      columns: [{ label: '姓名' }, { label: '职务' }, { label: '两步登录' }, { label: '操作', kind: 'act' as const }],
      rows: [...data.accounts]
        .sort((one, other) => Number(ofBranch(one)) - Number(ofBranch(other)))
        .map((account) => rowOf(account, data.base, account.id === data.ownId)),
      empty: { title: '还没有工作账号' },
    },
  };
}

const ofBranch = ({ roles }: StaffAccount): boolean => roles.every(({ branch }) => branch !== null);

function rowOf(account: StaffAccount, base: string, own: boolean) {
  const on = account.secondStep?.confirmedAt != null;
  const act = (label: string, path: string): Action => ({
    label: `${label}：${account.displayName}`,
    href: `${base}/${account.id}/${path}`,
    method: 'post',
    kind: 'quiet',
  });
  return {
    cells: [
      { text: account.displayName, note: account.username },
      account.roles.map(({ role, branch }) => `${branch?.shortName ?? ''}${ROLE_LABELS[role]}`).join('、'),
      { tag: on ? { kind: 'ok', label: '已打开' } : { kind: 'idle', label: '未打开' } },
      own
        ? { text: '本人', href: '/account' }
        : { actions: [act('重置密码', 'password-reset'), ...(on ? [act('解除两步登录', 'second-step-removal')] : [])] },
    ],
  };
}

/** The new temporary password, as a slip to be handed over. */
export function showStaffSlip(data: {
  frame: Frame;
  slip: { displayName: string; username: string; password: string };
  backHref: string;
}) {
  return {
    title: '密码已重置',
    frame: data.frame,
    lead: '临时密码只显示这一次，请现在打印或抄下，交给本人；首次登录时须修改。',
    slips: [data.slip],
    back: { label: '返回工作账号', href: data.backHref },
  };
}
