import { chinaDay, showDay } from '../../shared/dates.js';
import { compareTexts, type TextPart } from '../../shared/text-diff.js';
import type { Frame, Tag } from '../../web/frame-shape.js';
import { type GroupPair, type ProposalContent, pairGroups, type VersionGroup } from './comparison.rules.js';
import { HANDLING_LABELS, STANCE_LABELS } from './function-groups.rules.js';
import { hostOf, sizeOf } from './groups-notice.js';
import type { Proposal, ProposalVersionRow } from './proposal.queries.js';

interface ComparedField {
  label: string;
  before: TextPart[];
  after: TextPart[];
}

const FIELDS: readonly (readonly [string, (group: VersionGroup) => string])[] = [
  ['名称', (group) => group.name],
  ['功能定位', (group) => group.groupFunction],
  ['依托', hostOf],
  ['职责', (group) => group.duties],
  ['活动制度', (group) => group.activityRules],
  ['人数', sizeOf],
  ['需要的特长', (group) => group.wantedSkills.join('、')],
];

/** R14: the proposal that members were asked about and the one decided (or as it is now), with the opinions and answers. */
export function showComparisonPage(data: {
  frame: Frame;
  branchId: string;
  proposal: Proposal;
  versions: readonly ProposalVersionRow[];
  mayReadOpinions: boolean;
}) {
  const { proposal, versions } = data;
  const versionOf = (stage: ProposalVersionRow['stage']) => versions.find((row) => row.stage === stage);
  const [consulted, decided] = [versionOf('CONSULTED'), versionOf('DECIDED')];
  const now: ProposalContent = { rationale: proposal.rationale, groups: proposal.groups };
  const first = (consulted?.content as unknown as ProposalContent | undefined) ?? null;
  const last = (decided?.content as unknown as ProposalContent | undefined) ?? now;
  const pairs = first ? pairGroups(first.groups, last.groups) : [];
  const changed = pairs.filter((pair) => tagOf(pair) !== null);
  const before = consulted ? `征求意见时（${showDay(chinaDay(consulted.createdAt))}）` : '';
  const after = decided ? `研究确定（${showDay(chinaDay(decided.createdAt))}）` : '现在';
  return {
    title: '小组方案前后对照',
    frame: data.frame,
    lead: `征求党员意见的初步意见，与${decided ? '会议研究确定的方案' : '现在的方案'}。改动的文字有下划线。`,
    summary: first === null ? '征求意见时的方案没有留存，不能对照。' : summaryOf(pairs, changed),
    columns: { before, after },
    rationale: first && first.rationale !== last.rationale ? compareTexts(first.rationale, last.rationale) : null,
    groups: changed.map((pair) => ({
      name: pair.after?.name ?? pair.before?.name ?? '',
      tag: tagOf(pair),
      fields: fieldsOf(pair),
    })),
    opinions: data.mayReadOpinions ? opinionsTable(proposal) : null,
  };
}

function summaryOf(pairs: readonly GroupPair[], changed: readonly GroupPair[]): string {
  if (changed.length === 0) return `${pairs.length}个小组都没有改动。`;
  const added = changed.filter(({ before }) => before === null).length;
  const dropped = changed.filter(({ after }) => after === null).length;
  const revised = changed.length - added - dropped;
  const words = [
    ...(revised > 0 ? [`修改${revised}个`] : []),
    ...(added > 0 ? [`增加${added}个`] : []),
    ...(dropped > 0 ? [`减少${dropped}个`] : []),
  ];
  return `小组${words.join('，')}，其余${pairs.length - changed.length}个没有改动。`;
}

function tagOf({ before, after }: GroupPair): Tag | null {
  if (!before) return { kind: 'ok', label: '增加' };
  if (!after) return { kind: 'idle', label: '减去' };
  return FIELDS.some(([, textOf]) => textOf(before) !== textOf(after)) ? { kind: 'warn', label: '修改' } : null;
}

function fieldsOf({ before, after }: GroupPair): ComparedField[] {
  return FIELDS.flatMap(([label, textOf]) => {
    const [old, now] = [before ? textOf(before) : '', after ? textOf(after) : ''];
    return old === now ? [] : [{ label, ...compareTexts(old, now) }];
  });
}

function opinionsTable({ opinions }: Proposal) {
  return {
    caption: '党员意见和支部答复',
    columns: [{ label: '党员' }, { label: '意见' }, { label: '支部答复' }],
    rows: opinions
      .filter(({ content }) => content !== '')
      .map(({ member, stance, content, handling, answer }) => ({
        cells: [
          { text: member.name, note: member.post ?? '' },
          `${STANCE_LABELS[stance]}：${content}`,
          handling ? `${HANDLING_LABELS[handling]}：${answer ?? ''}` : { tag: { kind: 'warn', label: '待答复' } },
        ],
      })),
    empty: { title: '没有收到修改意见' },
  };
}
