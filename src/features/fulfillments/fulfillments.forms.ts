import { z } from 'zod';
import {
  checkbox,
  choice,
  optionalDay,
  optionalNumber,
  optionalText,
  requiredDay,
  requiredText,
  wholeNumber,
} from '../../web/form-fields.js';

export const recordForm = z.object({
  doneOn: requiredDay('完成日期'),
  content: requiredText('做了什么', 500),
  value: optionalNumber('达到的数'),
  completes: checkbox(),
});

export const decisionForm = z.object({
  action: choice('意见', ['accept', 'return']),
  note: optionalText('说明', 300),
  revision: wholeNumber('版本', 1, 1_000_000),
});

/** The file itself comes beside the fields. */
export const evidenceForm = z.object({});

export const extensionForm = z.object({
  reason: requiredText('理由', 500),
  newDueDate: optionalDay('新的办结时限'),
  objective: checkbox(),
});

export const extensionDecisionForm = z.object({
  action: choice('意见', ['grant', 'refuse']),
  note: optionalText('说明', 300),
});
