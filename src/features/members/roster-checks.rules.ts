import { addDays } from '../../shared/dates.js';
import type { ImportedKey } from './roster-columns.rules.js';
import { sameRosterDay, showRosterDay } from './roster-days.rules.js';
import type { RosterValues } from './roster-fields.rules.js';
import { birthDateOf, genderOf } from './roster-identity.rules.js';

export interface Finding {
  column: ImportedKey;
  state: 'error' | 'warning';
  message: string;
}

/** The names by which this branch is known, and those of the bureau's other branches. */
export interface BranchNames {
  own: readonly string[];
  others: readonly string[];
}

/**
 * What only shows when the cells of one row are held against each other. `given` names the columns in which the row
 * holds something, readable or not: what cannot be read is not also called missing.
 */
export function crossCheck(values: RosterValues, given: ReadonlySet<ImportedKey>, branches: BranchNames): Finding[] {
  return [
    ...checkMissing(values, given),
    ...checkBranch(values, branches),
    ...checkIdentity(values),
    ...checkPartyDates(values),
    ...checkWhereabouts(values),
  ];
}

function checkMissing(values: RosterValues, given: ReadonlySet<ImportedKey>): Finding[] {
  const findings: Finding[] = [];
  if (!given.has('name')) findings.push(error('name', '没有填写姓名。请补填，或选择不导入此行。'));
  if (!given.has('memberType')) findings.push(error('memberType', '没有填写人员类别。请填“正式党员”或“预备党员”。'));
  if (!given.has('gender')) {
    findings.push(
      values.idNumber
        ? warning('gender', `没有填写，按身份证号填为“${genderOf(values.idNumber) === 'MALE' ? '男' : '女'}”。`)
        : error('gender', '没有填写性别。请填“男”或“女”。'),
    );
  }
  if (!given.has('birthDate')) {
    findings.push(warning('birthDate', values.idNumber ? '没有填写，按身份证号填入。' : '没有填写出生日期，请补填。'));
  }
  if (!given.has('joinedOn')) findings.push(warning('joinedOn', '没有填写加入党组织日期，请补填。'));
  if (values.memberType === 'FULL' && !given.has('fullMemberOn')) {
    findings.push(warning('fullMemberOn', '正式党员没有填写转正日期，请补填。'));
  }
  return findings;
}

function checkBranch({ branch }: RosterValues, { own, others }: BranchNames): Finding[] {
  if (branch === null || own.some((name) => bareBranch(name) === bareBranch(branch))) return [];
  const elsewhere = others.find((name) => bareBranch(name) === bareBranch(branch));
  if (elsewhere) return [error('branch', `这一行写的是“${elsewhere}”，不是本支部。请改正，或选择不导入此行。`)];
  return [warning('branch', `支部名称与本支部“${own[0] ?? ''}”不一致，请核对这位党员是否属于本支部。`)];
}

/** 中共示范区第二中学支部委员会, 示范区第二中学党支部 and 示范区第二中学 name one branch. */
export function bareBranch(name: string): string {
  return name
    .replace(/\s/g, '')
    .replace(/^(中共|中国共产党)/, '')
    .replace(/(党?总?支部)?(委员会)?$/, '');
}

function checkIdentity({ idNumber, gender, birthDate }: RosterValues): Finding[] {
  if (idNumber === null) return [];
  const findings: Finding[] = [];
  if (gender !== null && gender !== genderOf(idNumber)) {
    findings.push(warning('gender', '性别与身份证号第17位不一致，请核对两项。'));
  }
  const born = birthDateOf(idNumber);
  if (birthDate && born && !sameRosterDay(birthDate, born)) {
    findings.push(
      warning(
        'birthDate',
        `与身份证号中的出生日期${showRosterDay({ day: born, monthOnly: false })}不一致，请核对两项。`,
      ),
    );
  }
  return findings;
}

/** Ages and periods by 《中国共产党章程》 art. 1 (eighteen years) and art. 7 (one year of probation). */
function checkPartyDates({ birthDate, memberType, joinedOn, fullMemberOn }: RosterValues): Finding[] {
  const findings: Finding[] = [];
  if (birthDate && joinedOn && joinedOn.day < yearsAfter(birthDate.day, 18)) {
    findings.push(warning('joinedOn', '入党时不满18周岁，请核对出生日期和加入党组织日期。'));
  }
  if (joinedOn && fullMemberOn && fullMemberOn.day < joinedOn.day) {
    findings.push(error('fullMemberOn', `转正日期早于加入党组织日期${showRosterDay(joinedOn)}，请核对两项。`));
  } else if (joinedOn && fullMemberOn && addDays(fullMemberOn.day, 1) < yearsAfter(joinedOn.day, 1)) {
    findings.push(warning('fullMemberOn', '转正日期距加入党组织日期不满一年，请核对两项。'));
  }
  if (memberType === 'PROBATIONARY' && fullMemberOn) {
    findings.push(warning('fullMemberOn', '预备党员填了转正日期。已转正的，请把人员类别改为“正式党员”。'));
  }
  return findings;
}

function checkWhereabouts({ isLost, lostOn, isMobile, mobileTo }: RosterValues): Finding[] {
  const findings: Finding[] = [];
  if (isLost === true && !lostOn) findings.push(warning('lostOn', '失联党员没有填写失去联系日期，请补填。'));
  if (isLost !== true && lostOn) findings.push(warning('isLost', '填了失去联系日期，但没有填为失联党员，请核对。'));
  if (isMobile !== true && mobileTo) findings.push(warning('isMobile', '填了外出流向，但没有填为流动党员，请核对。'));
  return findings;
}

function yearsAfter(day: Date, years: number): Date {
  return new Date(Date.UTC(day.getUTCFullYear() + years, day.getUTCMonth(), day.getUTCDate()));
}

export function error(column: ImportedKey, message: string): Finding {
  return { column, state: 'error', message };
}

export function warning(column: ImportedKey, message: string): Finding {
  return { column, state: 'warning', message };
}
