import { showDay } from '../../shared/dates.js';
import { personLabels } from '../../shared/same-names.js';
import type { FormState } from '../../web/form.js';
import { checkboxesOf, fieldOf } from '../../web/form-view.js';
import type { Frame } from '../../web/frame-shape.js';
import { groupChangesHref, groupHref } from './function-groups.paths.js';
import type { ChangeableGroup, ChangeBoard } from './group-changes.queries.js';
import { groupFields } from './group-form.page.js';
import type { GroupFunction } from './proposal.queries.js';

export interface ChangeForm {
  frame: Frame;
  branchId: string;
  board: ChangeBoard;
  form: FormState;
  catalogue: readonly GroupFunction[];
}

const SEEN_BY = '本支部党员可以看到调整记录。名单生成新的一版，旧版仍可查看；请随后公布新名单。';
const UNDO = '不能撤回；需要时可以再作调整。';
const MEETING_KINDS = { COMMITTEE: '支委会', GENERAL: '支部党员大会', GROUP: '党小组会' } as const;

/** Every change is a binding act: what happens, who sees it, then the fields. */
function changePage(
  { frame, branchId, board, form }: ChangeForm,
  act: {
    title: string;
    question: string;
    happens: string;
    action: string;
    submit: string;
    fields: object[];
    hidden?: object[];
  },
) {
  const { title, question, happens, action, submit, fields, hidden } = act;
  const none = '还没有可以作为依据的会议。请先登记一次表决通过的支部会议，再回来办理。';
  return {
    title,
    frame,
    warnings: board.meetings.length === 0 ? [none] : [],
    meetings:
      board.meetings.length === 0 ? { label: '登记支部会议', href: `/branches/${branchId}/meetings/new` } : null,
    confirm: {
      ...{ question, happens, seenBy: SEEN_BY, undo: UNDO, action, submit },
      errors: form.summary,
      hidden: hidden ?? [],
      fields: [...fields, ...decisionFields(form, board)],
      cancel: { label: '返回', href: groupChangesHref(branchId) },
    },
  };
}

function decisionFields(form: FormState, { meetings }: ChangeBoard) {
  const options = meetings.map(({ id, title, kind, heldOn }) => ({
    value: id,
    label: `${showDay(heldOn)} ${MEETING_KINDS[kind]}：${title}`,
  }));
  return [
    fieldOf(form, 'meetingId', '依据的会议', {
      type: 'select',
      options: [{ value: '', label: '请选择' }, ...options],
      hint: '表决通过的支委会或支部党员大会',
    }),
    fieldOf(form, 'reason', '调整理由', { type: 'textarea', rows: 2, maxlength: 300 }),
  ];
}

const sizeText = (group: ChangeableGroup): string =>
  `${group.members.length}人，上限${group.maxSize}人${group.leader ? `，组长${group.leader}` : ''}`;

export function showMergerPage(data: ChangeForm) {
  const { board, form, branchId } = data;
  const groups = board.groups.map((group) => ({ value: group.id, label: group.name, hint: sizeText(group) }));
  return changePage(data, {
    title: '合并小组',
    question: '把几个小组合并成一个吗？',
    happens:
      '各小组的党员都进入保留的小组，其他小组到此为止，它们的组长任职结束；支部分给它们的承诺事项转到保留的小组，党员的承诺改向保留的小组作出。',
    action: `${groupChangesHref(branchId)}/merger`,
    submit: '确认合并',
    fields: [
      checkboxesOf(form, 'groupIds', '要合并的小组', { options: groups, hint: '至少选两个' }),
      fieldOf(form, 'intoId', '合并后保留的小组', {
        type: 'select',
        width: 'medium',
        options: [{ value: '', label: '请选择' }, ...groups],
      }),
      fieldOf(form, 'newName', '合并后的名称', {
        width: 'medium',
        maxlength: 12,
        optional: true,
        hint: '不填则沿用原来的名称',
      }),
      fieldOf(form, 'maxSize', '合并后的人数上限', {
        ...{ type: 'number', width: 'short', unit: '人', inputmode: 'numeric', min: 1, max: 200, optional: true },
        hint: '现有上限不够时填写',
      }),
    ],
  });
}

export function showCreationPage(data: ChangeForm) {
  const { board, form, branchId } = data;
  const labels = personLabels(board.groups.flatMap(({ members }) => members));
  const people = board.groups.flatMap((group) =>
    group.members.map(({ id, name }) => ({ value: id, label: labels.get(id) ?? name, hint: `现在：${group.name}` })),
  );
  return changePage(data, {
    title: '新设小组',
    question: '在活动中新设一个小组吗？',
    happens: '新小组列入本支部的功能党小组。选中的党员从原小组转来；不选的以后可以逐人调整。组长另行推选。',
    action: `${groupChangesHref(branchId)}/creation`,
    submit: '确认新设',
    fields: [
      ...groupFields(form, data.catalogue),
      checkboxesOf(form, 'memberIds', '转来的党员', { options: people, optional: true }),
    ],
  });
}

export function showSplitPage(data: ChangeForm & { group: ChangeableGroup }) {
  const { group, form, branchId } = data;
  const labels = personLabels(group.members);
  const people = group.members.map((member) => ({
    value: member.id,
    label: labels.get(member.id) ?? member.name,
    hint: [member.post ?? '', member.fullMember ? '' : '预备党员'].filter((text) => text !== '').join('，'),
  }));
  return changePage(data, {
    title: `拆分“${group.name}”`,
    question: `把“${group.name}”拆分成两个小组吗？`,
    happens: `选中的党员转到新小组，其余的留在“${group.name}”。两个小组都不少于3人，都有正式党员。转出的组长任职结束。`,
    action: `${groupHref(branchId, group.id)}/split`,
    submit: '确认拆分',
    fields: [
      checkboxesOf(form, 'memberIds', '转到新小组的党员', { options: people }),
      ...groupFields(form, data.catalogue),
    ],
  });
}

export function showRenamingPage(data: ChangeForm & { group: ChangeableGroup }) {
  const { group, form, branchId } = data;
  return changePage(data, {
    title: `“${group.name}”改名`,
    question: `给“${group.name}”改名吗？`,
    happens: '从今天起用新名称；已经公布的名单和承诺书保留原来的名称。',
    action: `${groupHref(branchId, group.id)}/renaming`,
    submit: '确认改名',
    fields: [
      fieldOf(form, 'name', '新名称', { width: 'medium', maxlength: 12, hint: '简单明了、符合实际，最多12个字' }),
    ],
  });
}

export function showDissolutionPage(data: ChangeForm & { group: ChangeableGroup }) {
  const { board, group, form, branchId } = data;
  const labels = personLabels(group.members);
  const others = board.groups
    .filter(({ id }) => id !== group.id)
    .map((other) => ({ value: other.id, label: `${other.name}（${other.members.length}人，上限${other.maxSize}人）` }));
  return changePage(data, {
    title: `撤销“${group.name}”`,
    question: `撤销“${group.name}”吗？`,
    happens: '小组到此为止，每名党员转到您选择的小组，组长任职结束。支部分给它的承诺事项要重新分解。',
    action: `${groupHref(branchId, group.id)}/dissolution`,
    submit: '确认撤销',
    hidden: group.members.map(({ id }, index) => ({ name: `moves.${index}.memberId`, value: id })),
    fields: group.members.map(({ id, name }, index) =>
      fieldOf(form, `moves.${index}.groupId`, `${labels.get(id) ?? name}转到`, {
        type: 'select',
        width: 'medium',
        options: [{ value: '', label: '请选择' }, ...others],
      }),
    ),
  });
}
