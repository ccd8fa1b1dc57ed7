import { z } from 'zod';
import {
  choice,
  mustAgree,
  optionalText,
  requiredDay,
  requiredText,
  rowId,
  rowIds,
  wholeNumber,
} from '../../web/form-fields.js';

export const studySessionForm = z.object({
  topic: requiredText('学习主题', 100),
  heldOn: requiredDay('学习日期'),
  place: requiredText('地点', 60),
  material: requiredText('学习材料', 500),
  summary: requiredText('学习情况', 2000),
  attendeeIds: rowIds('参加人员').refine((ids) => ids.length > 0, { error: '请勾选参加学习的党员' }),
});

export const revisedStudyForm = studySessionForm.extend({ revision: wholeNumber('版本', 1, 1_000_000) });

export const absencesForm = z.object({
  absences: z.array(z.object({ memberId: rowId('缺席的党员'), reason: optionalText('缺席原因', 60) })),
});

/** The file itself comes beside the fields. */
export const materialForm = z.object({ title: optionalText('材料名称', 100) });

export const linkForm = z.object({
  title: requiredText('材料名称', 100),
  href: requiredText('网址', 500).refine(isSafeAddress, { error: '请填写完整的网址，以https://开头' }),
});

/** An address that a browser opens over TLS, with a host that has a name and nobody's password in it. */
function isSafeAddress(text: string): boolean {
  if (!URL.canParse(text) || /\s/.test(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  return protocol === 'https:' && hostname.includes('.') && username === '' && password === '';
}

export const studyNoteForm = z.object({ content: optionalText('学习心得', 2000) });

export const plannedEventForm = z.object({
  kind: choice('类别', ['STUDY', 'MEETING']),
  plannedOn: requiredDay('计划日期'),
  topic: requiredText('主题', 100),
  note: optionalText('说明', 300),
});

export const plannedMeetingForm = z.object({ meetingId: rowId('会议记录') });

export const cancellationForm = z.object({ reason: requiredText('取消的理由', 200) });

export const statementForm = z.object({
  title: requiredText('标题', 80),
  body: requiredText('正文', 10_000),
  revision: wholeNumber('版本', 0, 1_000_000),
});

export const statementReviewForm = z.object({
  outcome: choice('审核结论', ['approve', 'return']),
  note: optionalText('审核意见', 500),
});

export const statementRevisionForm = z.object({ reason: requiredText('修订的理由', 200) });

export const statementPublicationForm = z.object({
  secrecyReviewedBy: requiredText('保密审查人', 30),
  secrecyReview: mustAgree('请先完成保密审查，并勾选确认'),
});

export const emptyForm = z.object({});
