import { z } from 'zod';

const LONGEST = 120;

export const addressForm = z.object({
  email: z
    .string({ error: '请填写邮箱地址。' })
    .trim()
    .min(1, '请填写邮箱地址。')
    .max(LONGEST, `邮箱地址最长${LONGEST}个字符。`)
    .pipe(z.email('邮箱地址写得不完整，应为 name@example.cn 的样子。')),
});

export const codeForm = z.object({
  code: z
    .string({ error: '请填写邮件里的6位数字。' })
    .trim()
    .regex(/^\d{6}$/, '验证码是邮件里的6位数字。'),
});

const hour = (least: number, most: number) =>
  z
    .string({ error: '请选择钟点。' })
    .regex(/^\d{1,2}$/, '请选择钟点。')
    .transform(Number)
    .pipe(z.number().min(least, '请选择钟点。').max(most, '请选择钟点。'));

export const choiceForm = z
  .object({
    mailMode: z.enum(['OFF', 'DIGEST', 'AT_ONCE'], { error: '请选择一种接收方式。' }),
    fromHour: hour(0, 23),
    untilHour: hour(1, 24),
  })
  .refine(({ fromHour, untilHour }) => fromHour < untilHour, {
    path: ['untilHour'],
    message: '结束的钟点应晚于开始的钟点。',
  });

export const quietForm = z.object({ fromHour: hour(0, 23), untilHour: hour(0, 23) });

/** A button that stands alone. */
export const emptyForm = z.object({});
