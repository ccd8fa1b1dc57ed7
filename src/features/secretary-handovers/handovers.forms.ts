import { z } from 'zod';
import { checkbox, mustAgree, optionalText } from '../../web/form-fields.js';

export const receptionForm = z.object({
  agreed: mustAgree('请核对清单后勾选确认'),
  signedOnPaper: checkbox(),
  note: optionalText('说明', 300),
});

export const deliveryForm = z.object({ agreed: mustAgree('请核对清单后勾选确认') });
