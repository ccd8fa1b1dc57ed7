import { showDay, showMoment } from '../../shared/dates.js';
import { type NamedPerson, nameWithPost, personLabels } from '../../shared/same-names.js';
import type { FormState } from '../../web/form.js';
import { checkboxesOf, fieldOf } from '../../web/form-view.js';
import type { Action, Frame, Tag } from '../../web/frame-shape.js';
import type { Application, BranchRound } from './applications.queries.js';
import { type CandidateRecord, recordFacts, recordRows } from './candidate-record.rules.js';
import {
  branchRoundHref,
  branchRoundsHref,
  groupWordHref,
  groupWordsHref,
  OWN_HONOURS,
  ownHonourHref,
} from './evaluations.paths.js';
import { wordTag } from './group-words.page.js';
import { criteriaTable, ruleFacts } from './round-rules.page.js';
import type { ListedRound, Round } from './rounds.queries.js';
import { AWARD_NAMES, roundTag } from './rounds.rules.js';

export const APPLICATION_TAGS: Record<Application['status'], Tag> = {
  DRAFT: { kind: 'idle', label: '起草中' },
  SUBMITTED: { kind: 'warn', label: '已提交支部' },
  RECOMMENDED: { kind: 'ok', label: '支部已推荐上报' },
  NOT_RECOMMENDED: { kind: 'idle', label: '支部未推荐' },
  WITHDRAWN: { kind: 'idle', label: '已撤回' },
  CHOSEN: { kind: 'ok', label: '拟表彰' },
  NOT_CHOSEN: { kind: 'idle', label: '未入选' },
};

/** How an application stands, the award and its withdrawal included. */
export function outcomeTag(
  { status, awardRevokedOn }: { status: Application['status']; awardRevokedOn: Date | null },
  awarded: boolean,
): Tag {
  if (awardRevokedOn) return { kind: 'late', label: '已撤销表彰' };
  return status === 'CHOSEN' && awarded ? { kind: 'ok', label: '已表彰' } : APPLICATION_TAGS[status];
}

const tagOf = (application: Application, { awardedAt }: Round): Tag => outcomeTag(application, awardedAt !== null);

/** The rounds a member or a branch can take part in. */
export function showOpenRounds(data: {
  frame: Frame;
  rounds: readonly ListedRound[];
  branchId: string | null;
  /** Writes what a group says of its candidates. */
  maySpeak: boolean;
}) {
  const { frame, rounds, branchId, maySpeak } = data;
  const href = (id: string) => (branchId === null ? ownHonourHref(id) : branchRoundHref(branchId, id));
  return {
    title: '申报评选',
    frame,
    lead: '按公布的标准申报。承诺、践诺、民主评议和群众提问的情况由系统附上，不用重写。',
    actions: (branchId !== null && maySpeak
      ? [{ label: '小组意见', href: groupWordsHref(branchId), kind: 'quiet' }]
      : []) satisfies Action[],
    table: {
      caption: '评选',
      columns: [{ label: '名称' }, { label: '荣誉' }, { label: '状态' }, { label: '申报截止' }],
      rows: rounds.map((round) => ({
        cells: [
          { text: round.title, href: href(round.id) },
          AWARD_NAMES[round.award],
          { tag: roundTag(round) },
          showDay(round.applyUntil),
        ],
      })),
      empty: { title: '现在没有可以申报的评选', text: '局党委开始申报后，这里会列出来。' },
    },
  };
}

/** A member's own application, with what the portal attaches to it. */
export function showOwnApplication(data: {
  frame: Frame;
  round: Round;
  application: Application | null;
  record: CandidateRecord;
  /** Why he cannot be named; empty when he can. */
  faults: readonly string[];
  /** Applications are taken today. */
  taking: boolean;
  form: FormState;
}) {
  const { frame, round, application, record, faults, taking, form } = data;
  const editable = taking && faults.length === 0 && (application === null || application.status === 'DRAFT');
  const href = ownHonourHref(round.id);
  return {
    title: round.title,
    frame,
    tag: application ? tagOf(application, round) : roundTag(round),
    lead: `申报${AWARD_NAMES[round.award]}，${showDay(round.applyUntil)}截止。先提交党支部，由支部党员大会讨论推荐。`,
    note: noteOf(faults, taking, application, round) ?? (editable ? null : (form.summary[0]?.message ?? null)),
    facts: ruleFacts(round),
    criteria: criteriaTable(round.rules.criteria),
    record: recordCard(record),
    deeds: !editable && application ? application.deeds : null,
    form: editable
      ? {
          ...{
            action: href,
            submit: '保存',
            kind: application ? 'quiet' : 'primary',
            errors: form.summary,
            keep: true,
          },
          hidden: [{ name: 'revision', value: form.values['revision'] ?? String(application?.revision ?? 0) }],
          fields: [deedsField(form, round)],
        }
      : null,
    acts: actsOf(application, taking, href),
  };
}

const deedsField = (form: FormState, { rules }: Round) =>
  fieldOf(form, 'text', '事迹材料', {
    ...{ type: 'textarea', rows: 12, maxlength: 3000 },
    hint: `${rules.deeds.from}到${rules.deeds.to}字。写做了什么、怎么做的、有什么效果；承诺和践诺情况不用重写。`,
  });

function noteOf(
  faults: readonly string[],
  taking: boolean,
  application: Application | null,
  { awardedAt }: Round,
): string | null {
  if (application && application.status !== 'DRAFT') return NEXT_WORDS[application.status](taking, awardedAt !== null);
  if (!taking) return application ? '申报已经截止，这份申报没有提交。' : '申报已经截止。';
  return faults.length > 0 ? `按本次评选的条件，您暂不能申报：${faults.join('；')}。` : null;
}

/** What comes next for whoever has handed in. */
const NEXT_WORDS: Record<
  Exclude<Application['status'], 'DRAFT'>,
  (taking: boolean, awarded: boolean) => string | null
> = {
  SUBMITTED: (taking) =>
    taking
      ? '已提交党支部。接下来由所在小组讨论、支部党员大会研究，您不用再做什么；要改可以先撤回。'
      : '申报已经截止，支部没有上报，本轮到此为止。',
  RECOMMENDED: () => '支部已推荐上报。接下来由局党委评审、会议研究并公示，您不用再做什么。',
  NOT_RECOMMENDED: () => '支部党员大会研究后没有推荐，本轮到此为止。',
  WITHDRAWN: () => null,
  CHOSEN: (_, awarded) => (awarded ? null : '局党委会议拟予表彰，公示期满后公布表彰决定。'),
  NOT_CHOSEN: () => '本轮没有入选。',
};

/** What the portal attaches, as facts and a table of the items. */
export function recordCard(record: CandidateRecord) {
  return {
    facts: recordFacts(record),
    table: {
      caption: '承诺事项',
      columns: [
        { label: '事项' },
        { label: '承诺书' },
        { label: '时限' },
        { label: '认可的记录' },
        { label: '完成', kind: 'number' },
      ],
      rows: recordRows(record),
      empty: { title: '没有已公布的承诺事项' },
    },
  };
}

function actsOf(application: Application | null, taking: boolean, href: string): Action[] {
  if (!application || !taking) return [];
  const withdraw: Action = { label: '撤回申报', href: `${href}/withdrawal`, method: 'post', kind: 'link' };
  if (application.status === 'DRAFT')
    return [{ label: '提交党支部', href: `${href}/submission`, method: 'post', kind: 'primary' }, withdraw];
  return application.status === 'SUBMITTED' ? [withdraw] : [];
}

export interface BranchRoundData {
  frame: Frame;
  branchId: string;
  round: Round;
  found: BranchRound;
  quotaWords: string;
  members: readonly NamedPerson[];
  meetings: readonly { id: string; title: string; heldOn: Date }[];
  may: { recommend: boolean };
  /** Members who have a place in a group. */
  inGroups: ReadonlySet<string>;
  taking: boolean;
  candidate: FormState;
  recommendation: FormState;
}

/** A round in a branch: who applied, whom the branch names itself, and what its meeting decided. */
export function showBranchRound(data: BranchRoundData) {
  const { frame, round, found, quotaWords, may, taking } = data;
  const open = may.recommend && taking && found.recommendation === null;
  return {
    title: round.title,
    frame,
    tag: found.recommendation ? { kind: 'ok', label: '已上报' } : roundTag(round),
    lead: `评选${AWARD_NAMES[round.award]}，${showDay(round.applyUntil)}截止上报。${quotaWords}。`,
    note: !found.recommendation && !taking ? '申报已经截止，本支部没有上报。' : null,
    facts: ruleFacts(round),
    decided: found.recommendation ? decidedFacts(found.recommendation) : null,
    applications: found.applications.map((row) => ({
      name: row.candidateName,
      tag: tagOf(row, round),
      by: row.source === 'SELF' ? '本人申报' : '支部提名',
      word: wordLink(data, row),
      back: open && row.source === 'BRANCH' && row.status === 'SUBMITTED' ? takeBackAction(data, row.id) : null,
      deeds: row.status === 'DRAFT' ? '' : row.deeds,
      record: row.record === null ? null : recordCard(row.record as unknown as CandidateRecord),
    })),
    meeting: { label: '登记支部党员大会', href: `/branches/${data.branchId}/meetings/new?purpose=RECOMMENDATION` },
    recommend: open ? recommendForm(data) : null,
    name: open ? nameForm(data) : null,
  };
}

const takeBackAction = ({ branchId, round }: BranchRoundData, id: string): Action => ({
  ...{ label: '取回提名', href: `${branchRoundHref(branchId, round.id)}/candidates/${id}/withdrawal` },
  ...{ method: 'post', kind: 'link' },
});

/** The word of the candidate's group, with the page where it is written; null where there is none to expect. */
function wordLink({ branchId, inGroups }: BranchRoundData, { id, memberId, groupWord, status }: Application) {
  if (memberId === null || status === 'DRAFT') return null;
  const expected = groupWord !== null || (status === 'SUBMITTED' && inGroups.has(memberId));
  return expected ? { tag: wordTag(groupWord), href: groupWordHref(branchId, id), label: '查看小组意见' } : null;
}

function decidedFacts({
  nobody,
  quotaBasis,
  opinion,
  decidedByName,
  createdAt,
  meeting,
}: NonNullable<BranchRound['recommendation']>) {
  return [
    { label: '结果', value: nobody ? '没有合适人选' : '已推荐上报' },
    { label: '支部党员大会', value: `${showDay(meeting.heldOn)} ${meeting.title}` },
    { label: '名额', value: quotaBasis },
    { label: '支部意见', value: opinion },
    { label: '上报', value: `${decidedByName} ${showMoment(createdAt)}` },
  ];
}

function recommendForm({ branchId, round, found, meetings, recommendation: form }: BranchRoundData) {
  const waiting = found.applications.filter(({ status }) => status === 'SUBMITTED');
  return {
    ...{ action: `${branchRoundHref(branchId, round.id)}/recommendation`, submit: '上报局党委', errors: form.summary },
    fields: [
      checkboxesOf(form, 'applicationIds', '推荐对象', {
        optional: true,
        hint: '都不勾选表示没有合适人选，也是有效的结果',
        options: waiting.map(({ id, candidateName, source }) => ({
          ...{ value: id, label: candidateName, hint: source === 'SELF' ? '本人申报' : '支部提名' },
        })),
      }),
      fieldOf(form, 'meetingId', '讨论通过的支部党员大会', {
        type: 'select',
        hint: meetings.length === 0 ? '还没有登记通过推荐对象的支部党员大会，请先登记会议记录' : '',
        options: [
          { value: '', label: '请选择' },
          ...meetings.map(({ id, title, heldOn }) => ({ value: id, label: `${showDay(heldOn)} ${title}` })),
        ],
      }),
      fieldOf(form, 'opinion', '支部意见', { type: 'textarea', rows: 3, maxlength: 600 }),
    ],
  };
}

function nameForm({ branchId, round, found, members, candidate: form }: BranchRoundData) {
  const named = new Set(found.applications.map(({ memberId }) => memberId));
  const labels = personLabels(members);
  const ofBranch = round.award === 'ADVANCED_ORGANIZATION';
  if (ofBranch && found.applications.length > 0) return null;
  return {
    title: ofBranch ? '申报本支部' : '支部提名',
    ...{ action: `${branchRoundHref(branchId, round.id)}/candidates`, submit: '保存', kind: 'quiet', keep: true },
    errors: form.summary,
    fields: [
      ...(ofBranch
        ? []
        : [
            fieldOf(form, 'memberId', '党员', {
              type: 'select',
              width: 'medium',
              options: [
                { value: '', label: '请选择' },
                ...members
                  .filter(({ id }) => !named.has(id))
                  .map(({ id, name, post = null }) => ({
                    value: id,
                    label: nameWithPost({ name, post, label: labels.get(id) ?? name }),
                  })),
              ],
            }),
          ]),
      deedsField(form, round),
    ],
  };
}

export const roundsCrumb = (branchId: string | null) => ({
  label: '申报评选',
  href: branchId === null ? OWN_HONOURS : branchRoundsHref(branchId),
});
