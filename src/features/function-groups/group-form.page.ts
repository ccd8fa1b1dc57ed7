import { SKILLS } from '../../shared/skills.js';
import type { FormState } from '../../web/form.js';
import { checkboxesOf, fieldOf } from '../../web/form-view.js';
import type { Frame } from '../../web/frame-shape.js';
import { proposalHref, proposedGroupHref } from './function-groups.paths.js';
import { HOST_UNIT_LABELS } from './function-groups.rules.js';
import type { GroupFunction } from './proposal.queries.js';

export function showRationalePage(data: { frame: Frame; branchId: string; form: FormState }) {
  return {
    title: '设置说明',
    frame: data.frame,
    head: { title: '设置说明', lead: '说明为什么这样设置小组，党员征求意见时会看到，公布时一并公布。' },
    form: {
      action: `${proposalHref(data.branchId)}/rationale`,
      submit: '保存说明',
      errors: data.form.summary,
      cancel: { label: '返回', href: proposalHref(data.branchId) },
      fields: [
        fieldOf(data.form, 'rationale', '设置说明', {
          type: 'textarea',
          rows: 6,
          hint: '学校中心工作、党员队伍实际、拟设小组的考虑',
          maxlength: 1000,
        }),
      ],
    },
    remove: null,
  };
}

/** `groupId` null: a new group. `revision`: of the proposal as it is now. */
export function showGroupFormPage(data: {
  frame: Frame;
  branchId: string;
  group: { id: string; name: string; revision: number } | null;
  catalogue: readonly GroupFunction[];
  form: FormState;
}) {
  const { group, form, branchId } = data;
  const title = group ? `修改“${group.name}”` : '增加小组';
  const base = proposalHref(branchId);
  return {
    title,
    frame: data.frame,
    head: { title, lead: '名称要简单明了、符合实际。' },
    form: {
      action: group ? proposedGroupHref(branchId, group.id) : `${base}/groups`,
      submit: group ? '保存修改' : '加入方案',
      errors: form.summary,
      cancel: { label: '返回', href: base },
      hidden: group ? [{ name: 'revision', value: String(group.revision) }] : [],
      fields: groupFields(form, data.catalogue),
    },
    remove: group
      ? { label: '从方案中删去这个小组', href: `${proposedGroupHref(branchId, group.id)}/removal/new` }
      : null,
  };
}

/** The fields of one group, proposed or made in mid-campaign. */
export function groupFields(form: FormState, catalogue: readonly GroupFunction[]) {
  const functions = [{ value: '', label: '自定' }, ...catalogue.map(({ name }) => ({ value: name, label: name }))];
  const hosts = Object.entries(HOST_UNIT_LABELS).map(([value, label]) => ({ value, label }));
  const size = { type: 'number', width: 'short', unit: '人', inputmode: 'numeric', min: 1, max: 200 };
  return [
    fieldOf(form, 'name', '小组名称', { width: 'medium', maxlength: 12, hint: '最多12个字，例如“教学科研”' }),
    fieldOf(form, 'groupFunction', '功能定位', { type: 'select', width: 'medium', options: functions }),
    fieldOf(form, 'otherFunction', '自定的功能定位', {
      width: 'medium',
      maxlength: 20,
      optional: true,
      hint: '上面选“自定”时填写',
    }),
    fieldOf(form, 'hostUnitType', '依托单位类别', { type: 'radios', options: hosts }),
    fieldOf(form, 'hostUnit', '依托单位', { width: 'medium', maxlength: 30, hint: '例如“语文教研组”' }),
    fieldOf(form, 'duties', '小组职责', { type: 'textarea', rows: 4, maxlength: 500 }),
    fieldOf(form, 'activityRules', '活动制度', {
      type: 'textarea',
      rows: 4,
      maxlength: 1000,
      hint: '多长时间活动一次、怎样活动、怎样记录',
    }),
    fieldOf(form, 'minSize', '人数下限', { ...size, hint: '党小组一般不少于3人' }),
    fieldOf(form, 'targetSize', '目标人数', { ...size, optional: true, hint: '在下限和上限之间，调配时尽量接近' }),
    fieldOf(form, 'maxSize', '人数上限', size),
    checkboxesOf(form, 'wantedSkills', '需要的特长', {
      optional: true,
      hint: '可以多选，调配时优先考虑有这些特长的党员',
      options: SKILLS.map((skill) => ({ value: skill, label: skill })),
    }),
  ];
}

export function showRemovalPage(data: { frame: Frame; branchId: string; group: { id: string; name: string } }) {
  const { group, branchId } = data;
  return {
    title: `删去“${group.name}”`,
    frame: data.frame,
    confirm: {
      question: `从方案中删去“${group.name}”吗？`,
      happens: '这个小组的名称、职责和活动制度从方案中删去。',
      seenBy: '正在征求意见的，党员看到的方案随之改变。',
      undo: '不能撤回，需要时可以重新增加。',
      action: `${proposedGroupHref(branchId, group.id)}/removal`,
      submit: '删去小组',
      cancel: { label: '不删去', href: proposalHref(branchId) },
      danger: true,
    },
  };
}
