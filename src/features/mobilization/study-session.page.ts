import { dayInput, showDay, showMoment } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Action, Frame } from '../../web/frame-shape.js';
import { materialHref, ownNoteHref, sessionHref, sessionsHref } from './study.paths.js';
import type { StudySessionRow } from './study-sessions.queries.js';

export interface SessionData {
  frame: Frame;
  branchId: string;
  session: StudySessionRow;
  /** The names of those who were there. */
  present: readonly string[];
  may: {
    /** Writes the record; sees why somebody was absent, and all 学习心得. */
    write: boolean;
    /** Is a member of the branch, who may write his own. */
    note: boolean;
  };
  forms: { file: FormState; link: FormState };
}

/** R4: one session: what was studied with its material, who was there, and what members wrote of it. */
export function showSessionPage(data: SessionData) {
  const { session, branchId, may } = data;
  const href = sessionHref(branchId, session.id);
  const unexplained = session.absences.filter(({ reason }) => reason === '').length;
  const explain: Action = { label: '填写缺席原因', href: `${href}/absences/edit`, kind: 'quiet' };
  return {
    title: session.topic,
    frame: data.frame,
    head: { title: session.topic, lead: `${showDay(session.heldOn)}的学习活动` },
    hint: may.write && unexplained > 0 ? `还有${unexplained}名缺席党员没有写明原因。` : null,
    facts: [
      { label: '时间', value: showDay(session.heldOn) },
      { label: '地点', value: session.place },
      { label: '学习材料', value: session.material },
      { label: '参加', value: data.present.join('、'), note: `${session.attendeeIds.length}人` },
      ...(may.write && session.absences.length > 0 ? [{ label: '缺席', value: absentWords(session) }] : []),
    ],
    paragraphs: session.summary.split('\n').filter((line) => line.trim() !== ''),
    actions: [
      ...(may.write ? [{ label: '修改记录', href: `${href}/edit`, kind: 'quiet' as const }] : []),
      ...(may.write && session.absences.length > 0 ? [explain] : []),
      { label: '返回学习活动', href: sessionsHref(branchId), kind: 'link' as const },
    ],
    materials: session.materials.map((material) => materialLine(branchId, material, may.write)),
    fileForm: may.write ? fileForm(href, data.forms.file) : null,
    linkForm: may.write ? linkForm(href, data.forms.link) : null,
    notes: notesOf(data),
  };
}

const absentWords = ({ absences }: StudySessionRow): string =>
  absences.map(({ name, reason }) => (reason === '' ? name : `${name}（${reason}）`)).join('、');

/** An address leads away from the portal: its host is named beside it. */
function materialLine(branchId: string, material: StudySessionRow['materials'][number], mayRemove: boolean) {
  const own = materialHref(branchId, material.id);
  const remove: Action = { label: `去掉“${material.title}”`, href: `${own}/removal`, method: 'post', kind: 'link' };
  return {
    label: material.title,
    href: material.href ?? own,
    note: material.href === null ? fileWords(material) : '外部网址：',
    host: material.href === null ? null : new URL(material.href).hostname,
    actions: mayRemove ? [remove] : [],
  };
}

const KINDS: readonly (readonly [string, string])[] = [
  ['/pdf', 'PDF文件'],
  ['.wordprocessingml.document', 'Word文件'],
  ['.spreadsheetml.sheet', 'Excel文件'],
];

/** What one will have to open, and how much there is to fetch on a telephone. */
function fileWords({ mediaType, byteSize }: StudySessionRow['materials'][number]): string {
  const kind = KINDS.find(([ending]) => mediaType?.endsWith(ending))?.[1] ?? '照片';
  return `${kind}，${Math.max(0.1, (byteSize ?? 0) / 1_048_576).toFixed(1)}MB`;
}

const FILE_TYPES = '.pdf,.docx,.xlsx,image/jpeg,image/png,image/webp';

const fileForm = (href: string, form: FormState) => ({
  action: `${href}/materials`,
  ...{ submit: '上传材料', kind: 'quiet', upload: true, errors: form.summary },
  fields: [
    fieldOf(form, 'file', '材料文件', {
      ...{ type: 'file', attributes: { accept: FILE_TYPES } },
      hint: 'PDF、Word、Excel文件或照片，不超过5MB',
    }),
  ],
});

const linkForm = (href: string, form: FormState) => ({
  action: `${href}/links`,
  ...{ submit: '添加网址', kind: 'quiet', errors: form.summary },
  fields: [
    fieldOf(form, 'title', '材料名称', { maxlength: 100 }),
    fieldOf(form, 'href', '网址', {
      maxlength: 500,
      inputmode: 'url',
      hint: '从浏览器地址栏复制官方网站页面的完整网址',
    }),
  ],
});

function notesOf({ session, may }: SessionData) {
  return {
    lead: may.write
      ? '心得由党员自愿填写，只有本人和支部书记、委员能看到。'
      : '心得自愿填写，只有本人和支部书记、委员能看到。',
    rows: session.notes.map(({ member, content, savedAt }) => ({
      title: `${member.name}，${showMoment(savedAt)}`,
      paragraphs: content.split('\n'),
    })),
    action: may.note ? { label: '写学习心得', href: ownNoteHref(session.id), kind: 'quiet' as const } : null,
    shown: may.write || may.note,
  };
}

export function sessionFormValues(session: StudySessionRow): Record<string, string> {
  const { topic, place, material, summary, heldOn, attendeeIds, revision } = session;
  return {
    ...{ topic, place, material, summary, heldOn: dayInput(heldOn), revision: String(revision) },
    attendeeIds: attendeeIds.join(','),
  };
}

/** Why each of the absent was absent. */
export function showAbsencesPage({
  frame,
  branchId,
  session,
  form,
}: Pick<SessionData, 'frame' | 'branchId' | 'session'> & { form: FormState }) {
  const href = sessionHref(branchId, session.id);
  return {
    title: '缺席原因',
    frame,
    lead: '只在支部内保存，不公开，不写健康状况等隐私，例如：公出、请假、上课。',
    form: {
      action: `${href}/absences`,
      ...{ submit: '保存缺席原因', errors: form.summary, cancel: { label: '返回', href } },
      hidden: session.absences.map(({ memberId }, index) => ({ name: `absences.${index}.memberId`, value: memberId })),
      fields: session.absences.map(({ name, reason }, index) => ({
        ...fieldOf(form, `absences.${index}.reason`, name, { maxlength: 60, optional: true, width: 'medium' }),
        value: form.values[`absences.${index}.reason`] ?? reason,
      })),
    },
  };
}

/** A member's own page of a session: the material to read, and his words. */
export function showOwnNotePage({
  frame,
  branchId,
  session,
  form,
}: Pick<SessionData, 'frame' | 'branchId' | 'session'> & { form: FormState }) {
  return {
    title: `学习心得：${session.topic}`,
    frame,
    lead: `${showDay(session.heldOn)}的学习活动。心得自愿填写，只有您和支部书记、委员能看到；清空后保存就是收回。`,
    materials: session.materials.map((material) => materialLine(branchId, material, false)),
    form: {
      action: ownNoteHref(session.id),
      ...{ submit: '保存心得', keep: true, errors: form.summary },
      cancel: { label: '返回学习活动', href: sessionHref(branchId, session.id) },
      fields: [fieldOf(form, 'content', '学习心得', { type: 'textarea', rows: 6, maxlength: 2000, optional: true })],
    },
  };
}
