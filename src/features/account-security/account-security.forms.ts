import { z } from 'zod';
import { checkbox, requiredText } from '../../web/form-fields.js';

const code = requiredText('验证码', 40).transform((text) => text.replaceAll(/\s/g, ''));

export const codeForm = z.object({ code });

export const closingForm = z.object({
  password: z.string({ error: '请填写密码' }).min(1, { error: '请填写密码' }).max(256, { error: '密码过长' }),
  code,
});

export const requirementForm = z.object({ required: checkbox() });
