import { showDay } from '../../shared/dates.js';
import { type NamedPerson, personLabels } from '../../shared/same-names.js';
import type { FormState } from '../../web/form.js';
import { checkboxesOf, fieldOf } from '../../web/form-view.js';
import type { Frame } from '../../web/frame-shape.js';
import type { Absence } from './absences.rules.js';
import { planHref, sessionHref, sessionsHref } from './study.paths.js';

interface SessionRow {
  id: string;
  topic: string;
  heldOn: Date;
  place: string;
  material: string;
  attendeeIds: readonly string[];
  absences: readonly Absence[];
  _count: { materials: number };
}

export function showStudySessionsPage(data: {
  frame: Frame;
  branchId: string;
  sessions: readonly SessionRow[];
  mayWrite: boolean;
}) {
  const { branchId, sessions } = data;
  const record = data.mayWrite
    ? { label: '登记学习活动', href: `${sessionsHref(branchId)}/new`, kind: 'primary' as const }
    : null;
  const plan = { label: '学习和会议计划', href: planHref(branchId), kind: 'quiet' as const };
  return {
    title: '学习活动',
    frame: data.frame,
    head: {
      title: '学习活动',
      lead: '学习讲话精神和各级教育工作会议精神。每次学习后登记主题、材料和参加人员；党员可以看材料、写心得。',
      actions: [...(record && sessions.length > 0 ? [record] : []), plan],
    },
    table: {
      caption: '学习活动',
      columns: [{ label: '主题' }, { label: '日期' }, { label: '地点' }, { label: '参加' }, { label: '材料' }],
      rows: sessions.map((session) => ({
        cells: [
          { text: session.topic, href: sessionHref(branchId, session.id), note: session.material },
          showDay(session.heldOn),
          session.place,
          { text: `${session.attendeeIds.length}人`, note: awayWords(session.absences) },
          session._count.materials > 0 ? `${session._count.materials}份` : '',
        ],
      })),
      empty: { title: '还没有登记学习活动', text: '组织学习后，在这里登记主题、日期和参加人员。', action: record },
    },
  };
}

const awayWords = (absences: readonly Absence[]): string => (absences.length > 0 ? `缺席${absences.length}人` : '');

interface StudyFormData {
  frame: Frame;
  members: readonly NamedPerson[];
  form: FormState;
  branchId: string;
}

/** Everybody of the roster is invited: all are ticked, and whoever was not there is unticked. */
export function showNewStudySessionPage({
  frame,
  members,
  form,
  branchId,
  plannedId,
}: StudyFormData & { plannedId: string | null }) {
  const href = sessionsHref(branchId);
  return {
    title: '登记学习活动',
    frame,
    form: {
      action: plannedId === null ? href : `${href}?plan=${plannedId}`,
      ...{ submit: '保存学习活动', keep: true, errors: form.summary },
      cancel:
        plannedId === null ? { label: '返回', href } : { label: '没有开展，到计划里取消', href: planHref(branchId) },
      fields: fieldsOf(form, members),
    },
  };
}

export function showEditStudySessionPage({ frame, members, form, branchId, id }: StudyFormData & { id: string }) {
  const href = sessionHref(branchId, id);
  return {
    title: '修改学习记录',
    frame,
    form: {
      action: href,
      ...{ submit: '保存修改', keep: true, errors: form.summary },
      hidden: [{ name: 'revision', value: form.values['revision'] ?? '' }],
      cancel: { label: '返回', href },
      fields: fieldsOf(form, members),
    },
  };
}

function fieldsOf(form: FormState, members: readonly NamedPerson[]) {
  const labels = personLabels(members);
  return [
    fieldOf(form, 'topic', '学习主题', { maxlength: 100 }),
    fieldOf(form, 'heldOn', '学习日期', { type: 'date', width: 'short' }),
    fieldOf(form, 'place', '地点', { width: 'medium', maxlength: 60 }),
    fieldOf(form, 'material', '学习材料', {
      ...{ type: 'textarea', rows: 2, maxlength: 500 },
      hint: '讲话、文件、会议精神的名称；文件和网址保存以后再添加',
    }),
    fieldOf(form, 'summary', '学习情况', {
      ...{ type: 'textarea', rows: 4, maxlength: 2000 },
      hint: '学了什么，讨论了什么，有什么打算',
    }),
    checkboxesOf(form, 'attendeeIds', '参加人员', {
      hint: '默认全体党员参加，没有参加的请取消勾选；缺席原因保存以后再填',
      options: members.map(({ id, name, post }) => ({ value: id, label: labels.get(id) ?? name, hint: post ?? '' })),
    }),
  ];
}
