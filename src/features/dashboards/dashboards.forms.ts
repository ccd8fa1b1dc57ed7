import { z } from 'zod';
import { requiredDay, requiredText } from '../../web/form-fields.js';

/** A binding act that asks nothing besides. */
export const emptyForm = z.object({});

export const overrideForm = z.object({ reason: requiredText('理由', 300) });

export const extensionForm = z.object({ until: requiredDay('新的截止日期'), reason: requiredText('理由', 300) });
