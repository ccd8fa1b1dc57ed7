import { z } from 'zod';

export const robotForm = z.object({
  kind: z.enum(['WECOM', 'DINGTALK'], { error: '请选择群所在的软件。' }),
  url: z
    .string({ error: '请粘贴群机器人的网址。' })
    .trim()
    .min(1, '请粘贴群机器人的网址。')
    .max(500, '网址太长，请从群设置里重新复制。'),
  secret: z
    .string({ error: '签名密钥不正确。' })
    .trim()
    .max(200, '签名密钥太长，请从群设置里重新复制。')
    .transform((secret) => (secret === '' ? null : secret)),
});
