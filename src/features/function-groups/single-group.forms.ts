import { z } from 'zod';
import { optionalText, requiredText } from '../../web/form-fields.js';

export const groupRulesForm = z.object({
  duties: requiredText('小组职责', 1000),
  activityRules: requiredText('活动制度', 3000),
  seen: optionalText('页面标记', 16),
});
