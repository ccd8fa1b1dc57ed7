import { z } from 'zod';
import { checkbox, requiredText } from '../../web/form-fields.js';

const code = requiredText('验证码', 40).transform((text) => text.replaceAll(/\s/g, ''));

export const codeForm = z.object({ code });

export const closingForm = z.object({
  password: z.string({ error: '请填写密码' }).min(1, { error: '请填写密码' }).max(256, { error: '密码过长' }),
  code,
});

const username = requiredText('用户名', 60);
const newPassword = (label: string) =>
  z
    .string({ error: `请填写${label}` })
    .min(1, { error: `请填写${label}` })
    .max(256, { error: `${label}过长` });

export const resetAskForm = z.object({ username });

export const resetCodeForm = z
  .object({ username, code, next: newPassword('新密码'), again: newPassword('再输一次新密码') })
  .refine((form) => form.next === form.again, { error: '两次输入的新密码不一样，请重新输入', path: ['again'] });

export const requirementForm = z.object({ required: checkbox() });
