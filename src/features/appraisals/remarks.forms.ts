import { z } from 'zod';
import { requiredText } from '../../web/form-fields.js';

export const remarkForm = z.object({ text: requiredText('内容', 500) });
