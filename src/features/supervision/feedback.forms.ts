import { z } from 'zod';
import { choice, mustAgree, optionalRowId, optionalText, requiredText } from '../../web/form-fields.js';

export const feedbackForm = z.object({
  kind: choice('类别', ['SUGGESTION', 'SUPERVISION']),
  content: requiredText('内容', 500),
  authorName: optionalText('称呼', 20),
  /** The item of a letter that is asked about. */
  itemId: optionalRowId('承诺事项'),
});

export const answerForm = z.object({
  handling: choice('处理结果', ['ADOPTED', 'NOT_ADOPTED']),
  reply: requiredText('答复', 500),
  reviewed: mustAgree('请核对内容不含个人隐私和攻击他人的话，再勾选公开'),
});

export const hideForm = z.object({ reason: requiredText('不公开的理由', 200) });
