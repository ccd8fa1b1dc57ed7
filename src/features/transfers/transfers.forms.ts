import { z } from 'zod';
import { optionalRowId, optionalText, requiredDay, requiredText } from '../../web/form-fields.js';

export const letterForm = z.object({
  toBranchId: optionalRowId('接收支部'),
  destination: optionalText('接收的党组织', 60),
  letterOn: requiredDay('开具日期'),
  validUntil: requiredDay('有效期至'),
});

export const receptionForm = z.object({ receivedOn: requiredDay('接收日期') });

export const cancellationForm = z.object({ reason: requiredText('撤回原因', 200) });
