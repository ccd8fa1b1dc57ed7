import { LEADER_METHOD_LABELS } from '../../campaign/leader-methods.js';
import { showDay } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { checkboxesOf, fieldOf } from '../../web/form-view.js';
import type { Frame, Tag } from '../../web/frame-shape.js';
import type { ElectionOverview } from './election-pages.queries.js';
import { COMMITTEE_PROMPT, ELECTION_LABELS } from './elections.rules.js';

type GroupRow = ElectionOverview['groups'][number];

/** Leaders of all groups of a branch: who is chosen, who is missing, what runs. */
export function showElectionOverviewPage(data: {
  frame: Frame;
  branchId: string;
  overview: ElectionOverview;
  form: FormState;
  committeeForm: FormState;
  mayManage: boolean;
}) {
  const { overview, branchId } = data;
  const ready = overview.groups.filter((group) => group.term === null && !isRunning(group));
  const without = overview.groups.filter((group) => group.term === null);
  return {
    title: '推选组长',
    frame: data.frame,
    lead: '党员自荐，小组党员推选产生组长；推选不成的，由党支部指定。',
    tag: overviewTag(overview, without.length),
    table: groupsTable(overview.groups, branchId),
    waiting: overview.confirmed ? null : '功能党小组名单确定后，才能开始推选组长。',
    committee: data.mayManage && overview.hasCommittee ? committeeCard(overview, data.committeeForm, branchId) : null,
    opening: data.mayManage && overview.confirmed && ready.length > 0 ? openingForm(ready, data.form, branchId) : null,
  };
}

function overviewTag({ groups }: ElectionOverview, without: number): Tag {
  if (groups.length === 0) return { kind: 'idle', label: '未开始' };
  return without === 0 ? { kind: 'ok', label: '均已产生' } : { kind: 'warn', label: `还有${without}个小组没有组长` };
}

const isRunning = (group: GroupRow) => group.election?.status === 'NOMINATING' || group.election?.status === 'VOTING';

function groupsTable(groups: readonly GroupRow[], branchId: string) {
  return {
    caption: '各小组组长推选情况',
    columns: [
      { label: '小组' },
      { label: '人数', kind: 'number' },
      { label: '推选' },
      { label: '候选人', kind: 'number' },
      { label: '组长' },
    ],
    rows: groups.map((group) => ({
      cells: [
        { text: group.name, href: `/branches/${branchId}/groups/${group.id}/election` },
        `${group.memberCount}人`,
        stateCell(group),
        group.election ? `${group.election.candidates.length}人` : '',
        group.term
          ? {
              text: group.term.member.name,
              note: group.awaitsConfirmation ? `${COMMITTEE_PROMPT}。` : LEADER_METHOD_LABELS[group.term.method],
            }
          : {
              tag: { kind: 'warn', label: '未产生' },
              ...(group.acting ? { note: actingNote(group.acting) } : {}),
            },
      ],
    })),
    empty: { title: '还没有功能党小组', text: '请先完成“组建功能党小组”这一步。', action: null },
  };
}

function actingNote({ member, actingUntil }: NonNullable<GroupRow['acting']>): string {
  return `${member.name}代理${actingUntil ? `，${showDay(actingUntil)}前补选` : ''}`;
}

function stateCell({ election, term }: GroupRow) {
  if (!election) return term ? { text: '未经推选' } : { tag: { kind: 'idle', label: '未开始' } };
  const running = election.status === 'NOMINATING' || election.status === 'VOTING';
  return {
    tag: { kind: running ? 'warn' : 'ok', label: ELECTION_LABELS[election.status] },
    ...(election.status === 'NOMINATING' ? { note: `自荐到${showDay(election.nominationClosesOn)}` } : {}),
  };
}

/** E28: the day on which the committee was elected anew. */
function committeeCard({ committeeElectedOn }: ElectionOverview, form: FormState, branchId: string) {
  const last = committeeElectedOn ? `最近一次登记：${showDay(committeeElectedOn)}。` : '';
  return {
    text: `${last}登记后，已公布的承诺书继续有效；换届以前产生的组长，请组织小组重新推选或确认留任。`,
    form: {
      action: `/branches/${branchId}/committee-election`,
      submit: '登记换届',
      kind: 'quiet',
      errors: form.summary,
      fields: [fieldOf(form, 'committeeElectedOn', '支委会换届日期', { type: 'date', width: 'short' })],
    },
  };
}

function openingForm(groups: readonly GroupRow[], form: FormState, branchId: string) {
  const chosen =
    form.values['groupIds'] === undefined ? groups.map((group) => group.id).join(',') : form.values['groupIds'];
  const shown: FormState = { ...form, values: { ...form.values, groupIds: chosen } };
  return {
    action: `/branches/${branchId}/elections`,
    submit: '开始自荐',
    errors: form.summary,
    fields: [
      checkboxesOf(shown, 'groupIds', '小组', {
        options: groups.map((group) => ({ value: group.id, label: group.name, hint: `${group.memberCount}人` })),
      }),
      fieldOf(form, 'closesOn', '自荐截止日期', {
        type: 'date',
        width: 'short',
        hint: '当天仍可自荐；到这一天才能结束自荐、准备投票',
      }),
    ],
  };
}
