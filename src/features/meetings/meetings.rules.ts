import type { MeetingKind, MeetingPurpose, MeetingVerdict, StepName } from '../../generated/prisma/enums.js';

export const MEETING_KIND_LABELS: Readonly<Record<MeetingKind, string>> = {
  COMMITTEE: '支部委员会会议',
  GENERAL: '支部党员大会',
  GROUP: '党小组会',
};

export const MEETING_VERDICT_LABELS: Readonly<Record<MeetingVerdict, string>> = {
  PASSED: '通过',
  REJECTED: '未通过',
  DEFERRED: '暂缓决定',
  INQUORATE: '到会人数不足',
  NO_VOTE: '无表决事项',
};

export interface PurposeRow {
  purpose: MeetingPurpose;
  label: string;
  kinds: readonly MeetingKind[];
  vote: 'required' | 'optional' | 'none';
  /** The step such a meeting belongs to; null: any time in the campaign. */
  step: StepName | null;
  /** Recorded from the branch's meeting page; the others only where the matter itself is decided. */
  free: boolean;
}

/** What a meeting was called for. 推荐对象 is for the general meeting to discuss (支部工作条例 art. 11). */
export const MEETING_PURPOSES: readonly PurposeRow[] = [
  {
    purpose: 'GROUP_DECISION',
    label: '研究确定功能党小组方案',
    kinds: ['COMMITTEE', 'GENERAL'],
    vote: 'required',
    step: 'GROUP_SETUP',
    free: false,
  },
  {
    purpose: 'GROUP_ANNOUNCEMENT',
    label: '公布功能党小组方案',
    kinds: ['GENERAL'],
    vote: 'none',
    step: 'GROUP_SETUP',
    free: false,
  },
  {
    purpose: 'ENROLLMENT_MOBILIZATION',
    label: '动员党员报名',
    kinds: ['GENERAL', 'GROUP'],
    vote: 'none',
    step: 'ENROLLMENT',
    free: true,
  },
  {
    purpose: 'RECOMMENDATION',
    label: '讨论推荐对象',
    kinds: ['GENERAL'],
    vote: 'required',
    step: 'EVALUATION',
    free: true,
  },
  {
    purpose: 'OTHER',
    label: '其他事项',
    kinds: ['COMMITTEE', 'GENERAL', 'GROUP'],
    vote: 'optional',
    step: null,
    free: true,
  },
];

export function purposeRow(purpose: MeetingPurpose): PurposeRow {
  const row = MEETING_PURPOSES.find((candidate) => candidate.purpose === purpose);
  if (!row) throw new Error(`No such meeting purpose: ${purpose}`);
  return row;
}

export interface MinutesNumbers {
  kind: MeetingKind;
  purpose: MeetingPurpose;
  groupId: string | null;
  heldOn: Date;
  eligibleCount: number;
  presentCount: number;
  votes: { for: number; against: number; abstain: number } | null;
}

export interface Problem {
  field: string;
  message: string;
}

/** Why minutes cannot be kept as they are, in the order of the form; null when they can. `quorate`: enough came to vote. */
export function minutesProblem(
  minutes: MinutesNumbers,
  today: Date,
  quorate: boolean,
  quorumMark = '达到应到半数',
): Problem | null {
  return kindProblem(minutes) ?? attendanceProblem(minutes, today) ?? voteProblem(minutes, quorate, quorumMark);
}

function kindProblem({ kind, purpose, groupId }: MinutesNumbers): Problem | null {
  const row = purposeRow(purpose);
  if (!row.kinds.includes(kind)) {
    const allowed = row.kinds.map((name) => MEETING_KIND_LABELS[name]).join('或');
    return { field: 'kind', message: `“${row.label}”应由${allowed}办理，请更正会议类型。` };
  }
  if (kind === 'GROUP' && groupId === null) return { field: 'groupId', message: '请选择召开会议的功能党小组。' };
  if (kind !== 'GROUP' && groupId !== null)
    return { field: 'groupId', message: '只有党小组会才选择功能党小组，请更正。' };
  return null;
}

function attendanceProblem({ heldOn, eligibleCount, presentCount }: MinutesNumbers, today: Date): Problem | null {
  if (heldOn > today) return { field: 'heldOn', message: '会议日期不能晚于今天：请在会后登记。' };
  if (presentCount > eligibleCount)
    return { field: 'presentCount', message: `实到${presentCount}人，多于应到${eligibleCount}人，请核对。` };
  return null;
}

/** E19: without a quorum there is no vote, so no numbers are taken; the meeting itself may be kept on record. */
function voteProblem(
  { purpose, presentCount, votes }: MinutesNumbers,
  quorate: boolean,
  quorumMark: string,
): Problem | null {
  const { vote, label } = purposeRow(purpose);
  if (votes === null) {
    return vote === 'required' && quorate
      ? { field: 'forCount', message: `“${label}”需要表决，请填写赞成、不赞成、弃权票数。` }
      : null;
  }
  if (vote === 'none') return { field: 'forCount', message: `“${label}”不需要表决，请不要填写票数。` };
  if (!quorate) {
    return {
      field: 'forCount',
      message: `实到人数没有${quorumMark}，不能表决。请删去票数，只登记会议情况，另定时间再开会。`,
    };
  }
  const cast = votes.for + votes.against + votes.abstain;
  return cast > presentCount
    ? { field: 'forCount', message: `三种票数合计${cast}票，多于实到${presentCount}人，请核对。` }
    : null;
}
