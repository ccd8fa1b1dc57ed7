import { z } from 'zod';
import { requiredDay, requiredText, rowIds } from '../../web/form-fields.js';

const document = {
  documentNo: requiredText('批准文号', 40),
  effectiveOn: requiredDay('生效日期'),
};

const names = {
  name: requiredText('支部全称', 60),
  shortName: requiredText('支部简称', 24),
  schoolName: requiredText('学校（单位）', 60),
};

export const renamingForm = z.object({ ...names, ...document });

export const documentForm = z.object(document);

export const splitForm = z.object({ ...names, memberIds: rowIds('划出的党员'), ...document });
