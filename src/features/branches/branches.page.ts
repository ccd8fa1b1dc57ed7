import { ROLE_LABELS } from '../../access/roles.js';
import type { RoleName } from '../../generated/prisma/enums.js';
import { chinaDay, showDay } from '../../shared/dates.js';
import { SCHOOL_KIND_LABELS } from '../../shared/school-kinds.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Action, Frame, Tag } from '../../web/frame-shape.js';
import type { BranchRecord, ListedBranch, ListedChange } from './branches.queries.js';
import { BRANCH_STATUS_LABELS, CHANGE_LABELS, type OFFICER_LABELS } from './branches.rules.js';

export const BRANCHES_HREF = '/bureau/branches';
export const branchHref = (id: string, part = ''): string => `${BRANCHES_HREF}/${id}${part}`;

export function showBranchesPage(data: { frame: Frame; branches: readonly ListedBranch[] }) {
  const create: Action = { label: '建立党支部', href: `${BRANCHES_HREF}/new`, kind: 'primary' };
  const vacant = data.branches.filter(({ secretary, status }) => secretary === null && status === 'ACTIVE').length;
  return {
    title: '党支部',
    frame: data.frame,
    head: {
      title: '党支部',
      lead:
        vacant > 0
          ? `共${data.branches.length}个支部，其中${vacant}个还没有任命书记。`
          : `共${data.branches.length}个支部。`,
      actions: [
        ...(data.branches.length > 0 ? [create] : []),
        { label: '工作账号', href: '/bureau/accounts', kind: 'quiet' },
      ] satisfies Action[],
    },
    table: {
      caption: '党支部名单',
      columns: [
        { label: '党支部' },
        { label: '学校（单位）' },
        { label: '类别' },
        { label: '党员', kind: 'number' },
        { label: '书记' },
      ],
      rows: data.branches.map((branch) => ({
        cells: [
          {
            text: branch.shortName,
            href: branchHref(branch.id),
            note: branch.status === 'CLOSED' ? BRANCH_STATUS_LABELS.CLOSED : '',
          },
          { text: branch.schoolName, note: branch.isJoint ? '联合党支部' : '' },
          SCHOOL_KIND_LABELS[branch.unitKind],
          { text: `${branch.members}人`, ...jointHint(branch) },
          branch.secretary ? branch.secretary : { tag: { kind: 'warn', label: '待任命' } },
        ],
      })),
      empty: { title: '还没有党支部', text: '按学校、幼儿园建立党支部，再任命书记。', action: create },
    },
  };
}

/** E13: below three full members units join in one branch (支部工作条例 ch. 2). An empty roster says nothing yet. */
function jointHint({ isJoint, members, fullMembers }: ListedBranch) {
  if (isJoint || members === 0 || fullMembers >= LEAST_FULL_MEMBERS) return {};
  return {
    tag: { kind: 'warn', label: `正式党员${fullMembers}人` } satisfies Tag,
    note: '不足3人，一般与邻近单位成立联合党支部',
  };
}

const LEAST_FULL_MEMBERS = 3;

export function showBranchForm(data: { frame: Frame; form: FormState; branchId: string | null }) {
  const { form, branchId } = data;
  return {
    title: branchId === null ? '建立党支部' : '修改党支部',
    frame: data.frame,
    lead:
      branchId === null
        ? '活动进行中时，新支部从第一步“调查摸底”开始。'
        : '这里改正错字和类别。学校或支部更名的，请用“更名”，以保留原名和日期。',
    form: {
      action: branchId === null ? BRANCHES_HREF : branchHref(branchId, '/edit'),
      submit: branchId === null ? '建立党支部' : '保存',
      errors: form.summary,
      cancel: { label: '返回', href: branchId === null ? BRANCHES_HREF : branchHref(branchId) },
      fields: [
        fieldOf(form, 'name', '支部全称', { maxlength: 60, hint: '与印章一致，例如“示范区第二中学支部委员会”' }),
        fieldOf(form, 'shortName', '支部简称', {
          maxlength: 24,
          width: 'medium',
          hint: '用在菜单和表格里，例如“第二中学党支部”',
        }),
        fieldOf(form, 'schoolName', '学校（单位）', { maxlength: 60 }),
        fieldOf(form, 'unitKind', '学校类别', {
          type: 'radios',
          options: Object.entries(SCHOOL_KIND_LABELS).map(([value, label]) => ({ value, label })),
        }),
        fieldOf(form, 'isJoint', '联合党支部（包括几个单位）', { type: 'checkbox' }),
        fieldOf(form, 'hasCommittee', '设支部委员会', {
          type: 'checkbox',
          hint: '正式党员七人以上的支部设支部委员会（《中国共产党支部工作条例（试行）》）',
        }),
      ],
    },
  };
}

export interface Officer {
  id: string;
  role: RoleName;
  grantedAt: Date;
  account: { displayName: string; username: string };
}

export function showBranchPage(data: {
  frame: Frame;
  branch: BranchRecord;
  officers: readonly Officer[];
  changes: readonly ListedChange[];
}) {
  const { branch, officers, changes } = data;
  const closed = branch.status === 'CLOSED';
  const secretary = officers.find(({ role }) => role === 'BRANCH_SECRETARY');
  const appoint = (role: keyof typeof OFFICER_LABELS) =>
    branchHref(branch.id, `/officers/new?role=${role === 'BRANCH_SECRETARY' ? 'secretary' : 'committee'}`);
  return {
    title: branch.shortName,
    frame: data.frame,
    head: {
      title: branch.shortName,
      lead: branch.name,
      ...(closed ? { tag: { kind: 'idle', label: BRANCH_STATUS_LABELS.CLOSED } satisfies Tag } : {}),
      actions: closed
        ? []
        : ([
            { label: '修改', href: branchHref(branch.id, '/edit'), kind: 'quiet' },
            { label: '更名', href: branchHref(branch.id, '/renaming/new'), kind: 'quiet' },
            { label: '并入其他支部', href: branchHref(branch.id, '/mergers/new'), kind: 'quiet' },
            { label: '分设新支部', href: branchHref(branch.id, '/split/new'), kind: 'quiet' },
            { label: '撤销', href: branchHref(branch.id, '/dissolution/new'), kind: 'quiet' },
          ] satisfies Action[]),
    },
    changes: changesTable(changes),
    next:
      secretary || closed
        ? null
        : {
            title: '任命党支部书记',
            text: '书记有了账号，才能导入名册、开展各步骤。',
            action: { label: '任命书记', href: appoint('BRANCH_SECRETARY') },
          },
    facts: [
      { label: '学校（单位）', value: branch.schoolName },
      { label: '学校类别', value: SCHOOL_KIND_LABELS[branch.unitKind] },
      { label: '联合党支部', value: branch.isJoint ? '是' : '否' },
      { label: '支部委员会', value: branch.hasCommittee ? '设' : '不设' },
      { label: '推进情况', value: '查看', href: `/bureau/board/${branch.id}` },
    ],
    appoint: closed ? [] : [{ label: '任命支部委员', href: appoint('BRANCH_COMMITTEE_MEMBER') }],
    table: {
      caption: '书记和委员',
      columns: [
        { label: '姓名' },
        { label: '职务' },
        { label: '用户名' },
        { label: '任命日期' },
        { label: '操作', kind: 'act' },
      ],
      rows: officers.map((officer) => ({
        cells: [
          officer.account.displayName,
          ROLE_LABELS[officer.role],
          officer.account.username,
          showDay(chinaDay(officer.grantedAt)),
          { actions: [{ label: '免去', href: branchHref(branch.id, `/officers/${officer.id}/dismissal/new`) }] },
        ],
      })),
      empty: { title: '还没有任命书记', text: '任命后，书记用自己的账号登录。' },
    },
  };
}

/** E40, E41: what the branch was called and what became of it, the latest first. */
function changesTable(changes: readonly ListedChange[]) {
  return {
    caption: '名称和设置变更',
    columns: [
      { label: '变更' },
      { label: '生效日期' },
      { label: '批准文号' },
      { label: '变更前的名称' },
      { label: '说明' },
    ],
    rows: changes.map((change) => ({
      cells: [
        CHANGE_LABELS[change.kind],
        showDay(change.effectiveOn),
        change.documentNo,
        { text: change.shortName, note: change.schoolName },
        change.summary,
      ],
    })),
    empty: { title: '没有变更', text: '更名、合并、分设、撤销都凭批准文号办理，原来的名称和日期保留。' },
  };
}
