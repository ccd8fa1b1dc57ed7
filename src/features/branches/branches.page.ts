import { ROLE_LABELS } from '../../access/roles.js';
import type { RoleName } from '../../generated/prisma/enums.js';
import { chinaDay, showDay } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Action, Frame } from '../../web/frame-shape.js';
import type { BranchRecord, ListedBranch, ListedBureau } from './branches.queries.js';
import { BRANCH_STATUS_LABELS, OFFICER_LABELS, SCHOOL_KIND_LABELS } from './branches.rules.js';

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
          ? `共${data.branches.length}个支部,其中${vacant}个还没有任命书记。`
          : `共${data.branches.length}个支部。`,
      actions: data.branches.length > 0 ? [create] : [],
    },
    table: {
      caption: '党支部名单',
      columns: [
        { label: '党支部' },
        { label: '学校(单位)' },
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
          `${branch.members}人`,
          branch.secretary ? branch.secretary : { tag: { kind: 'warn', label: '待任命' } },
        ],
      })),
      empty: { title: '还没有党支部', text: '按学校、幼儿园建立党支部,再任命书记。', action: create },
    },
  };
}

export function showBranchForm(data: { frame: Frame; form: FormState; branchId: string | null }) {
  const { form, branchId } = data;
  return {
    title: branchId === null ? '建立党支部' : '修改党支部',
    frame: data.frame,
    lead: branchId === null ? '活动进行中时,新支部从第一步“调查摸底”开始。' : '已公布的承诺书和公告保留原来的名称。',
    form: {
      action: branchId === null ? BRANCHES_HREF : branchHref(branchId, '/edit'),
      submit: branchId === null ? '建立党支部' : '保存',
      errors: form.summary,
      cancel: { label: '返回', href: branchId === null ? BRANCHES_HREF : branchHref(branchId) },
      fields: [
        fieldOf(form, 'name', '支部全称', { maxlength: 60, hint: '与印章一致,例如“示范区第二中学支部委员会”' }),
        fieldOf(form, 'shortName', '支部简称', {
          maxlength: 24,
          width: 'medium',
          hint: '用在菜单和表格里,例如“第二中学党支部”',
        }),
        fieldOf(form, 'schoolName', '学校(单位)', { maxlength: 60 }),
        fieldOf(form, 'unitKind', '学校类别', {
          type: 'radios',
          options: Object.entries(SCHOOL_KIND_LABELS).map(([value, label]) => ({ value, label })),
        }),
        fieldOf(form, 'isJoint', '联合党支部(包括几个单位)', { type: 'checkbox' }),
        fieldOf(form, 'hasCommittee', '设支部委员会', {
          type: 'checkbox',
          hint: '正式党员七人以上的支部设支部委员会(《中国共产党支部工作条例(试行)》)',
        }),
      ],
    },
  };
}

interface Officer {
  id: string;
  role: RoleName;
  grantedAt: Date;
  account: { displayName: string; username: string };
}

export function showBranchPage(data: { frame: Frame; branch: BranchRecord; officers: readonly Officer[] }) {
  const { branch, officers } = data;
  const secretary = officers.find(({ role }) => role === 'BRANCH_SECRETARY');
  const appoint = (role: keyof typeof OFFICER_LABELS) =>
    branchHref(branch.id, `/officers/new?role=${role === 'BRANCH_SECRETARY' ? 'secretary' : 'committee'}`);
  return {
    title: branch.shortName,
    frame: data.frame,
    head: {
      title: branch.shortName,
      lead: branch.name,
      actions: [{ label: '修改', href: branchHref(branch.id, '/edit'), kind: 'quiet' }] satisfies Action[],
    },
    next: secretary
      ? null
      : {
          title: '任命党支部书记',
          text: '书记有了账号,才能导入名册、开展各步骤。',
          action: { label: '任命书记', href: appoint('BRANCH_SECRETARY') },
        },
    facts: [
      { label: '学校(单位)', value: branch.schoolName },
      { label: '学校类别', value: SCHOOL_KIND_LABELS[branch.unitKind] },
      { label: '联合党支部', value: branch.isJoint ? '是' : '否' },
      { label: '支部委员会', value: branch.hasCommittee ? '设' : '不设' },
      { label: '推进情况', value: '查看', href: `/bureau/board/${branch.id}` },
    ],
    appoint: { label: '任命支部委员', href: appoint('BRANCH_COMMITTEE_MEMBER') },
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
      empty: { title: '还没有任命书记', text: '任命后,书记用自己的账号登录。' },
    },
  };
}

export function showAppointmentPage(data: { frame: Frame; branch: BranchRecord; form: FormState }) {
  const { branch, form } = data;
  return {
    title: '任命书记或委员',
    frame: data.frame,
    lead: `${branch.shortName}。新开账号后显示用户名和临时密码,请当场打印交给本人。`,
    form: {
      action: branchHref(branch.id, '/officers'),
      submit: '任命',
      errors: form.summary,
      cancel: { label: '返回', href: branchHref(branch.id) },
      fields: [
        fieldOf(form, 'role', '职务', {
          type: 'radios',
          options: Object.entries(OFFICER_LABELS).map(([value, label]) => ({ value, label })),
        }),
        fieldOf(form, 'kind', '账号', {
          type: 'radios',
          options: [
            { value: 'new', label: '新开账号' },
            { value: 'existing', label: '使用已有账号', hint: '本人已经有账号,例如本支部的党员' },
          ],
        }),
        fieldOf(form, 'displayName', '姓名', {
          width: 'medium',
          optional: true,
          maxlength: 30,
          hint: '新开账号时填写',
        }),
        fieldOf(form, 'username', '用户名', {
          width: 'medium',
          optional: true,
          maxlength: 40,
          autocomplete: 'off',
          hint: '使用已有账号时填写;新开账号不填则用姓名的拼音',
        }),
      ],
    },
  };
}

export function confirmDismissalPage(data: { frame: Frame; branch: BranchRecord; officer: Officer }) {
  const { branch, officer } = data;
  const role = ROLE_LABELS[officer.role];
  return {
    title: `免去${role}`,
    frame: data.frame,
    confirm: {
      question: `确定免去${officer.account.displayName}的${role}职务吗?`,
      happens: '此人不能再办理支部的事项,正在进行的登录立即退出。账号保留。',
      seenBy: '局党委在本页看到变化。',
      undo: '可以重新任命。此人签署过的内容保留。',
      action: branchHref(branch.id, `/officers/${officer.id}/dismissal`),
      submit: '确认免去',
      danger: true,
      cancel: { label: '返回', href: branchHref(branch.id) },
    },
  };
}

export function showSlipPage(data: {
  frame: Frame;
  title: string;
  slip: { displayName: string; username: string; password: string };
  back: { label: string; href: string };
}) {
  return {
    title: data.title,
    frame: data.frame,
    lead: '临时密码只显示这一次,请现在打印或抄下,交给本人;首次登录时须修改。',
    slips: [data.slip],
    back: data.back,
  };
}

export function showBureausPage(data: { frame: Frame; bureaus: readonly ListedBureau[] }) {
  const create: Action = { label: '建立教育体育局', href: '/platform/bureaus/new', kind: 'primary' };
  return {
    title: '平台管理',
    frame: data.frame,
    head: {
      title: '平台管理',
      lead: `共${data.bureaus.length}个教育体育局,各自的数据互不可见。`,
      actions: data.bureaus.length > 0 ? [create] : [],
    },
    table: {
      caption: '教育体育局名单',
      columns: [
        { label: '教育体育局' },
        { label: '局党委书记' },
        { label: '党支部', kind: 'number' },
        { label: '建立日期' },
      ],
      rows: data.bureaus.map((bureau) => ({
        cells: [
          bureau.name,
          bureau.secretary ?? { tag: { kind: 'warn', label: '待任命' } },
          `${bureau.branches}个`,
          showDay(chinaDay(bureau.createdAt)),
        ],
      })),
      empty: {
        title: '还没有教育体育局',
        text: '建立后,局党委书记用自己的账号登录,建立党支部并发布活动。',
        action: create,
      },
    },
  };
}

export function showBureauForm(data: { frame: Frame; form: FormState }) {
  const { form } = data;
  return {
    title: '建立教育体育局',
    frame: data.frame,
    lead: '同时为局党委书记开通账号,用户名和临时密码只显示一次。',
    form: {
      action: '/platform/bureaus',
      submit: '建立',
      errors: form.summary,
      cancel: { label: '返回', href: '/platform/bureaus' },
      fields: [
        fieldOf(form, 'name', '局名称', { maxlength: 60, hint: '例如“示范区教育体育局”' }),
        fieldOf(form, 'secretaryName', '局党委书记姓名', { width: 'medium', maxlength: 30 }),
        fieldOf(form, 'secretaryUsername', '用户名', {
          width: 'medium',
          optional: true,
          maxlength: 40,
          autocomplete: 'off',
          hint: '不填则用姓名的拼音',
        }),
      ],
    },
  };
}
