import { showDay } from '../../shared/dates.js';
import {
  CHANGE_LABELS,
  HANDLING_LABELS,
  HOST_UNIT_LABELS,
  PROPOSAL_STATUS_LABELS,
  STANCE_LABELS,
} from '../function-groups/index.js';
import { minutesPaper } from '../meetings/index.js';
import { GENDER_WORDS, MEMBER_TYPE_WORDS } from '../members/index.js';
import { STATEMENT_STATUS_LABELS } from '../mobilization/index.js';
import type { BranchOfFile } from './acceptance-file.queries.js';
import { type BranchSource, type Builder, evidenceDocument, word, workbook } from './documents.js';
import {
  type BranchKey,
  findProposal,
  listActivities,
  listAllMinutes,
  listGroupChanges,
  listGroups,
  listRoster,
  listStatements,
  listStudySessions,
  type RosterLine,
} from './groundwork.queries.js';
import type { Sheet } from './sheet-file.js';

export const keyOf = ({ bureauId, campaignId, branch }: BranchSource): BranchKey => ({
  ...{ bureauId, campaignId, branchId: branch.id },
});

export const day = (value: Date | null): string => (value === null ? '' : showDay(value));

/** D1: the roster without private fields, skills, and how the members are made up. */
export const surveyDocuments: Builder<BranchSource> = async function* (source) {
  const roster = await listRoster(source.db, keyOf(source));
  if (roster.length === 0) return;
  yield workbook('党员花名册', rosterSheet(source.branch, roster));
  yield workbook('能力特长登记表', skillSheet(source.branch, roster));
  yield word('党员情况调研', structurePaper(source.branch, roster));
};

function rosterSheet({ shortName }: BranchOfFile, roster: readonly RosterLine[]): Sheet {
  return {
    name: '党员花名册',
    title: `${shortName}党员花名册（不含身份证号、电话和住址）`,
    columns: [
      ...[
        { label: '序号', width: 6 },
        { label: '姓名', width: 10 },
        { label: '性别', width: 6 },
        { label: '民族', width: 8 },
      ],
      ...[
        { label: '出生年月', width: 12 },
        { label: '学历', width: 10 },
        { label: '人员类别', width: 10 },
      ],
      ...[{ label: '入党日期', width: 14 }, { label: '转正日期', width: 14 }, { label: '工作岗位' }],
      ...[{ label: '党内职务' }, { label: '岗位职责', width: 28 }],
    ],
    rows: roster.map((member, index) => [
      ...[index + 1, member.name, GENDER_WORDS[member.gender], member.ethnicity, monthOf(member.birthDate)],
      ...[member.education, MEMBER_TYPE_WORDS[member.memberType], day(member.joinedOn), day(member.fullMemberOn)],
      ...[member.post, member.partyPost, member.postDuties],
    ]),
  };
}

const monthOf = (date: Date | null): string =>
  date === null ? '' : `${date.getUTCFullYear()}年${date.getUTCMonth() + 1}月`;

function skillSheet({ shortName }: BranchOfFile, roster: readonly RosterLine[]): Sheet {
  return {
    name: '能力特长',
    title: `${shortName}党员能力特长登记表`,
    columns: [
      { label: '姓名', width: 10 },
      { label: '能力特长', width: 34 },
      { label: '说明', width: 40 },
      { label: '支部核实' },
    ],
    rows: roster.map(({ name, skills, skillNote, skillsConfirmedAt }) => [
      ...[name, skills.join('、'), skillNote, skillsConfirmedAt ? '已核实' : '未核实'],
    ]),
  };
}

function structurePaper({ name }: BranchOfFile, roster: readonly RosterLine[]) {
  const full = roster.filter(({ memberType }) => memberType === 'FULL').length;
  const women = roster.filter(({ gender }) => gender === 'FEMALE').length;
  const skills = tally(roster.flatMap((member) => member.skills));
  return {
    title: '党员情况调研',
    subtitle: name,
    sections: [
      {
        heading: '一、基本情况',
        paragraphs: [
          `在册党员${roster.length}人，其中正式党员${full}人、预备党员${roster.length - full}人；女党员${women}人；离退休党员${roster.filter(({ isRetired }) => isRetired).length}人。`,
        ],
      },
      {
        heading: '二、学历分布',
        table: { head: ['学历', '人数'], rows: tally(roster.map(({ education }) => education ?? '未填写')) },
      },
      { heading: '三、能力特长分布', table: { head: ['能力特长', '人数'], rows: skills } },
    ],
  };
}

function tally(words: readonly string[]): string[][] {
  const counts = new Map<string, number>();
  for (const text of words) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([text, count]) => [text, `${count}人`]);
}

/** D2: study sessions; goals and tasks. */
export const mobilizationDocuments: Builder<BranchSource> = async function* (source) {
  const sessions = await listStudySessions(source.db, keyOf(source));
  for (const { topic, heldOn, place, material, summary, attendeeIds, materials } of sessions) {
    const links = materials.flatMap(({ title, href }) => (href === null ? [] : [`${title}：${href}`]));
    yield word(`学习活动-${isoDay(heldOn)}-${topic}`, {
      title: '学习活动记录',
      subtitle: source.branch.name,
      sections: [
        {
          paragraphs: [
            ...[`主题：${topic}`, `时间：${showDay(heldOn)}`, `地点：${place}`, `参加党员：${attendeeIds.length}人`],
            ...[`学习内容：${material}`, `情况：${summary}`, ...links],
          ],
        },
      ],
    });
    for (const { fileName, mediaType, storageKey } of materials) {
      const bytes = fileName && mediaType && storageKey ? await source.files.get(storageKey) : null;
      if (bytes && fileName && mediaType)
        yield evidenceDocument(`学习材料/${isoDay(heldOn)}`, { fileName, mediaType }, bytes);
    }
  }
  yield* statementsOf(source, ['GOALS']);
};

const isoDay = (date: Date): string => date.toISOString().slice(0, 10);

/** D23: the summary; the report of the self-assessment. */
export const summaryDocuments: Builder<BranchSource> = (source) => statementsOf(source, ['SUMMARY', 'SELF_ASSESSMENT']);

const KIND_NAMES = { GOALS: '目标任务', SUMMARY: '活动总结', SELF_ASSESSMENT: '自查报告' } as const;

async function* statementsOf(source: BranchSource, kinds: (keyof typeof KIND_NAMES)[]) {
  for (const { kind, title, body, ...rest } of await listStatements(source.db, keyOf(source), kinds)) {
    const approved = rest.approvedAt ? `，${rest.approvedBy ?? ''}于${showDay(rest.approvedAt)}审核通过` : '';
    yield word(KIND_NAMES[kind], {
      title,
      subtitle: source.branch.name,
      sections: [
        { paragraphs: body.split('\n') },
        {
          heading: '办理情况',
          paragraphs: [
            `${STATEMENT_STATUS_LABELS[rest.status]}${approved}${rest.publishedAt ? `，${showDay(rest.publishedAt)}公布` : ''}。`,
          ],
        },
      ],
    });
  }
}

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

/** D14: what each group has laid down, and what it was set up to do. */
export const groupRuleDocuments: Builder<BranchSource> = async function* (source) {
  for (const group of await listGroups(source.db, keyOf(source))) {
    if (group.activityRules === '' && group.duties === '') continue;
    yield word(`${group.name}-制度和职责`, {
      title: `${group.name}功能党小组活动制度和职责`,
      subtitle: source.branch.name,
      sections: [
        { heading: '职责', paragraphs: [group.duties] },
        { heading: '活动制度', paragraphs: [group.activityRules === '' ? '尚未制定。' : group.activityRules] },
        ...(group.closedAt ? [{ heading: '说明', paragraphs: [`已撤并：${group.closeReason ?? ''}`] }] : []),
      ],
    });
  }
  yield* activityDocuments(source);
};

/** R27: the ledger of activities, and their photographs by the number in it. */
const activityDocuments: Builder<BranchSource> = async function* (source) {
  const activities = await listActivities(source.db, keyOf(source));
  if (activities.length === 0) return;
  yield workbook('小组活动记录', {
    name: '小组活动',
    title: `${source.branch.shortName}功能党小组活动记录`,
    columns: [
      { label: '序号', width: 6 },
      { label: '活动日期', width: 14 },
      { label: '小组', width: 16 },
      { label: '活动主题', width: 26 },
      { label: '地点', width: 14 },
      { label: '参加党员', width: 36 },
      { label: '活动内容和效果', width: 50 },
      { label: '登记人', width: 10 },
      { label: '照片和附件', width: 10 },
    ],
    rows: activities.map((row, index) => [
      ...[index + 1, showDay(row.heldOn), row.group.name, row.topic, row.place],
      ...[
        row.participants.map(({ member }) => member.name).join('、'),
        row.result,
        row.createdByName,
        row.photos.length,
      ],
    ]),
  });
  for (const [index, { photos }] of activities.entries())
    for (const file of photos) {
      const bytes = await source.files.get(file.storageKey);
      // Taken away meanwhile, or lost by the store: the list still counts it.
      if (bytes) yield evidenceDocument(`活动照片/活动${index + 1}`, file, bytes);
    }
};
