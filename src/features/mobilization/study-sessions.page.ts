import { showDay } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { checkboxesOf, fieldOf } from '../../web/form-view.js';
import type { Frame } from '../../web/frame-shape.js';

interface SessionRow {
  id: string;
  topic: string;
  heldOn: Date;
  place: string;
  material: string;
  summary: string;
  attendeeIds: readonly string[];
}

export function showStudySessionsPage(data: { frame: Frame; sessions: readonly SessionRow[]; newHref: string | null }) {
  const record = data.newHref === null ? null : { label: '登记学习活动', href: data.newHref, kind: 'primary' };
  return {
    title: '学习活动',
    frame: data.frame,
    head: {
      title: '学习活动',
      lead: '学习讲话精神和各级教育工作会议精神。每次学习后登记主题、材料和参加人员。',
      actions: record && data.sessions.length > 0 ? [record] : [],
    },
    empty:
      data.sessions.length === 0
        ? { title: '还没有登记学习活动', text: '组织学习后，在这里登记主题、日期和参加人员。', action: record }
        : null,
    sessions: data.sessions.map((session) => ({
      topic: session.topic,
      facts: [
        { label: '时间', value: showDay(session.heldOn) },
        { label: '地点', value: session.place },
        { label: '参加', value: `${session.attendeeIds.length}人` },
        { label: '学习材料', value: session.material },
      ],
      paragraphs: session.summary.split('\n'),
    })),
  };
}

interface MemberChoice {
  id: string;
  name: string;
  post: string | null;
}

export function showNewStudySessionPage(data: {
  frame: Frame;
  members: readonly MemberChoice[];
  form: FormState;
  href: string;
}) {
  return {
    title: '登记学习活动',
    frame: data.frame,
    form: {
      action: data.href,
      ...{ submit: '保存学习活动', keep: true },
      errors: data.form.summary,
      cancel: { label: '返回', href: data.href },
      fields: [
        fieldOf(data.form, 'topic', '学习主题', { maxlength: 100 }),
        fieldOf(data.form, 'heldOn', '学习日期', { type: 'date', width: 'short' }),
        fieldOf(data.form, 'place', '地点', { width: 'medium', maxlength: 60 }),
        fieldOf(data.form, 'material', '学习材料', {
          type: 'textarea',
          rows: 2,
          hint: '讲话、文件、会议精神的名称',
          maxlength: 500,
        }),
        fieldOf(data.form, 'summary', '学习情况', {
          type: 'textarea',
          rows: 4,
          hint: '学了什么，讨论了什么，有什么打算',
          maxlength: 2000,
        }),
        checkboxesOf(data.form, 'attendeeIds', '参加人员', {
          options: data.members.map((member) => ({ value: member.id, label: member.name, hint: member.post ?? '' })),
        }),
      ],
    },
  };
}
