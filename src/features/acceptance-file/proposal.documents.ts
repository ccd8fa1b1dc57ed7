import { showDay } from '../../shared/dates.js';
import {
  CHANGE_LABELS,
  HANDLING_LABELS,
  HOST_UNIT_LABELS,
  PROPOSAL_STATUS_LABELS,
  STANCE_LABELS,
} from '../function-groups/index.js';
import { minutesPaper } from '../meetings/index.js';
import type { BranchOfFile } from './acceptance-file.queries.js';
import { type BranchSource, type Builder, isoDay, keyOf, word, workbook } from './documents.js';
import { findProposal, listAllMinutes, listGroupChanges } from './groundwork.queries.js';

interface FrozenGroup {
  name: string;
  groupFunction: string;
  hostUnitType: keyof typeof HOST_UNIT_LABELS;
  hostUnit: string;
  duties: string;
  minSize: number;
  targetSize: number | null;
  maxSize: number;
}

const groupTable = (groups: readonly FrozenGroup[]) => ({
  head: ['小组', '功能定位', '依托单位', '人数', '职责'],
  rows: groups.map((group) => [
    ...[group.name, group.groupFunction, `${HOST_UNIT_LABELS[group.hostUnitType]}：${group.hostUnit}`],
    ...[`${group.minSize}至${group.maxSize}人`, group.duties],
  ]),
});

/** D4, D5: the proposal as consulted and as decided, the opinions and what became of each; later changes of the groups. */
export const proposalDocuments: Builder<BranchSource> = async function* (source) {
  const proposal = await findProposal(source.db, keyOf(source));
  if (proposal) {
    const stages = proposal.versions.map(({ stage, content }) => ({
      heading: stage === 'CONSULTED' ? '征求意见时的方案' : '会议确定的方案',
      ...contentOf(content),
    }));
    const present = {
      heading: '现行方案',
      table: groupTable(proposal.groups.filter(({ closedAt }) => closedAt === null)),
    };
    yield word('功能党小组设置初步意见', {
      title: '功能党小组设置意见',
      subtitle: source.branch.name,
      sections: [
        { heading: '设置考虑', paragraphs: [proposal.rationale, `目前：${PROPOSAL_STATUS_LABELS[proposal.status]}。`] },
        ...stages,
        present,
      ],
    });
    if (proposal.consultationOpenedAt) yield opinionSheet(source.branch, proposal);
  }
  const changes = await listGroupChanges(source.db, keyOf(source));
  if (changes.length > 0) {
    yield workbook('小组调整记录', {
      name: '小组调整',
      title: `${source.branch.shortName}功能党小组调整记录`,
      columns: [
        { label: '时间' },
        { label: '调整', width: 10 },
        { label: '调整前', width: 40 },
        { label: '调整后', width: 40 },
        { label: '理由', width: 30 },
        { label: '依据会议', width: 26 },
      ],
      rows: changes.map(({ kind, reason, before, after, meeting }) => [
        ...[showDay(meeting.heldOn), CHANGE_LABELS[kind], groupsIn(before), groupsIn(after), reason, meeting.title],
      ]),
    });
  }
};

function contentOf(content: unknown) {
  const { rationale = '', groups = [] } = content as { rationale?: string; groups?: FrozenGroup[] };
  return { paragraphs: [rationale], table: groupTable(groups) };
}

function groupsIn(json: unknown): string {
  const groups = Array.isArray(json) ? (json as { name: string; members?: string[] }[]) : [];
  return groups.map(({ name, members = [] }) => `${name}：${members.join('、')}`).join('\n');
}

function opinionSheet({ shortName }: BranchOfFile, proposal: NonNullable<Awaited<ReturnType<typeof findProposal>>>) {
  return workbook('征求意见及办理情况', {
    name: '征求意见',
    title: `${shortName}功能党小组设置方案征求意见及办理情况`,
    columns: [
      { label: '序号', width: 6 },
      { label: '态度', width: 12 },
      { label: '意见', width: 46 },
      { label: '办理', width: 10 },
      { label: '答复', width: 46 },
    ],
    rows: [
      ...proposal.opinions.map(({ stance, content, handling, answer }, index) => [
        ...[index + 1, STANCE_LABELS[stance], content, handling ? HANDLING_LABELS[handling] : '', answer],
      ]),
      ...(proposal.consultationNote ? [['', '说明', proposal.consultationNote, '', '']] : []),
    ],
  });
}

/** D6, D7: all minutes of the branch and of its groups. Who was absent and why is kept inside the branch. */
export const meetingDocuments: Builder<BranchSource> = async function* (source) {
  for (const meeting of await listAllMinutes(source.db, keyOf(source)))
    yield word(`${isoDay(meeting.heldOn)}-${meeting.title}`, minutesPaper(meeting, false));
};
