import { LEADER_METHOD_LABELS } from '../../campaign/leader-methods.js';
import { chinaDay, showDay } from '../../shared/dates.js';
import { nameWithPost } from '../../shared/same-names.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Action, Frame, Tag } from '../../web/frame-shape.js';
import { countBlock } from './counts.page.js';
import { nextCard } from './election-next.page.js';
import type { GroupElection } from './election-pages.queries.js';
import {
  bySurnameStrokes,
  candidatesOfRound,
  contestLabel,
  ELECTION_LABELS,
  hasElectorRight,
  SOURCE_LABELS,
} from './elections.rules.js';

export interface ElectionPageInput {
  frame: Frame;
  branchId: string;
  group: GroupElection;
  form: FormState;
  today: Date;
  mayManage: boolean;
}

/** One group's way to its leader: candidates, votes, result (R23–R25). */
export function showElectionPage(data: ElectionPageInput) {
  const { group, branchId } = data;
  const base = `/branches/${branchId}/groups/${group.id}`;
  const electors = group.people.filter(hasElectorRight);
  return {
    title: `“${group.name}”推选组长`,
    frame: data.frame,
    tag: statusTag(group),
    next: data.mayManage ? nextCard(data, base) : { ...nextCard(data, base), action: null },
    facts: [
      { label: '小组人数', value: `${group.people.length}人`, href: base },
      { label: '有选举权的党员（应到）', value: `${electors.length}人` },
      ...(group.election ? [{ label: '自荐截止', value: showDay(group.election.nominationClosesOn) }] : []),
      ...contestFacts(group),
      ...(group.term ? termFacts(group.term) : []),
      ...(group.acting ? actingFacts(group.acting) : []),
    ],
    links: data.mayManage ? links(group, base) : [],
    candidates: candidatesTable(group, base, data.mayManage),
    counts: [
      ...(group.election?.counts ?? []).map((count) => countBlock(count, recordHref(branchId, count.id), false)),
      ...group.earlierCounts.map((count) => countBlock(count, recordHref(branchId, count.id), true)),
    ],
    nomination:
      data.mayManage && group.election?.status === 'NOMINATING' ? branchNomination(group, data.form, base) : null,
  };
}

const recordHref = (branchId: string, countId: string) => `/branches/${branchId}/election-counts/${countId}`;

function statusTag({ election, term }: GroupElection): Tag {
  if (term) return { kind: 'ok', label: '组长已产生' };
  return election ? { kind: 'warn', label: ELECTION_LABELS[election.status] } : { kind: 'idle', label: '未开始' };
}

/** E17, R24: contested or not, once the candidates stand. */
function contestFacts({ election }: GroupElection) {
  if (election?.status !== 'VOTING') return [];
  return [{ label: '选举方式', value: contestLabel(candidatesOfRound(election.candidates, election.counts).length) }];
}

function termFacts(term: NonNullable<GroupElection['term']>) {
  return [
    { label: '组长', value: term.member.name },
    { label: '产生方式', value: LEADER_METHOD_LABELS[term.method] },
    { label: '任职时间', value: showDay(chinaDay(term.startedAt)) },
    ...(term.confirmedOn ? [{ label: '换届后确认留任', value: showDay(term.confirmedOn) }] : []),
    ...(term.reason ? [{ label: '指定理由', value: term.reason }] : []),
  ];
}

/** E26: both dates, of the acting and of the by-election. */
function actingFacts(acting: NonNullable<GroupElection['acting']>) {
  return [
    { label: '代理组长', value: `${acting.member.name}，${showDay(chinaDay(acting.startedAt))}起` },
    ...(acting.actingUntil ? [{ label: '补选截止', value: showDay(acting.actingUntil) }] : []),
  ];
}

function links(group: GroupElection, base: string): { label: string; href: string }[] {
  if (group.term) return [{ label: '登记组长离任', href: `${base}/leader-departure/new` }];
  if (!group.confirmed) return [];
  const papers = { label: '打印选票、签到表、计票表', href: `${base}/election/papers` };
  const portal = { label: '在本系统内投票', href: `${base}/ballot` };
  const appointment = { label: '由支部指定组长', href: `${base}/appointment/new` };
  return group.election?.status === 'VOTING' ? [papers, portal, appointment] : [appointment];
}

function candidatesTable({ election }: GroupElection, base: string, mayManage: boolean) {
  const open = election?.status === 'NOMINATING';
  const standing = new Set(
    election ? candidatesOfRound(election.candidates, election.counts).map((row) => row.memberId) : [],
  );
  const runoff = election !== null && standing.size < election.candidates.length;
  return {
    caption: '候选人（按姓氏笔画排列）',
    columns: [
      { label: '候选人' },
      { label: '产生方式' },
      { label: '自荐陈述或推荐理由' },
      ...(open && mayManage ? [{ label: '操作', kind: 'act' }] : []),
    ],
    rows: [...(election?.candidates ?? [])].sort(bySurnameStrokes).map((candidate) => ({
      cells: [
        {
          text: candidate.label,
          note: candidate.label === candidate.name ? (candidate.post ?? '') : '',
          ...(runoff && standing.has(candidate.memberId) ? { tag: { kind: 'warn', label: '进入本轮' } } : {}),
        },
        SOURCE_LABELS[candidate.source],
        candidate.statement,
        ...(open && mayManage ? [{ actions: [withdrawal(candidate, base)] }] : []),
      ],
    })),
    empty: { title: '还没有候选人', text: '小组党员可以自荐，支部也可以推荐候选人。', action: null },
  };
}

function withdrawal({ memberId, label }: { memberId: string; label: string }, base: string): Action {
  return {
    label: `撤下${label}`,
    href: `${base}/election/withdrawal`,
    method: 'post',
    kind: 'link',
    fields: [{ name: 'memberId', value: memberId }],
  };
}

function branchNomination(group: GroupElection, form: FormState, base: string) {
  const standing = new Set(group.election?.candidates.map((candidate) => candidate.memberId));
  const eligible = group.people.filter((person) => hasElectorRight(person) && !standing.has(person.id));
  if (eligible.length === 0) return null;
  return {
    action: `${base}/election/candidates`,
    submit: '推荐为候选人',
    kind: 'quiet',
    errors: form.summary,
    fields: [
      fieldOf(form, 'memberId', '候选人', {
        type: 'select',
        hint: '只列本小组有被选举权的正式党员',
        options: [
          { value: '', label: '请选择' },
          ...[...eligible].sort(bySurnameStrokes).map((person) => ({ value: person.id, label: nameWithPost(person) })),
        ],
      }),
      fieldOf(form, 'statement', '推荐理由', { type: 'textarea', rows: 3, maxlength: 500 }),
    ],
  };
}
