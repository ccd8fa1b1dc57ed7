import { error, type Finding, warning } from './roster-checks.rules.js';
import { sameMonth } from './roster-days.rules.js';
import type { RosterValues } from './roster-fields.rules.js';

export interface NumberedValues {
  number: number;
  values: RosterValues;
}

/** Rows of one file that speak of the same person: the later row is the finding and names the earlier one. */
export function findDuplicates(rows: readonly NumberedValues[]): Map<number, Finding> {
  const findings = new Map<number, Finding>();
  const byIdNumber = new Map<string, NumberedValues>();
  const byPhone = new Map<string, NumberedValues>();
  const byName = new Map<string, NumberedValues[]>();
  for (const row of rows) {
    const { idNumber, phone, name } = row.values;
    const namesakes = name === null ? [] : (byName.get(name) ?? []);
    const finding =
      sameIdNumber(idNumber ? byIdNumber.get(idNumber) : undefined) ??
      sameNameAndBirth(row, namesakes) ??
      samePhone(phone ? byPhone.get(phone) : undefined);
    if (finding) findings.set(row.number, finding);
    if (idNumber && !byIdNumber.has(idNumber)) byIdNumber.set(idNumber, row);
    if (phone && !byPhone.has(phone)) byPhone.set(phone, row);
    if (name !== null) byName.set(name, [...namesakes, row]);
  }
  return findings;
}

function sameIdNumber(earlier: NumberedValues | undefined): Finding | null {
  if (!earlier) return null;
  return error('idNumber', `身份证号与${place(earlier)}相同。是同一人的，请选择不导入此行；不是的，请改正身份证号。`);
}

/** Two rows of one name are two people only where their identity numbers or birth months say so (E42). */
function sameNameAndBirth(row: NumberedValues, namesakes: readonly NumberedValues[]): Finding | null {
  const earlier = namesakes.find((other) => mayBeSamePerson(row.values, other.values));
  if (!earlier) return null;
  return error(
    'name',
    `与${place(earlier)}同名，出生年月也分不开。是同一人的，请选择不导入此行；不是的，请补填身份证号或出生日期。`,
  );
}

function mayBeSamePerson(one: RosterValues, other: RosterValues): boolean {
  if (one.idNumber && other.idNumber) return one.idNumber === other.idNumber;
  if (!one.birthDate || !other.birthDate) return true;
  return sameMonth(one.birthDate.day, other.birthDate.day);
}

function samePhone(earlier: NumberedValues | undefined): Finding | null {
  return earlier ? warning('phone', `手机号与${place(earlier)}相同，请核对。`) : null;
}

function place({ number, values }: NumberedValues): string {
  return values.name ? `第${number}行（${values.name}）` : `第${number}行`;
}
