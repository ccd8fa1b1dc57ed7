/** Where a member of the roster stands on one day: counted in 应到, or why not. */
export type VotingStanding = 'ELIGIBLE' | 'PROBATIONARY' | 'SUSPENDED' | 'EXCLUDED';

interface Period {
  startsOn: Date;
  /** The first day that no longer belongs to it; null: open. */
  endsOn: Date | null;
}

export interface RightsOfMember {
  memberType: 'FULL' | 'PROBATIONARY';
  fullMemberOn: Date | null;
  membershipStatus: 'NORMAL' | 'SUSPENDED';
  rightsSuspended: boolean;
  suspensions: readonly Period[];
  exclusions: readonly Period[];
}

const covers = ({ startsOn, endsOn }: Period, day: Date): boolean =>
  startsOn <= day && (endsOn === null || endsOn > day);

/**
 * R56: the voting right of a member on one day, which need not be today (选举工作条例 art. 5). E5 a probationary member
 * has none, E6 a full member has it from the day of the general meeting that confirmed him, E7 nobody has it while his
 * rights are suspended. Who is away still counts (E17): only the two-step rule of the regulation excludes anybody.
 */
export function standingOn(member: RightsOfMember, day: Date): VotingStanding {
  const confirmed = member.memberType === 'FULL' && (member.fullMemberOn === null || member.fullMemberOn <= day);
  if (!confirmed) return 'PROBATIONARY';
  if (member.membershipStatus !== 'NORMAL' || isSuspendedOn(member, day)) return 'SUSPENDED';
  return member.exclusions.some((period) => covers(period, day)) ? 'EXCLUDED' : 'ELIGIBLE';
}

/** A mark without a dated period (from a roster before periods were kept) holds for every day. */
function isSuspendedOn({ rightsSuspended, suspensions }: RightsOfMember, day: Date): boolean {
  if (suspensions.some((period) => covers(period, day))) return true;
  return rightsSuspended && suspensions.every((period) => period.endsOn !== null);
}

/** How 应到 came about, in words with numbers; why somebody has no vote is not said (E7). */
export function attendanceBasis(standings: readonly VotingStanding[], roster: string): string {
  const count = (standing: VotingStanding) => standings.filter((one) => one === standing).length;
  const left = [
    [count('PROBATIONARY'), '预备党员'],
    [count('SUSPENDED'), '当日没有表决权的党员'],
    [count('EXCLUDED'), '经批准不计入应到会的党员'],
  ] as const;
  const words = left.filter(([number]) => number > 0).map(([number, label]) => `${label}${number}人`);
  const less = words.length > 0 ? `，其中${words.join('、')}不计入` : '';
  return `${roster}${standings.length}人${less}，应到${count('ELIGIBLE')}人`;
}
