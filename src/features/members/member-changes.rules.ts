import type { MemberChangeKind } from '../../generated/prisma/enums.js';
import { showDay } from '../../shared/dates.js';

type ChangeFamily = 'TYPE' | 'AWAY' | 'RETIRED' | 'RIGHTS' | 'CONTACT';

/** What a member's row says of his type and standing. */
export interface Standing {
  memberType: 'FULL' | 'PROBATIONARY';
  fullMemberOn: Date | null;
  isMobile: boolean;
  mobileTo: string | null;
  isRetired: boolean;
  rightsSuspended: boolean;
  isLost: boolean;
  lostOn: Date | null;
}

export interface ChangeInput {
  kind: MemberChangeKind;
  effectiveOn: Date;
  approvedOn: Date | null;
  note: string | null;
}

interface ChangeRow {
  family: ChangeFamily;
  label: string;
  /** What the day is the day of. */
  hint: string;
  /** Whether it can happen to this member. */
  happensTo: (member: Standing) => boolean;
  /** What his row says from then on. */
  fields: (change: ChangeInput) => Partial<Standing>;
}

/** E4 to E8, E48: what can change about a member's type and standing. */
export const CHANGES: Record<MemberChangeKind, ChangeRow> = {
  BECAME_FULL: {
    ...{ family: 'TYPE', label: '转为正式党员', hint: '生效日期填支部党员大会通过的日期，批准日期填上级批准的日期' },
    happensTo: ({ memberType }) => memberType === 'PROBATIONARY',
    fields: ({ effectiveOn }) => ({ memberType: 'FULL', fullMemberOn: effectiveOn }),
  },
  BACK_TO_PROBATIONARY: {
    ...{ family: 'TYPE', label: '改回预备党员', hint: '' },
    happensTo: () => false,
    fields: () => ({ memberType: 'PROBATIONARY', fullMemberOn: null }),
  },
  AWAY: {
    ...{ family: 'AWAY', label: '外出流动', hint: '说明里填外出流向。组织关系未转出的，仍在本支部行使权利' },
    happensTo: ({ isMobile }) => !isMobile,
    fields: ({ note }) => ({ isMobile: true, mobileTo: note }),
  },
  BACK_HOME: {
    ...{ family: 'AWAY', label: '流动返回', hint: '' },
    happensTo: ({ isMobile }) => isMobile,
    fields: () => ({ isMobile: false, mobileTo: null }),
  },
  RETIRED: {
    ...{ family: 'RETIRED', label: '离退休', hint: '可以记录口头承诺；是否计入应到会，按规定另行办理' },
    happensTo: ({ isRetired }) => !isRetired,
    fields: () => ({ isRetired: true }),
  },
  BACK_AT_WORK: {
    ...{ family: 'RETIRED', label: '返聘回岗', hint: '' },
    happensTo: ({ isRetired }) => isRetired,
    fields: () => ({ isRetired: false }),
  },
  RIGHTS_SUSPENDED: {
    ...{ family: 'RIGHTS', label: '暂停表决权、选举权和被选举权', hint: '只填日期。原因不登记，也不公开' },
    happensTo: ({ rightsSuspended }) => !rightsSuspended,
    fields: () => ({ rightsSuspended: true }),
  },
  RIGHTS_RESTORED: {
    ...{ family: 'RIGHTS', label: '恢复党员权利', hint: '生效日期填恢复权利的第一天' },
    happensTo: ({ rightsSuspended }) => rightsSuspended,
    fields: () => ({ rightsSuspended: false }),
  },
  CONTACT_LOST: {
    ...{ family: 'CONTACT', label: '失去联系', hint: '仍在名册上，不影响本支部完成报名；不会自动除名' },
    happensTo: ({ isLost }) => !isLost,
    fields: ({ effectiveOn }) => ({ isLost: true, lostOn: effectiveOn }),
  },
  CONTACT_RESUMED: {
    ...{ family: 'CONTACT', label: '恢复联系', hint: '' },
    happensTo: ({ isLost }) => isLost,
    fields: () => ({ isLost: false, lostOn: null }),
  },
};

export const CHANGE_KINDS = Object.keys(CHANGES) as [MemberChangeKind, ...MemberChangeKind[]];

/** The changes that can be entered for this member as he stands. */
export const changesOpenTo = (member: Standing): MemberChangeKind[] =>
  CHANGE_KINDS.filter((kind) => CHANGES[kind].happensTo(member));

export interface EarlierChange {
  id: string;
  kind: MemberChangeKind;
  effectiveOn: Date;
  correctedAt: Date | null;
}

/** The changes of the same family that stand, the latest first. `changes` in the order in which they were entered. */
const standingOf = <T extends EarlierChange>(changes: readonly T[], kind: MemberChangeKind): T[] =>
  changes.filter((row) => row.correctedAt === null && CHANGES[row.kind].family === CHANGES[kind].family).reverse();

/** Why this change cannot be entered, and on which field; null when it can. */
export function changeFault(
  member: Standing,
  changes: readonly EarlierChange[],
  change: ChangeInput,
  today: Date,
): { field: string; message: string } | null {
  const { kind, effectiveOn, approvedOn } = change;
  const { label, happensTo } = CHANGES[kind];
  if (!happensTo(member)) return { field: 'kind', message: `这名党员目前不能登记“${label}”，请看最新情况。` };
  if (effectiveOn > today) return { field: 'effectiveOn', message: '生效日期还没有到，请到当天再登记。' };
  const before = standingOf(changes, kind)[0];
  if (before && effectiveOn <= before.effectiveOn) {
    const message = `生效日期应在上一次变更“${CHANGES[before.kind].label}”（${showDay(before.effectiveOn)}）以后。`;
    return { field: 'effectiveOn', message };
  }
  if (kind === 'BECAME_FULL') return approvalFault(effectiveOn, approvedOn, today);
  if (kind === 'AWAY' && change.note === null) return { field: 'note', message: '请在说明里填写外出流向。' };
  return null;
}

/** E6: first the general meeting, then the approval; before the approval he is still a probationary member. */
function approvalFault(meetingOn: Date, approvedOn: Date | null, today: Date) {
  const field = 'approvedOn';
  if (approvedOn === null) return { field, message: '请填写上级党组织批准转正的日期。批准以前仍是预备党员。' };
  if (approvedOn < meetingOn)
    return { field, message: `批准日期不能早于支部党员大会通过的日期（${showDay(meetingOn)}）。` };
  return approvedOn > today ? { field, message: '批准日期还没有到，请在批准后登记。' } : null;
}

/** Why this entry cannot be corrected; null when it can. Only the latest of its family is: the later ones rest on it. */
export function correctionFault(changes: readonly EarlierChange[], change: EarlierChange): string | null {
  if (change.correctedAt !== null) return '这一条已经更正过了。';
  const latest = standingOf(changes, change.kind)[0];
  if (!latest || latest.id === change.id) return null;
  return `请先更正后面的“${CHANGES[latest.kind].label}”（${showDay(latest.effectiveOn)}）。`;
}

/** What a direct change of the roster (by hand, by a file) comes to: one change for each family that differs. */
export function changesBetween(before: Standing, after: Standing, today: Date): ChangeInput[] {
  const changes: ChangeInput[] = [];
  const add = (kind: MemberChangeKind, effectiveOn: Date = today, note: string | null = null) =>
    changes.push({ kind, effectiveOn, approvedOn: null, note });
  if (before.memberType !== after.memberType)
    add(after.memberType === 'FULL' ? 'BECAME_FULL' : 'BACK_TO_PROBATIONARY', after.fullMemberOn ?? today);
  if (before.isMobile !== after.isMobile) add(after.isMobile ? 'AWAY' : 'BACK_HOME', today, after.mobileTo);
  if (before.isRetired !== after.isRetired) add(after.isRetired ? 'RETIRED' : 'BACK_AT_WORK');
  if (before.rightsSuspended !== after.rightsSuspended)
    add(after.rightsSuspended ? 'RIGHTS_SUSPENDED' : 'RIGHTS_RESTORED');
  if (before.isLost !== after.isLost) add(after.isLost ? 'CONTACT_LOST' : 'CONTACT_RESUMED', after.lostOn ?? today);
  return changes;
}

/** Only what a member's row says of type and standing. */
export const standingFields = (member: Standing): Standing => ({
  ...{ memberType: member.memberType, fullMemberOn: member.fullMemberOn, isMobile: member.isMobile },
  ...{ mobileTo: member.mobileTo, isRetired: member.isRetired, rightsSuspended: member.rightsSuspended },
  ...{ isLost: member.isLost, lostOn: member.lostOn },
});
