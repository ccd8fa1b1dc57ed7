import { z } from 'zod';

const CHOOSE = '请在页面上选择要催办的事项。';

/** The name of a task as it stands on the page, and the member; without one, all who have not done it. */
export const urgingForm = z.object({
  thing: z.string({ error: CHOOSE }).regex(/^[a-z-]{1,30}(:[0-9a-z:-]{1,90})?$/, CHOOSE),
  memberId: z.uuid('请在名单里选择一名党员。').optional(),
});
