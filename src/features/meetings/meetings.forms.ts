import { z } from 'zod';
import { choice, optionalRowId, requiredText, rowId } from '../../web/form-fields.js';
import { minutesShape, votesShape } from '../../web/form-minutes.js';

export const meetingForm = z.object({
  kind: choice('会议类型', ['GENERAL', 'COMMITTEE', 'GROUP']),
  groupId: optionalRowId('功能党小组'),
  purpose: choice('会议事项', ['ENROLLMENT_MOBILIZATION', 'RECOMMENDATION', 'OTHER']),
  title: requiredText('会议名称', 60),
  absences: z.array(z.object({ memberId: rowId('缺席的党员'), reason: requiredText('缺席原因', 60) })),
  ...minutesShape,
  ...votesShape,
});
