import { z } from 'zod';
import { optionalRowId, optionalText, requiredDay, requiredText, wholeNumber } from '../../web/form-fields.js';
import { COMMITMENT_DAYS } from './transfers.rules.js';

export const letterForm = z.object({
  toBranchId: optionalRowId('接收支部'),
  destination: optionalText('接收的党组织', 60),
  letterNo: optionalText('介绍信编号', 30),
  letterOn: requiredDay('开具日期'),
  validUntil: requiredDay('有效期至'),
});

export const receptionForm = z.object({
  receivedOn: requiredDay('接收日期'),
  /** Asked for only where he is received in this bureau. */
  commitmentDays: wholeNumber('作出承诺的天数', 1, 90)
    .optional()
    .transform((days) => days ?? COMMITMENT_DAYS),
});

export const returnForm = z.object({ reason: requiredText('退回原因', 200) });

export const cancellationForm = z.object({ reason: requiredText('撤回原因', 200) });
