import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Frame } from '../../web/frame-shape.js';

export const RESET_HREF = '/password-reset';
const OTHER_WAY = '没有登记邮箱的，请本支部书记或局党委书记重置密码，凭账号条登录。';

const username = (form: FormState) =>
  fieldOf(form, 'username', '用户名', {
    ...{ autocomplete: 'username', maxlength: 60 },
    attributes: { autocapitalize: 'none', spellcheck: 'false' },
  });

/** `byMail` is false where the portal sends no mail. */
export function showResetPage(data: { frame: Frame; form: FormState; byMail: boolean }) {
  const { form } = data;
  return {
    title: '忘记密码',
    frame: data.frame,
    lead: data.byMail
      ? `我们把验证码发到您登记过的邮箱。${OTHER_WAY}`
      : '请本支部书记或局党委书记重置密码，凭账号条登录。',
    form: data.byMail
      ? {
          ...{ action: RESET_HREF, submit: '获取验证码', errors: form.summary, fields: [username(form)] },
          cancel: { label: '返回登录', href: '/sign-in' },
        }
      : null,
  };
}

export function showResetCodePage(data: { frame: Frame; form: FormState }) {
  const { form } = data;
  const secret = (name: string, label: string, hint?: string) =>
    fieldOf(form, name, label, { type: 'password', autocomplete: 'new-password', ...(hint ? { hint } : {}) });
  return {
    title: '设置新密码',
    frame: data.frame,
    lead: `如果这个用户名登记了邮箱，验证码已经发出，30分钟内有效。${OTHER_WAY}`,
    form: {
      ...{ action: `${RESET_HREF}/code`, submit: '保存新密码', errors: form.summary },
      fields: [
        username(form),
        fieldOf(form, 'code', '邮件里的验证码', { width: 'medium', maxlength: 40, autocomplete: 'one-time-code' }),
        secret('next', '新密码', '至少12位，包含大写字母、小写字母、数字、符号中的三种'),
        secret('again', '再输一次新密码'),
      ],
      cancel: { label: '重新获取验证码', href: RESET_HREF },
    },
  };
}
