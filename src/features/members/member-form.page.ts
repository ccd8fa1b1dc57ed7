import { dayInput } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import type { Frame, Page } from '../../web/frame-shape.js';
import type { MemberDetails } from './member-details.rules.js';
import { maskIdNumber } from './roster-identity.rules.js';
import { EDUCATIONS, ETHNICITIES } from './roster-terms.rules.js';

export interface MemberFormData {
  frame: Frame;
  branchId: string;
  /** Null: a new member. */
  member: { id: string; name: string; revision: number; idNumber: string | null } | null;
  form: FormState;
}

/** The form filled with what is stored. The identity number is never written into a page whole. */
export function memberFormValues(details: MemberDetails): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [field, value] of Object.entries(details) as [keyof MemberDetails, string | boolean | Date | null][]) {
    if (field === 'idNumber' || value === null || value === false) continue;
    values[field] = value instanceof Date ? dayInput(value) : value === true ? 'on' : value;
  }
  return values;
}

export const NEW_MEMBER_VALUES = { memberType: 'FULL', membershipStatus: 'NORMAL', ethnicity: '汉族' };

export function showMemberFormPage({ frame, branchId, member, form }: MemberFormData) {
  const base = `/branches/${branchId}/members`;
  return {
    title: member ? `修改信息：${member.name}` : '登记一名党员',
    frame,
    lead: '只收集活动需要的信息。身份证号和手机号加密保存，不对外公布。',
    form: {
      action: member ? `${base}/${member.id}` : base,
      submit: member ? '保存修改' : '登记',
      errors: form.summary,
      hidden: member ? [{ name: 'revision', value: form.values['revision'] ?? String(member.revision) }] : [],
      cancel: { label: '返回', href: member ? `${base}/${member.id}` : base },
      fields: fieldsOf(form, member?.idNumber ?? null),
    },
  } satisfies Page & Record<string, unknown>;
}

interface Field {
  name: string;
  label: string;
  [more: string]: unknown;
}

function fieldsOf(form: FormState, idNumber: string | null): Field[] {
  const fields = [...personFields(idNumber, form.values), ...partyFields(), ...whereaboutsFields()];
  return fields.map((field) => ({ ...field, value: form.values[field.name] ?? '', error: form.errors[field.name] }));
}

function personFields(idNumber: string | null, values: FormState['values']): Field[] {
  const fields: Field[] = [
    { name: 'name', label: '姓名', width: 'medium', maxlength: 40 },
    { name: 'gender', label: '性别', type: 'radios', options: options({ MALE: '男', FEMALE: '女' }) },
    {
      name: 'ethnicity',
      label: '民族',
      type: 'select',
      optional: true,
      width: 'medium',
      options: words(ETHNICITIES, values['ethnicity']),
    },
    { name: 'birthDate', label: '出生日期', type: 'date', optional: true, width: 'medium' },
    {
      name: 'education',
      label: '学历',
      type: 'select',
      optional: true,
      width: 'medium',
      options: words(EDUCATIONS, values['education']),
    },
    { name: 'post', label: '工作岗位', optional: true, hint: '例如：语文教师、教务处', maxlength: 50 },
    { name: 'postDuties', label: '岗位职责', type: 'textarea', rows: 3, optional: true, maxlength: 500 },
    { name: 'phone', label: '手机号', type: 'tel', inputmode: 'numeric', optional: true, width: 'medium' },
    {
      name: 'idNumber',
      label: '公民身份证号',
      optional: true,
      width: 'medium',
      hint: idNumber === null ? '18位；不登记也可以参加活动' : `已登记${maskIdNumber(idNumber)}，不改请留空`,
    },
  ];
  if (idNumber !== null) fields.push({ name: 'removeIdNumber', label: '删除已登记的身份证号', type: 'checkbox' });
  return fields;
}

function partyFields(): Field[] {
  return [
    {
      name: 'memberType',
      label: '人员类别',
      type: 'radios',
      options: options({ FULL: '正式党员', PROBATIONARY: '预备党员' }),
    },
    { name: 'joinedOn', label: '加入党组织日期', type: 'date', optional: true, width: 'medium' },
    {
      name: 'fullMemberOn',
      label: '转为正式党员日期',
      type: 'date',
      optional: true,
      width: 'medium',
      hint: '预备党员不填',
    },
    { name: 'partyPost', label: '党内职务', optional: true, hint: '例如：支部书记、组织委员', maxlength: 50 },
    {
      name: 'membershipStatus',
      label: '党籍状态',
      type: 'radios',
      options: options({ NORMAL: '正常', SUSPENDED: '停止党籍' }),
    },
    {
      name: 'rightsSuspended',
      label: '暂不享有表决权、选举权和被选举权',
      type: 'checkbox',
      hint: '留党察看等情形；原因不在系统中登记，也不公开',
    },
  ];
}

function whereaboutsFields(): Field[] {
  return [
    { name: 'isRetired', label: '离退休党员', type: 'checkbox' },
    { name: 'isMobile', label: '流动党员', type: 'checkbox' },
    { name: 'mobileTo', label: '外出流向', optional: true, maxlength: 100 },
    { name: 'isLost', label: '失联党员', type: 'checkbox' },
    { name: 'lostOn', label: '失去联系日期', type: 'date', optional: true, width: 'medium' },
  ];
}

function options(labels: Record<string, string>): { value: string; label: string }[] {
  return Object.entries(labels).map(([value, label]) => ({ value, label }));
}

/** A word that came with a file and is not of the list stays to be chosen. */
function words(list: readonly string[], held: string | undefined): { value: string; label: string }[] {
  const more = held && !list.includes(held) ? [held] : [];
  return [{ value: '', label: '请选择' }, ...[...list, ...more].map((word) => ({ value: word, label: word }))];
}
