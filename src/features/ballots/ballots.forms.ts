import { z } from 'zod';
import { checkbox, mustAgree, optionalText, requiredText, rowId } from '../../web/form-fields.js';
import { CHOICES } from './ballots.rules.js';

export const permissionForm = z.object({ allowed: checkbox() });

export const openingForm = z.object({
  supervisor1: requiredText('第一监票人', 30),
  supervisor2: requiredText('第二监票人', 30),
  supervisor3: optionalText('第三监票人', 30),
  accepted: mustAgree('请阅读关于保密性的提示并勾选'),
});

export const plainForm = z.object({});

export const cancellationForm = z.object({ reason: requiredText('作废原因', 200) });

/** The slips stand in no page again, whatever is wrong with them. */
export const countForm = z.object({ slips: z.array(z.object({ slip: requiredText('密钥条', 120) })).min(1) });

/** One choice for each candidate in the order of the ballot. */
export const ballotForm = z.object({
  boxId: rowId('选票'),
  choices: z.array(z.object({ choice: z.enum(CHOICES) })).min(1),
  other: rowId('另选他人'),
});
