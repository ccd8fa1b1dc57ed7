import { z } from 'zod';
import { choice, requiredText, rowIds } from '../../web/form-fields.js';

/** Passwords are taken as typed: no trimming, no limit below the policy's own. */
const typedPassword = (label: string) =>
  z
    .string({ error: `请填写${label}` })
    .min(1, { error: `请填写${label}` })
    .max(256, { error: `${label}过长` });

export const signInForm = z.object({
  username: requiredText('用户名', 60),
  password: typedPassword('密码'),
});

export const passwordForm = z
  .object({
    current: typedPassword('当前密码'),
    next: typedPassword('新密码'),
    again: typedPassword('再输一次新密码'),
  })
  .refine((form) => form.next === form.again, { error: '两次输入的新密码不一样，请重新输入', path: ['again'] });

export const openAccountsForm = z.object({ memberIds: rowIds('党员') });

export const textSizeForm = z.object({ size: choice('字号', ['normal', 'large', 'larger']) });
