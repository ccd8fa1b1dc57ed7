import { chinaDay, showDay } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Action, Frame } from '../../web/frame-shape.js';

export const SECOND_STEP_HREF = '/account/second-step';

/** The field for a code, whichever of the two kinds. */
const codeField = (form: FormState, label: string, hint: string) =>
  fieldOf(form, 'code', label, { width: 'medium', maxlength: 40, autocomplete: 'one-time-code', hint });

export function showSecondStepOff(data: { frame: Frame; forced: boolean }) {
  return {
    title: data.forced ? '请先打开两步登录' : '两步登录',
    frame: data.frame,
    lead: data.forced
      ? '局党委要求局党委账号必须两步登录。设置大约需要两分钟，完成后即可继续。'
      : '打开后，登录时除密码外，还要输入手机上的验证码。密码泄露了，别人也进不来。',
    steps: [
      '在手机上安装一个验证码应用（应用商店搜索“验证器”或“身份验证器”）。',
      '点“开始设置”，用这个应用扫描二维码。',
      '输入应用上显示的6位数字，并保存好10个恢复码。',
    ],
    start: { label: '开始设置', href: `${SECOND_STEP_HREF}/start`, method: 'post', kind: 'primary' } satisfies Action,
    back: data.forced ? null : ({ label: '返回', href: '/account', kind: 'link' } satisfies Action),
  };
}

export function showSecondStepSetUp(data: {
  frame: Frame;
  form: FormState;
  forced: boolean;
  seed: string;
  picture: string;
}) {
  return {
    title: '设置两步登录',
    frame: data.frame,
    picture: data.picture,
    /** In fours, to be typed. */
    secret: data.seed.replaceAll(/(.{4})(?=.)/g, '$1 '),
    form: {
      action: `${SECOND_STEP_HREF}/confirmation`,
      submit: '打开两步登录',
      errors: data.form.summary,
      fields: [
        fieldOf(data.form, 'code', '应用上的6位验证码', {
          width: 'short',
          maxlength: 10,
          inputmode: 'numeric',
          autocomplete: 'one-time-code',
        }),
      ],
      cancel: data.forced ? null : { label: '返回', href: '/account' },
    },
  };
}

export function showSecondStepOn(data: {
  frame: Frame;
  form: FormState;
  since: Date;
  codesLeft: number;
  required: boolean;
}) {
  return {
    title: '两步登录',
    frame: data.frame,
    facts: [
      { label: '状态', tag: { kind: 'ok' as const, label: '已打开' } },
      { label: '打开日期', value: showDay(chinaDay(data.since)) },
      {
        label: '剩余恢复码',
        value: `${data.codesLeft}个`,
        ...(data.codesLeft < 3 ? { note: '所剩不多。关闭后重新打开，会得到10个新的恢复码。' } : {}),
      },
    ],
    note: data.required
      ? '局党委要求您的账号两步登录：换手机时先在这里关闭，随即用新手机重新设置。'
      : '换手机时先在这里关闭，再用新手机重新打开。',
    form: {
      action: `${SECOND_STEP_HREF}/removal`,
      submit: '关闭两步登录',
      kind: 'danger',
      errors: data.form.summary,
      fields: [
        fieldOf(data.form, 'password', '密码', { type: 'password', autocomplete: 'current-password' }),
        codeField(data.form, '验证码或恢复码', '应用上的6位数字；手机不在身边时，填一个没用过的恢复码'),
      ],
      cancel: { label: '返回', href: '/account' },
    },
  };
}

export function showRecoveryCodes(data: { frame: Frame; codes: readonly string[] }) {
  return {
    title: '两步登录已打开',
    frame: data.frame,
    lead: '请现在打印或抄下这10个恢复码，与手机分开保管。它们只显示这一次；手机丢失时，每个可以代替验证码用一次。',
    codes: data.codes,
    next: { label: '已保存好，继续', href: '/', kind: 'primary' } satisfies Action,
  };
}

/** The second page of the sign-in; `waiting` is false when the first was too long ago or never filled in. */
export function showCodePage(data: { frame: Frame; form: FormState; waiting: boolean }) {
  return {
    title: '输入验证码',
    frame: data.frame,
    lead: data.waiting ? '密码正确。请再输入手机验证码应用上显示的6位数字。' : null,
    over: data.waiting
      ? null
      : {
          title: '请重新登录',
          text: '输入密码后已超过10分钟，或者还没有输入密码。',
          action: { label: '回到登录页面', href: '/sign-in', kind: 'primary' } satisfies Action,
        },
    form: {
      action: '/sign-in/code',
      submit: '登录',
      errors: data.form.summary,
      fields: [codeField({ ...data.form, values: {} }, '验证码', '手机不在身边时，填一个没用过的恢复码')],
      cancel: { label: '换一个账号登录', href: '/sign-in' },
    },
    help: '手机和恢复码都不在了，请本支部书记或局党委书记解除您的两步登录。',
  };
}
