import { dayInput, showDay, showMoment } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Frame, Tag } from '../../web/frame-shape.js';
import type { AppraisalToRead, AppraisedMember } from './member-appraisals.queries.js';
import { ceilingWarning, GRADE_LABELS, GRADES_OF_MEMBER, isGraded, showVotes } from './member-appraisals.rules.js';
import { turnTitle } from './remarks.rules.js';

export const appraisalsHref = (branchId: string): string => `/branches/${branchId}/member-appraisals`;

const PROBATIONARY_NOTE = '预备党员，参加评议，不评定等次';
const OPTIONS = GRADES_OF_MEMBER.map((value) => ({ value, label: GRADE_LABELS[value] }));

/** 民主评议党员: every member of the branch with how far his appraisal is. */
export function showAppraisalListPage(data: {
  frame: Frame;
  branchId: string;
  year: number;
  members: readonly AppraisedMember[];
}) {
  const { frame, branchId, year, members } = data;
  const decided = members.filter(({ appraisal }) => appraisal?.decidedOn);
  const excellent = members.filter(({ appraisal }) => appraisal?.grade === 'EXCELLENT').length;
  return {
    title: `${year}年民主评议党员`,
    frame,
    lead: '党员自评、互评，支部民主测评，最后由支部评定等次。优秀一般不超过党员总数的三分之一。',
    warning: ceilingWarning(members.length, excellent),
    figures: [
      { value: String(members.length), unit: '名', label: '党员' },
      { value: String(members.filter(({ appraisal }) => appraisal?.selfText).length), unit: '名', label: '已自评' },
      { value: String(decided.length), unit: '名', label: '已评定' },
      { value: String(excellent), unit: '名', label: '优秀' },
    ],
    table: {
      caption: '党员',
      columns: [{ label: '姓名' }, { label: '自评' }, { label: '民主测评' }, { label: '支部评定' }],
      rows: members.map((member) => ({
        id: `m-${member.id}`,
        cells: [
          { text: member.name, href: `${appraisalsHref(branchId)}/${member.id}?year=${year}`, note: noteOf(member) },
          member.appraisal?.selfText ? (gradeLabel(member.appraisal.selfGrade) ?? '已写') : '还没有写',
          member.appraisal?.votes ? showVotes(member.appraisal.votes) : '',
          { tag: decisionTag(member) },
        ],
      })),
      empty: { title: '名册中还没有党员' },
    },
  };
}

const noteOf = ({ memberType, post }: AppraisedMember): string =>
  isGraded(memberType) ? (post ?? '') : PROBATIONARY_NOTE;

const gradeLabel = (grade: keyof typeof GRADE_LABELS | null): string | null => grade && GRADE_LABELS[grade];

function decisionTag({ appraisal, memberType }: Pick<AppraisedMember, 'appraisal' | 'memberType'>): Tag {
  if (!appraisal?.decidedOn) return { kind: 'idle', label: '未评定' };
  return { kind: 'ok', label: gradeLabel(appraisal.grade) ?? (isGraded(memberType) ? '已评定' : '已评议') };
}

/** What the branch reads of one member, and the form of its decision. */
export function showAppraisalPage(data: {
  frame: Frame;
  branchId: string;
  year: number;
  member: AppraisalToRead;
  isOwn: boolean;
  form: FormState;
}) {
  const { frame, branchId, year, member, isOwn } = data;
  const { appraisal } = member;
  return {
    title: `${member.name}：${year}年民主评议`,
    frame,
    tag: decisionTag(member),
    lead: isGraded(member.memberType) ? null : `${PROBATIONARY_NOTE}。`,
    self: selfFacts(appraisal),
    remarks: remarksOf(member),
    letters: member.commitments.map(({ id }) => ({
      label: '查看承诺和践诺情况',
      href: `/branches/${branchId}/commitments/${id}`,
    })),
    note: isOwn ? '这是您本人的评议，请由其他支部委员登记评定结果。' : null,
    form: isOwn ? null : decisionForm(data),
  };
}

function selfFacts(appraisal: AppraisedMember['appraisal']) {
  return [
    { label: '自评等次', value: gradeLabel(appraisal?.selfGrade ?? null) ?? '' },
    { label: '自评', value: appraisal?.selfText ?? '还没有写' },
  ].filter(({ value }) => value !== '');
}

const remarksOf = ({ commitments }: AppraisalToRead) =>
  commitments.flatMap(({ remarks }) =>
    remarks.map((row) => ({
      ...{ what: turnTitle(row), who: row.authorName, when: showMoment(row.createdAt), note: row.text },
    })),
  );

/** The values of the decision as they stand. */
export function decisionValues({ appraisal }: AppraisalToRead, today: Date): Record<string, string> {
  const votes = GRADES_OF_MEMBER.map((name) => [name, String(appraisal?.votes?.[name] ?? 0)]);
  return {
    ...Object.fromEntries(votes),
    ...{ grade: appraisal?.grade ?? '', opinion: appraisal?.opinion ?? '' },
    decidedOn: dayInput(appraisal?.decidedOn ?? today),
  };
}

/** What the member wrote of himself before. */
export const selfValues = ({ appraisal }: AppraisalToRead): Record<string, string> => ({
  ...{ text: appraisal?.selfText ?? '', grade: appraisal?.selfGrade ?? '' },
});

function decisionForm({ branchId, year, member, form }: Parameters<typeof showAppraisalPage>[0]) {
  const count = { type: 'number', width: 'short', unit: '票', min: 0, inputmode: 'numeric' };
  return {
    ...{ action: `${appraisalsHref(branchId)}/${member.id}?year=${year}`, submit: '保存评定', errors: form.summary },
    hidden: [{ name: 'revision', value: String(member.appraisal?.revision ?? 0) }],
    fields: [
      ...GRADES_OF_MEMBER.map((name) => fieldOf(form, name, `民主测评：${GRADE_LABELS[name]}`, count)),
      ...(isGraded(member.memberType)
        ? [fieldOf(form, 'grade', '评定等次', { type: 'radios', options: OPTIONS })]
        : []),
      fieldOf(form, 'opinion', '支部意见', {
        ...{ type: 'textarea', rows: 4, maxlength: 600, hint: '肯定成绩，指出不足和努力方向' },
      }),
      fieldOf(form, 'decidedOn', '评定日期', { type: 'date', width: 'medium', hint: '支部研究确定等次的日期' }),
    ],
  };
}

/** A member's own page: his self-appraisal, and later what the branch decided. */
export function showOwnAppraisalPage(data: {
  frame: Frame;
  year: number;
  member: AppraisalToRead;
  open: boolean;
  form: FormState;
}) {
  const { frame, year, member, open, form } = data;
  const { appraisal } = member;
  const decided = appraisal?.decidedOn ?? null;
  return {
    title: `${year}年民主评议：我的自评`,
    frame,
    tag: decisionTag(member),
    lead: '对照承诺和岗位职责，写自己一年来的学习、工作和作用，也写不足和今后打算。',
    self: decided || !open ? selfFacts(appraisal) : null,
    result: decided && appraisal ? resultFacts(appraisal, decided) : null,
    note: decided || !open ? refusedNote(form, open) : null,
    form: decided || !open ? null : selfForm(member, form),
  };
}

/** Without a form on the page: why, and what was typed in vain, so that it is not lost. */
function refusedNote({ summary, values }: FormState, open: boolean): string | null {
  const why = open ? (summary[0]?.message ?? null) : '每年12月和次年1月写自评；支部进入总结阶段时也可以写。';
  return summary.length > 0 && values['text'] ? `${why ?? ''}您刚才填写的是：${values['text']}` : why;
}

function resultFacts(appraisal: NonNullable<AppraisedMember['appraisal']>, decidedOn: Date) {
  return [
    { label: '评定等次', value: gradeLabel(appraisal.grade) ?? '预备党员不评定等次' },
    { label: '支部意见', value: appraisal.opinion ?? '' },
    { label: '评定日期', value: showDay(decidedOn) },
  ];
}

function selfForm({ appraisal, memberType }: AppraisalToRead, form: FormState) {
  return {
    ...{ action: '/me/appraisal', submit: '保存自评', errors: form.summary },
    hidden: [{ name: 'revision', value: String(appraisal?.revision ?? 0) }],
    fields: [
      fieldOf(form, 'text', '自评', { type: 'textarea', rows: 8, maxlength: 1500 }),
      ...(isGraded(memberType) ? [fieldOf(form, 'grade', '自评等次', { type: 'radios', options: OPTIONS })] : []),
    ],
  };
}
