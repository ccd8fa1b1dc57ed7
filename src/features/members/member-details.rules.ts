import { RuleViolation } from '../../shared/errors.js';
import { crossCheck } from './roster-checks.rules.js';
import { IMPORTED_COLUMNS } from './roster-columns.rules.js';
import type { RosterDay } from './roster-days.rules.js';
import type { RosterValues } from './roster-fields.rules.js';

/** Everything the roster keeps of a member, identity number and phone in clear. */
export interface MemberDetails {
  name: string;
  gender: 'MALE' | 'FEMALE';
  ethnicity: string | null;
  birthDate: Date | null;
  education: string | null;
  memberType: 'FULL' | 'PROBATIONARY';
  joinedOn: Date | null;
  fullMemberOn: Date | null;
  post: string | null;
  postDuties: string | null;
  partyPost: string | null;
  phone: string | null;
  idNumber: string | null;
  membershipStatus: 'NORMAL' | 'SUSPENDED';
  rightsSuspended: boolean;
  isLost: boolean;
  lostOn: Date | null;
  isMobile: boolean;
  mobileTo: string | null;
  isRetired: boolean;
}

/** A member of whom nothing but the required facts is known. */
export const BLANK_DETAILS: Omit<MemberDetails, 'name' | 'gender' | 'memberType'> = {
  ethnicity: null,
  birthDate: null,
  education: null,
  joinedOn: null,
  fullMemberOn: null,
  post: null,
  postDuties: null,
  partyPost: null,
  phone: null,
  idNumber: null,
  membershipStatus: 'NORMAL',
  rightsSuspended: false,
  isLost: false,
  lostOn: null,
  isMobile: false,
  mobileTo: null,
  isRetired: false,
};

const DAYS = {
  birthDate: '出生日期',
  joinedOn: '加入党组织日期',
  fullMemberOn: '转为正式党员日期',
  lostOn: '失去联系日期',
} as const;

/**
 * The same rules for one member typed in as for a row of the roster file; what is a mere doubt there passes here.
 * Throws RuleViolation naming the field.
 */
export function refuseImpossible(details: MemberDetails, today: Date): void {
  for (const [field, label] of Object.entries(DAYS) as [keyof typeof DAYS, string][]) {
    const day = details[field];
    if (day && day > today) throw new RuleViolation(`${label}还没有到，请核对后重新填写。`, field);
  }
  if (details.memberType === 'PROBATIONARY' && details.fullMemberOn) {
    throw new RuleViolation('预备党员不填转正日期。已转正的，请把人员类别改为“正式党员”。', 'fullMemberOn');
  }
  const values = rosterValues(details);
  const given = new Set(IMPORTED_COLUMNS.filter((column) => values[column] !== null));
  const refused = crossCheck(values, given, { own: [], others: [] }).find((finding) => finding.state === 'error');
  if (refused) throw new RuleViolation(refused.message, refused.column);
}

function rosterValues(details: MemberDetails): RosterValues {
  return {
    ...details,
    branch: null,
    birthDate: rosterDay(details.birthDate),
    joinedOn: rosterDay(details.joinedOn),
    fullMemberOn: rosterDay(details.fullMemberOn),
    lostOn: rosterDay(details.lostOn),
  };
}

function rosterDay(day: Date | null): RosterDay | null {
  return day && { day, monthOnly: false };
}

/** What a new row of the file says, over the defaults: an empty cell is the usual case. */
export function detailsFromRow(values: RosterValues): MemberDetails | null {
  const { name, gender, memberType } = values;
  if (name === null || gender === null || memberType === null) return null;
  return { ...BLANK_DETAILS, ...statedDetails(values), name, gender, memberType };
}

/** Only what the row states; empty cells take nothing away from a member already on the roster. */
export function statedDetails(values: RosterValues): Partial<MemberDetails> {
  const { branch: _, birthDate, joinedOn, fullMemberOn, lostOn, ...plain } = values;
  const days = Object.entries({ birthDate, joinedOn, fullMemberOn, lostOn }).map(
    ([field, value]) => [field, value?.day ?? null] as const,
  );
  return Object.fromEntries([...Object.entries(plain), ...days].filter(([, value]) => value !== null));
}
