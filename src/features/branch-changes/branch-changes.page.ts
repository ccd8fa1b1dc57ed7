import { dayInput } from '../../shared/dates.js';
import { type NamedPerson, personOptions } from '../../shared/same-names.js';
import type { FormState } from '../../web/form.js';
import { checkboxesOf, fieldOf } from '../../web/form-view.js';
import type { Frame } from '../../web/frame-shape.js';
import type { BranchHistory } from './branch-changes.queries.js';
import { changeFault, dissolutionSummary, endingFault, mergerSummary, type Standing } from './branch-changes.rules.js';

export const BRANCHES_HREF = '/bureau/branches';
export const branchHref = (id: string, part = ''): string => `${BRANCHES_HREF}/${id}${part}`;

interface Data {
  frame: Frame;
  branch: BranchHistory;
  form: FormState;
  today: Date;
}

const documentFields = (form: FormState, today: Date) => [
  fieldOf(form, 'documentNo', '批准文号', {
    ...{ width: 'medium', maxlength: 40, hint: '上级党组织批复的文号，例如“示教党〔2026〕12号”' },
  }),
  fieldOf(form, 'effectiveOn', '生效日期', { type: 'date', width: 'short', max: dayInput(today) }),
];

const nameFields = (form: FormState) => [
  fieldOf(form, 'name', '新的支部全称', { maxlength: 60, hint: '与印章一致' }),
  fieldOf(form, 'shortName', '新的支部简称', { maxlength: 24, width: 'medium', hint: '用在菜单和表格里' }),
  fieldOf(form, 'schoolName', '新的学校（单位）名称', { maxlength: 60 }),
];

export const renamingValues = ({ name, shortName, schoolName }: BranchHistory): Record<string, string> => ({
  ...{ name, shortName, schoolName },
});

/** E41: the school is called otherwise from a day on. */
export function showRenamingForm({ frame, branch, form, today }: Data) {
  return {
    title: `更名：${branch.shortName}`,
    frame,
    lead: '页面和以后的承诺书用新名称；已公布的承诺书、公告和会议记录保留当时的名称。公开栏注明原名。',
    form: {
      action: branchHref(branch.id, '/renaming'),
      submit: '更名',
      errors: form.summary,
      cancel: { label: '返回', href: branchHref(branch.id) },
      fields: [...nameFields(form), ...documentFields(form, today)],
    },
  };
}

/** E40: into which branch this one goes. */
export function showMergerChoice(data: {
  frame: Frame;
  branch: BranchHistory;
  others: readonly { id: string; shortName: string; schoolName: string }[];
}) {
  const { branch } = data;
  return {
    title: `${branch.shortName}并入哪个支部？`,
    frame: data.frame,
    lead: '先选择接收的支部，下一页列出将要发生的变化，核对后再确认。',
    table: {
      caption: '本局的其他党支部',
      columns: [{ label: '党支部' }, { label: '学校（单位）' }, { label: '操作', kind: 'act' }],
      rows: data.others.map(({ id, shortName, schoolName }) => ({
        cells: [
          shortName,
          schoolName,
          { actions: [{ label: '并入这个支部', href: branchHref(branch.id, `/mergers/${id}/new`) }] },
        ],
      })),
      empty: { title: '本局没有其他党支部' },
    },
  };
}

/** E40: what the merger will do, before it is done. */
export function showMergerPage(data: Data & { from: Standing; to: Standing }) {
  const { branch, form, today, from, to } = data;
  const back = { label: '返回', href: branchHref(branch.id) };
  const fault = endingFault(from) ?? changeFault(to);
  return {
    title: `${from.shortName}并入${to.shortName}`,
    frame: data.frame,
    warnings: fault === null ? [] : [fault],
    back,
    confirm:
      fault === null
        ? {
            question: `确定把${from.shortName}并入${to.shortName}吗？`,
            happens: `${mergerSummary(from, to).join('；')}。`,
            seenBy: '两个支部的党员、局党委；公开栏不再列出原支部，已公布的内容仍可查看。',
            undo: '不能撤回。原支部的全部记录保留，只能查看。',
            facts: [
              { label: '原支部', value: `${from.shortName}，党员${from.members}人，小组${from.groups}个` },
              { label: '接收的支部', value: `${to.shortName}，党员${to.members}人，小组${to.groups}个` },
            ],
            action: branchHref(branch.id, `/mergers/${to.id}`),
            submit: '确认合并',
            danger: true,
            errors: form.summary,
            fields: documentFields(form, today),
            cancel: back,
          }
        : null,
  };
}

/** E40: a branch without members ends. */
export function showDissolutionPage(data: Data & { standing: Standing }) {
  const { branch, form, today, standing } = data;
  const back = { label: '返回', href: branchHref(branch.id) };
  const fault =
    endingFault(standing) ??
    (standing.members > 0 ? `还有${standing.members}名党员在册，请先并入其他支部，或办理组织关系转接。` : null);
  return {
    title: `撤销${branch.shortName}`,
    frame: data.frame,
    warnings: fault === null ? [] : [fault],
    back,
    confirm:
      fault === null
        ? {
            question: `确定撤销${branch.shortName}吗？`,
            happens: `${dissolutionSummary(standing).join('；')}。`,
            seenBy: '局党委；公开栏不再列出这个支部。',
            undo: '不能撤回。全部记录保留，只能查看。',
            action: branchHref(branch.id, '/dissolution'),
            submit: '确认撤销',
            danger: true,
            errors: form.summary,
            fields: documentFields(form, today),
            cancel: back,
          }
        : null,
  };
}

/** E40: some members form a new branch. */
export function showSplitForm(data: Data & { standing: Standing; roster: readonly NamedPerson[] }) {
  const { branch, form, today, standing, roster } = data;
  const back = { label: '返回', href: branchHref(branch.id) };
  return {
    title: `由${branch.shortName}分设新支部`,
    frame: data.frame,
    lead:
      changeFault(standing) ??
      '划出的党员退出原来的小组和职务，没有办结的承诺注明原因后不再办理，可由原支部移交；支部还没有讨论的评优申报终止并通知本人，不计入应到的仍不计入；新支部从活动的第一步开始，学校类别与原支部相同。',
    form: {
      action: branchHref(branch.id, '/split'),
      submit: '分设新支部',
      errors: form.summary,
      cancel: back,
      fields: [
        ...nameFields(form),
        checkboxesOf(form, 'memberIds', '划出的党员', {
          options: personOptions(roster),
        }),
        ...documentFields(form, today),
      ],
    },
  };
}
