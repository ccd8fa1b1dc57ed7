import { z } from 'zod';
import {
  optionalDay,
  optionalRowId,
  optionalText,
  requiredDay,
  requiredText,
  rowId,
  rowIds,
  wholeNumber,
} from '../../web/form-fields.js';

export const openingForm = z.object({ groupIds: rowIds('小组'), closesOn: requiredDay('自荐截止日期') });

export const selfNominationForm = z.object({ statement: requiredText('自荐陈述', 500) });

export const branchNominationForm = z.object({
  memberId: rowId('候选人'),
  statement: requiredText('推荐理由', 500),
});

export const withdrawalForm = z.object({ memberId: rowId('候选人') });

export const appointmentForm = z.object({ memberId: rowId('组长人选'), reason: requiredText('指定理由', 300) });

export const committeeForm = z.object({ committeeElectedOn: requiredDay('支委会换届日期') });

export const stayingForm = z.object({ heldOn: requiredDay('党小组会日期'), reason: requiredText('留任理由', 300) });

export const departureForm = z.object({
  reason: requiredText('离任原因', 300),
  actingMemberId: optionalRowId('代理组长'),
  actingUntil: optionalDay('补选截止日期'),
});

const MOST = 9999;

/** A row of 另选他人; null where nothing was filled in. */
const writeIn = z
  .object({ memberId: optionalRowId('另选他人'), for: optionalText('另选他人得票', 4) })
  .transform((row, context) => {
    if (row.memberId === null && row.for === null) return null;
    const votes = /^\d{1,4}$/.test(row.for ?? '') ? Number(row.for) : 0;
    if (row.memberId === null) context.addIssue({ code: 'custom', path: ['memberId'], message: '请选择另选的党员' });
    if (votes === 0) context.addIssue({ code: 'custom', path: ['for'], message: '请填写另选他人得票' });
    return { memberId: row.memberId ?? '', for: votes };
  });

export const countForm = z.object({
  round: wholeNumber('轮次', 1, MOST),
  heldOn: requiredDay('投票日期'),
  place: requiredText('投票地点', 60),
  presentCount: wholeNumber('实到人数', 0, MOST),
  issuedCount: wholeNumber('发出选票', 0, MOST),
  returnedCount: wholeNumber('收回选票', 0, MOST),
  invalidCount: wholeNumber('无效票', 0, MOST),
  supervisor: requiredText('监票人', 30),
  teller: requiredText('计票人', 30),
  scribe: optionalText('代写人', 30),
  tallies: z.array(
    z.object({
      memberId: rowId('候选人'),
      for: wholeNumber('赞成票', 0, MOST),
      against: wholeNumber('不赞成票', 0, MOST),
      abstain: wholeNumber('弃权票', 0, MOST),
    }),
  ),
  writeIns: z
    .array(writeIn)
    .optional()
    .transform((rows) => (rows ?? []).flatMap((row) => (row ? [row] : []))),
});

/** A form of nothing but its button. */
export const plainForm = z.object({});
