import { ROLE_LABELS } from '../../access/roles.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Frame } from '../../web/frame-shape.js';
import { branchHref, type Officer } from './branches.page.js';
import type { BranchRecord } from './branches.queries.js';
import { OFFICER_LABELS } from './branches.rules.js';

export function showAppointmentPage(data: { frame: Frame; branch: BranchRecord; form: FormState }) {
  const { branch, form } = data;
  return {
    title: '任命书记或委员',
    frame: data.frame,
    lead: `${branch.shortName}。新开账号后显示用户名和临时密码，请当场打印交给本人。`,
    form: {
      action: branchHref(branch.id, '/officers'),
      submit: '任命',
      errors: form.summary,
      cancel: { label: '返回', href: branchHref(branch.id) },
      fields: [
        fieldOf(form, 'role', '职务', {
          type: 'radios',
          options: Object.entries(OFFICER_LABELS).map(([value, label]) => ({ value, label })),
        }),
        fieldOf(form, 'kind', '账号', {
          type: 'radios',
          options: [
            { value: 'new', label: '新开账号' },
            { value: 'existing', label: '使用已有账号', hint: '本人已经有账号，例如本支部的党员' },
          ],
        }),
        fieldOf(form, 'displayName', '姓名', {
          width: 'medium',
          optional: true,
          maxlength: 30,
          hint: '新开账号时填写',
        }),
        fieldOf(form, 'username', '用户名', {
          width: 'medium',
          optional: true,
          maxlength: 40,
          autocomplete: 'off',
          hint: '使用已有账号时填写；新开账号不填则用姓名的拼音',
        }),
      ],
    },
  };
}

export function confirmDismissalPage(data: { frame: Frame; branch: BranchRecord; officer: Officer }) {
  const { branch, officer } = data;
  const role = ROLE_LABELS[officer.role];
  return {
    title: `免去${role}`,
    frame: data.frame,
    confirm: {
      question: `确定免去${officer.account.displayName}的${role}职务吗？`,
      happens: '此人不能再办理支部的事项，正在进行的登录立即退出。账号保留。',
      seenBy: '局党委在本页看到变化。',
      undo: '可以重新任命。此人签署过的内容保留。',
      action: branchHref(branch.id, `/officers/${officer.id}/dismissal`),
      submit: '确认免去',
      danger: true,
      cancel: { label: '返回', href: branchHref(branch.id) },
    },
  };
}

export function showSlipPage(data: {
  frame: Frame;
  title: string;
  slip: { displayName: string; username: string; password: string };
  back: { label: string; href: string };
}) {
  return {
    title: data.title,
    frame: data.frame,
    lead: '临时密码只显示这一次，请现在打印或抄下，交给本人；首次登录时须修改。',
    slips: [data.slip],
    back: data.back,
  };
}
