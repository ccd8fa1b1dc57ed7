import { z } from 'zod';
import { WISHED_FUNCTIONS } from '../../shared/group-functions.js';
import {
  checkbox,
  choice,
  choices,
  optionalDay,
  optionalRowId,
  optionalText,
  requiredDay,
  requiredText,
  wholeNumber,
} from '../../web/form-fields.js';
import { CHANGE_KINDS } from './member-changes.rules.js';
import { MOST_SKILLS, SKILLS } from './member-words.rules.js';
import { columnLabel, IMPORTED_COLUMNS, type ImportedKey } from './roster-columns.rules.js';
import { FIELD_READERS } from './roster-fields.rules.js';

type TextColumn = 'name' | 'ethnicity' | 'education' | 'idNumber' | 'phone' | 'post' | 'partyPost' | 'mobileTo';

/** The day does not matter to columns of text. */
const NO_DAY = { today: new Date(0) };

/** A text read as the roster file's column of that name is read, so that both ways in obey one rule. */
const rosterText = (column: TextColumn, label: string) =>
  optionalText(label, 200).transform((text, context) => {
    if (text === null) return null;
    const { value, error } = FIELD_READERS[column]({ kind: 'text', text }, NO_DAY);
    if (error === undefined) return value;
    context.addIssue({ code: 'custom', message: `${label}：${error}` });
    return z.NEVER;
  });

export const memberForm = z.object({
  name: rosterText('name', '姓名').refine((name) => name !== null, { error: '请填写姓名' }),
  gender: choice('性别', ['MALE', 'FEMALE']),
  ethnicity: rosterText('ethnicity', '民族'),
  birthDate: optionalDay('出生日期'),
  education: rosterText('education', '学历'),
  memberType: choice('人员类别', ['FULL', 'PROBATIONARY']),
  joinedOn: optionalDay('加入党组织日期'),
  fullMemberOn: optionalDay('转为正式党员日期'),
  post: rosterText('post', '工作岗位'),
  postDuties: optionalText('岗位职责', 500),
  partyPost: rosterText('partyPost', '党内职务'),
  phone: rosterText('phone', '手机号'),
  idNumber: rosterText('idNumber', '公民身份证号'),
  removeIdNumber: checkbox(),
  membershipStatus: choice('党籍状态', ['NORMAL', 'SUSPENDED']),
  rightsSuspended: checkbox(),
  isLost: checkbox(),
  lostOn: optionalDay('失去联系日期'),
  isMobile: checkbox(),
  mobileTo: rosterText('mobileTo', '外出流向'),
  isRetired: checkbox(),
});

export const changeForm = z.object({
  kind: choice('变更情况', CHANGE_KINDS),
  effectiveOn: requiredDay('生效日期'),
  approvedOn: optionalDay('批准日期'),
  note: optionalText('说明', 100),
});

export const correctionReasonForm = z.object({ reason: requiredText('更正原因', 200) });

/** The revision the page was opened at; only when changing. */
export const revisionForm = z.object({ revision: wholeNumber('版本', 1, 999_999_999) });

export const skillsForm = z.object({
  skills: z
    .union([z.enum(SKILLS).transform((skill) => [skill]), z.array(z.enum(SKILLS))], { error: '请重新选择特长' })
    .optional()
    .transform((skills): string[] => skills ?? []),
  others: optionalText('其他特长', 100)
    .transform((text) =>
      (text ?? '')
        .split(/[,，、;；\s]+/)
        .map((skill) => skill.trim())
        .filter((skill) => skill !== ''),
    )
    .refine((skills) => skills.every((skill) => skill.length <= 12), { error: '每项其他特长最多12个字，请用顿号隔开' }),
  skillNote: optionalText('特长说明', 300),
  experience: optionalText('工作经历', 500),
  wishedFunctions: choices('想参加的小组方向', WISHED_FUNCTIONS),
  willingTasks: optionalText('愿意承担的任务', 300),
});

/** The branch's word on one member's survey, as the officer saw it. */
export const surveyAnswerForm = z.object({
  outcome: choice('意见', ['confirm', 'return']),
  skills: z
    .union(
      [requiredText('特长', 20).transform((skill) => [skill]), z.array(requiredText('特长', 20)).max(MOST_SKILLS)],
      {
        error: '请重新勾选特长',
      },
    )
    .optional()
    .transform((skills): string[] => skills ?? []),
  word: optionalText('支部的话', 200),
  filledAt: requiredText('页面标记', 30).transform((text, context) => {
    const moment = new Date(text);
    if (!Number.isNaN(moment.getTime())) return moment;
    context.addIssue({ code: 'custom', message: '请刷新页面后再办理' });
    return z.NEVER;
  }),
});

/** `member:moment` of each member ticked, as the officer saw him. */
const seenSkills = z
  .string()
  .regex(/^[0-9a-f-]{36}:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  .transform((text) => ({ memberId: text.slice(0, 36), filledAt: new Date(text.slice(37)) }))
  .refine(({ memberId, filledAt }) => z.uuid().safeParse(memberId).success && !Number.isNaN(filledAt.getTime()));

export const confirmSkillsForm = z.object({
  confirmed: z
    .union([seenSkills.transform((seen) => [seen]), z.array(seenSkills).max(200)], { error: '请重新勾选' })
    .optional()
    .transform((seen) => seen ?? []),
});

export const uploadForm = z.object({ sheetName: optionalText('工作表名称', 100) });

/** A cell as typed: left exactly as it is, for the checks of the file judge it. */
const typedCell = (label: string) =>
  z
    .string({ error: `${label}的格式不正确` })
    .max(2_000, { error: `${label}内容过长` })
    .refine((text) => !text.includes('\0'), { error: `${label}含有不能保存的字符` })
    .optional();

const cells = Object.fromEntries(IMPORTED_COLUMNS.map((column) => [column, typedCell(columnLabel(column))])) as Record<
  ImportedKey,
  ReturnType<typeof typedCell>
>;

export const correctionForm = z.object({
  revision: wholeNumber('版本', 1, 999_999_999),
  show: z.enum(['all', 'problems']).catch('all'),
  from: z.coerce.number().int().min(0).max(5_000).catch(0),
  /** The row whose button was pressed. */
  exclude: wholeNumber('行号', 1, 2_000_000).optional(),
  include: wholeNumber('行号', 1, 2_000_000).optional(),
  rows: z
    .array(
      z.object({
        number: wholeNumber('行号', 1, 2_000_000),
        choice: z.union([z.literal('new'), optionalRowId('对应的党员')]).optional(),
        ...cells,
      }),
    )
    .max(60),
});

export const importForm = z.object({
  fingerprint: z.string({ error: '请刷新页面后再导入' }).regex(/^[\w-]{43}$/, { error: '请刷新页面后再导入' }),
});
