import { describe, expect, it } from 'vitest';
import {
  addMember,
  BLANK_DETAILS,
  confirmSkills,
  type MemberDetails,
  saveOwnSkills,
  updateMember,
} from '../../../src/features/members/index.js';
import { RuleViolation, StaleState } from '../../../src/shared/errors.js';
import { aBranch } from '../../factories/branch.js';
import { aBureau } from '../../factories/bureau.js';
import { testClock } from '../../support/fixed-clock.js';
import { testDatabase } from '../../support/test-database.js';
import { testCipher, useCaseFor } from '../../support/use-case.js';

const { db } = await testDatabase();

const DETAILS: MemberDetails = {
  ...BLANK_DETAILS,
  name: '顾玉然',
  gender: 'MALE',
  memberType: 'FULL',
  birthDate: new Date('1969-07-07'),
  joinedOn: new Date('1994-11-28'),
  fullMemberOn: new Date('1995-11-28'),
  phone: '13822618881',
  idNumber: '64010419690707361X',
};

async function aRoster() {
  const bureau = await aBureau(db);
  const branch = await aBranch(db, bureau.id);
  const clock = testClock('2026-05-12T10:00:00+08:00');
  const useCase = useCaseFor(db, { bureauId: bureau.id }, clock);
  const stored = () => db.member.findMany({ where: { bureauId: bureau.id } });
  return { bureau, branch, clock, useCase, stored };
}

describe('the roster', () => {
  it('S12: keeps phone and identity number as ciphertext with a blind index', async () => {
    const { branch, useCase, stored } = await aRoster();
    await addMember(useCase, branch.id, DETAILS);
    const [row] = await stored();
    expect(JSON.stringify(row)).not.toMatch(/13822618881|64010419690707361X/);
    expect(testCipher.decrypt(row?.phoneCipher ?? '')).toBe('13822618881');
    expect(row?.idNumberIndex).toBe(testCipher.index('64010419690707361X'));
    expect(row).toMatchObject({ name: '顾玉然', gender: 'MALE', revision: 1 });
  });

  it('S12: no private field in the audit trail', async () => {
    const { bureau, branch, useCase } = await aRoster();
    const id = await addMember(useCase, branch.id, DETAILS);
    await updateMember(useCase, branch.id, id, 1, { ...DETAILS, phone: '13900000000', post: '教务处' });
    const events = await db.auditEvent.findMany({ where: { bureauId: bureau.id }, orderBy: { seq: 'asc' } });
    expect(events.map((event) => event.action)).toEqual(['member.add', 'member.update']);
    expect(events[1]?.detail).toEqual({ phone: 'changed', post: { from: '', to: '教务处' } });
    expect(JSON.stringify(events.map((event) => [event.detail, event.note]))).not.toMatch(/139000|138226/);
  });

  it('R55: one identity number stands once in the bureau, in whichever branch', async () => {
    const { bureau, branch, useCase, stored } = await aRoster();
    await addMember(useCase, branch.id, DETAILS);
    const other = await aBranch(db, bureau.id);
    await expect(addMember(useCase, other.id, { ...DETAILS, name: '别人' })).rejects.toMatchObject({
      field: 'idNumber',
    });
    expect(await stored()).toHaveLength(1);
  });

  it.each<[string, Partial<MemberDetails>, string]>([
    ['a full date before joining', { fullMemberOn: new Date('1994-11-27') }, 'fullMemberOn'],
    ['a probationary member with a full date', { memberType: 'PROBATIONARY' }, 'fullMemberOn'],
    ['a day to come', { joinedOn: new Date('2026-05-13'), fullMemberOn: null }, 'joinedOn'],
  ])('R55: refuses %s', async (_, over, field) => {
    const { branch, useCase, stored } = await aRoster();
    const refused = addMember(useCase, branch.id, { ...DETAILS, ...over });
    await expect(refused).rejects.toBeInstanceOf(RuleViolation);
    await expect(refused).rejects.toMatchObject({ field });
    expect(await stored()).toEqual([]);
  });

  it('R5: of two changes made from one page, the second is told', async () => {
    const { branch, useCase, stored } = await aRoster();
    const id = await addMember(useCase, branch.id, DETAILS);
    const change = (post: string) => updateMember(useCase, branch.id, id, 1, { ...DETAILS, post });
    const results = await Promise.allSettled([change('教务处'), change('德育处')]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find((result) => result.status === 'rejected')).toMatchObject({ reason: expect.any(StaleState) });
    expect(await stored()).toMatchObject([{ revision: 2 }]);
  });

  it('R52: another branch’s member is not found', async () => {
    const { bureau, branch, useCase, stored } = await aRoster();
    const id = await addMember(useCase, branch.id, DETAILS);
    const other = await aBranch(db, bureau.id);
    await expect(updateMember(useCase, other.id, id, 1, { ...DETAILS, post: '改' })).rejects.toMatchObject({
      status: 404,
    });
    expect(await stored()).toMatchObject([{ post: null, revision: 1 }]);
  });
});

describe('skills', () => {
  it('R6: the member fills in, the branch confirms, a new filling-in asks anew', async () => {
    const { branch, clock, useCase, stored } = await aRoster();
    const memberId = await addMember(useCase, branch.id, DETAILS);
    await saveOwnSkills(useCase, branch.id, memberId, {
      skills: ['课堂教学', '课堂教学', '合唱'],
      note: '愿意带合唱队',
    });
    const [filled] = await stored();
    expect(filled).toMatchObject({ skills: ['课堂教学', '合唱'], skillNote: '愿意带合唱队', skillsConfirmedAt: null });
    const filledAt = filled?.skillsFilledAt ?? new Date(0);
    await confirmSkills(useCase, { branchId: branch.id }, [{ memberId, filledAt }]);
    expect(await stored()).toMatchObject([{ skillsConfirmedAt: clock.now(), confirmedSkills: ['课堂教学', '合唱'] }]);
    clock.advanceDays(1);
    await saveOwnSkills(useCase, branch.id, memberId, { skills: ['安全管理'], note: null });
    expect(await stored()).toMatchObject([{ skillsConfirmedAt: null }]);
    await expect(confirmSkills(useCase, { branchId: branch.id }, [{ memberId, filledAt }])).rejects.toBeInstanceOf(
      StaleState,
    );
    expect(await stored()).toMatchObject([{ skillsConfirmedAt: null }]);
  });

  it.each([
    [[], null],
    [Array.from({ length: 13 }, (_, index) => `特长${index}`), null],
  ])('R6: refuses %j', async (skills, note) => {
    const { branch, useCase, stored } = await aRoster();
    const memberId = await addMember(useCase, branch.id, DETAILS);
    await expect(saveOwnSkills(useCase, branch.id, memberId, { skills, note })).rejects.toMatchObject({
      field: 'skills',
    });
    expect(await stored()).toMatchObject([{ skills: [], skillsFilledAt: null }]);
  });
});
