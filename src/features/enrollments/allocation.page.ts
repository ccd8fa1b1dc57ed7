import { showMoment } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import type { Action, Frame } from '../../web/frame-shape.js';
import type { AllocationBasis } from './allocation.queries.js';
import type { AllocationResult } from './allocation.service.js';
import { surveyNote } from './survey-words.rules.js';

interface Run {
  id: string;
  status: 'PROPOSED' | 'ADOPTED';
  inputHash: string;
  result: AllocationResult;
  createdAt: Date;
}

/** The proposed allocation: in sum, by group and person by person, before anybody is moved. */
export function showAllocationPage(data: {
  frame: Frame;
  branchId: string;
  basis: AllocationBasis;
  run: Run | null;
  closed: boolean;
  form: FormState;
}) {
  const { basis, run, closed } = data;
  const base = `/branches/${data.branchId}/enrollment`;
  const fresh = run !== null && run.status === 'PROPOSED' && run.inputHash === basis.hash;
  const adopt = closed && fresh;
  const make: Action = {
    label: run ? '重新生成' : '生成建议方案',
    href: `${base}/allocation`,
    method: 'post',
    kind: adopt ? 'quiet' : 'primary',
  };
  const take: Action = {
    label: '采用这份方案',
    href: `${base}/allocation/adoption`,
    method: 'post',
    kind: 'primary',
    fields: [{ name: 'runId', value: run?.id ?? '' }],
  };
  return {
    title: '建议方案',
    frame: data.frame,
    lead: '先保证各组人数和至少1名正式党员，再依次照顾第1、第2、第3志愿，然后看特长，最后求人数均衡。与报名先后无关；已与本人协商确定的安排予以保留。',
    errors: data.form.summary,
    state: stateOf(run, closed, fresh),
    actions: closed ? [...(adopt ? [take] : []), make] : [],
    back: { label: '返回报名定岗', href: base } satisfies Action,
    summary: run?.result.summary ?? null,
    groups: run ? groupsTable(basis, run.result) : null,
    people: run ? peopleTable(basis, run.result) : null,
  };
}

function stateOf(run: Run | null, closed: boolean, fresh: boolean): string {
  if (!closed) return '报名结束后、名单确定前，可以生成建议方案。';
  if (!run) return '还没有生成建议方案。生成后先看结果，采用之前不改变任何人的安排。';
  const made = `${showMoment(run.createdAt)}生成`;
  if (run.status === 'ADOPTED') return `${made}，已采用。可以逐人调整；不在第1志愿的，请逐人写明协商情况。`;
  if (!fresh) return `${made}。此后党员、志愿或小组有变化，请重新生成。`;
  return `${made}，还没有采用。采用后形成名单草稿，仍可逐人调整；不在第1志愿的，须逐人写明协商情况，由本人确认。`;
}

function groupsTable({ groups }: AllocationBasis, { places }: AllocationResult) {
  return {
    caption: '各小组人数',
    columns: [{ label: '小组' }, { label: '建议人数', kind: 'number' }, { label: '最少至最多' }],
    rows: groups.map((group) => ({
      cells: [
        group.name,
        `${places.filter(({ groupId }) => groupId === group.id).length}人`,
        `${group.minSize}至${group.maxSize}人`,
      ],
    })),
    empty: { title: '还没有功能党小组', text: '请先完成“组建功能党小组”这一步。', action: null },
  };
}

function peopleTable({ members, groups, standing, told, labels }: AllocationBasis, { places }: AllocationResult) {
  const nameOf = (id: string | undefined) => groups.find((group) => group.id === id)?.name ?? '未参加';
  return {
    caption: '逐人说明',
    columns: [{ label: '姓名' }, { label: '现在' }, { label: '建议' }, { label: '说明' }],
    rows: members.map((member) => {
      const suggested = places.find(({ memberId }) => memberId === member.id);
      const now = standing.find(({ memberId }) => memberId === member.id);
      const who = { text: labels.get(member.id) ?? member.name, note: surveyNote(told.get(member.id)) };
      return { cells: [who, nameOf(now?.groupId), nameOf(suggested?.groupId), suggested?.explanation ?? ''] };
    }),
    empty: { title: '名册上还没有党员', text: '请先导入党员花名册。', action: null },
  };
}
