import { z } from 'zod';
import { choice, optionalText, requiredDay, rowId } from '../../web/form-fields.js';
import { GROUND_CODES } from './exclusions.rules.js';

export const exclusionForm = z.object({
  memberId: rowId('党员'),
  ground: choice('情形', GROUND_CODES),
  superiorAgreedOn: requiredDay('上级党组织同意的日期'),
  approvedOn: requiredDay('党员大会通过的日期'),
  startsOn: requiredDay('开始日期'),
  note: optionalText('备注', 100),
});

export const endingForm = z.object({
  exclusionId: rowId('党员'),
  endsOn: requiredDay('恢复日期'),
});
