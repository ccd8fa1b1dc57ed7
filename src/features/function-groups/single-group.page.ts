import { LEADER_METHOD_LABELS } from '../../campaign/leader-methods.js';
import type { CommitmentStatus, ElectionStatus } from '../../generated/prisma/enums.js';
import { chinaDay, showDay } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Frame, Tag } from '../../web/frame-shape.js';
import { HOST_UNIT_LABELS } from './function-groups.rules.js';
import { sizeOf } from './groups-notice.js';
import type { SingleGroup } from './single-group.queries.js';
import { textMark } from './text-mark.js';

const ELECTION_TAGS: Record<ElectionStatus, Tag> = {
  NOMINATING: { kind: 'warn', label: '自荐中' },
  VOTING: { kind: 'warn', label: '待投票' },
  ELECTED: { kind: 'ok', label: '已选出' },
  APPOINTED: { kind: 'ok', label: '已指定' },
};

const COMMITMENT_TAGS: Record<CommitmentStatus, Tag> = {
  DRAFT: { kind: 'idle', label: '起草中' },
  SUBMITTED: { kind: 'warn', label: '待支部审定' },
  RETURNED: { kind: 'warn', label: '已退回修改' },
  APPROVED: { kind: 'ok', label: '已审定' },
  PUBLISHED: { kind: 'ok', label: '已公布' },
};

interface GroupPageInput {
  frame: Frame;
  branchId: string;
  group: SingleGroup;
  mayRevise: boolean;
  mayWriteCommitment: boolean;
}

/** One group as its members see it: what it is for, its rules, its people, its leader, the way to its commitment. */
export function showSingleGroupPage({ frame, branchId, group, mayRevise, mayWriteCommitment }: GroupPageInput) {
  const base = `/branches/${branchId}/groups/${group.id}`;
  return {
    title: group.name,
    frame,
    lead: `功能：${group.groupFunction}。依托${HOST_UNIT_LABELS[group.hostUnitType]}：${group.hostUnit}。`,
    tag: group.closedAt
      ? ({ kind: 'idle', label: `${showDay(chinaDay(group.closedAt))}已合并或撤销` } satisfies Tag)
      : group.term
        ? ({ kind: 'ok', label: '组长已产生' } satisfies Tag)
        : ({ kind: 'warn', label: '未产生组长' } satisfies Tag),
    facts: [
      { label: '组长', value: group.term ? group.term.member.name : '未产生' },
      ...(group.term
        ? [
            { label: '产生方式', value: LEADER_METHOD_LABELS[group.term.method] },
            { label: '任职时间', value: showDay(chinaDay(group.term.startedAt)) },
          ]
        : []),
      { label: '人数', value: `${group.memberCount}人（定员${sizeOf(group)}）` },
      ...(group.wantedSkills.length === 0 ? [] : [{ label: '需要的特长', value: group.wantedSkills.join('、') }]),
      {
        label: '推选组长',
        value: '查看推选情况',
        href: `${base}/election`,
        ...(group.election ? { tag: ELECTION_TAGS[group.election.status] } : {}),
      },
      commitmentFact(group, base, branchId, mayWriteCommitment),
      // Before its announcement a group has neither members nor activities.
      ...(group.memberCount === 0
        ? []
        : [{ label: '小组活动', value: '查看活动记录', href: `/branches/${branchId}/activities?group=${group.id}` }]),
    ],
    rules: {
      links: mayRevise ? [{ label: '修改职责和活动制度', href: `${base}/rules/edit` }] : [],
      duties: paragraphs(group.duties),
      activityRules: paragraphs(group.activityRules),
    },
    members: { note: `${group.people.length}人`, table: membersTable(group) },
  };
}

function commitmentFact(group: SingleGroup, base: string, branchId: string, mayWrite: boolean) {
  const { commitment } = group;
  const label = commitment ? `${commitment.year}年小组承诺` : '小组承诺';
  if (mayWrite) {
    const value = commitment ? '查看、填写承诺' : '填写承诺';
    return {
      label,
      value,
      href: `${base}/commitment`,
      ...(commitment ? { tag: COMMITMENT_TAGS[commitment.status] } : {}),
    };
  }
  const tag: Tag = commitment ? COMMITMENT_TAGS[commitment.status] : { kind: 'idle', label: '未开始' };
  return { label, value: '查看本支部承诺', href: `/branches/${branchId}/commitments`, tag };
}

const paragraphs = (text: string) => text.split('\n').filter((line) => line.trim() !== '');

function membersTable(group: SingleGroup) {
  const leaderId = group.term?.memberId;
  const people = [...group.people].sort((a, b) => Number(b.id === leaderId) - Number(a.id === leaderId));
  return {
    caption: `${group.name}党员名单`,
    columns: [{ label: '姓名' }, { label: '岗位' }, { label: '岗位职责' }, { label: '党员类别' }],
    rows: people.map((person) => ({
      cells: [
        { text: person.name, ...(person.id === leaderId ? { tag: { kind: 'ok', label: '组长' } } : {}) },
        person.post ?? '',
        person.postDuties ?? '',
        person.memberType === 'FULL' ? '正式党员' : '预备党员',
      ],
    })),
    empty: { title: '还没有党员参加', text: '报名开放后，党员在这里出现。', action: null },
  };
}

export function showGroupRulesPage({
  frame,
  branchId,
  group,
  form,
}: Omit<GroupPageInput, 'mayRevise' | 'mayWriteCommitment'> & { form: FormState }) {
  const base = `/branches/${branchId}/groups/${group.id}`;
  const stored = {
    duties: group.duties,
    activityRules: group.activityRules,
    seen: textMark(group.duties, group.activityRules),
  };
  const shown: FormState = { ...form, values: { ...stored, ...form.values } };
  return {
    title: `“${group.name}”的职责和活动制度`,
    frame,
    lead: '每个功能党小组都要制定活动制度、职责，因地制宜地开展活动。',
    form: {
      action: `${base}/rules`,
      submit: '保存',
      errors: form.summary,
      hidden: [{ name: 'seen', value: shown.values['seen'] ?? '' }],
      fields: [
        fieldOf(shown, 'duties', '小组职责', { type: 'textarea', rows: 6, maxlength: 1000 }),
        fieldOf(shown, 'activityRules', '活动制度', {
          type: 'textarea',
          rows: 8,
          maxlength: 3000,
          hint: '例如：多久活动一次、由谁召集、如何记录、怎样请假',
        }),
      ],
      cancel: { label: '返回小组', href: base },
    },
  };
}
