import { describe, expect, it } from 'vitest';
import type { CheckedRow } from '../../../src/features/members/roster-check.rules.js';
import { checkDraft } from '../../../src/features/members/roster-check.rules.js';
import { compareWithRoster, type RosterMember } from '../../../src/features/members/roster-compare.rules.js';
import { readDraft } from '../../../src/features/members/roster-draft.rules.js';

const ID = '64010419690707361X';
const MEMBER: RosterMember = {
  id: 'm1',
  onRoster: true,
  name: '顾玉然',
  idNumber: ID,
  gender: 'MALE',
  ethnicity: '满族',
  birthDate: new Date('1969-07-07'),
  education: '中专',
  memberType: 'FULL',
  joinedOn: new Date('1994-11-28'),
  fullMemberOn: new Date('1995-11-28'),
  post: '教务处',
  phone: '13822618881',
  membershipStatus: 'NORMAL',
  isLost: false,
  lostOn: null,
  isMobile: false,
  mobileTo: null,
  partyPost: '支部书记',
};

const TITLES = ['姓名', '性别', '人员类别', '出生日期', '身份证号', '工作岗位', '手机号', '是否失联'];

function rowsOf(...rows: (string | null)[][]): CheckedRow[] {
  const cells = (row: (string | null)[]) => row.map((text) => (text === null ? null : { kind: 'text' as const, text }));
  const sheet = {
    name: '花名册',
    rows: [TITLES, ...rows].map((row, index) => ({ number: index + 1, cells: cells(row) })),
  };
  return checkDraft(readDraft(sheet), { today: new Date('2026-03-05'), branches: { own: [], others: [] } }).rows;
}

const SAME = ['顾玉然', '男', '正式党员', '1969-07-07', ID, '教务处', '13822618881', '否'];

function compare(row: (string | null)[], members: RosterMember[], choice: string | null = null) {
  return compareWithRoster(
    rowsOf(row).map((each) => ({ ...each, choice })),
    members,
  ).get(2);
}

describe('a file against the roster', () => {
  it('R55: the same row changes nothing', () => {
    expect(compare(SAME, [MEMBER])).toEqual({ kind: 'unchanged', memberId: 'm1' });
  });

  it('R55: a person nobody knows is new', () => {
    expect(compare(['程磊春', '男', '预备党员', '1997-09-19', null, null, null, null], [MEMBER])).toEqual({
      kind: 'new',
    });
  });

  it('R55: names each cell that changes, before and after', () => {
    expect(compare(['顾玉然', '男', '正式党员', '1969-07-07', ID, '语文教师', '13900000000', '是'], [MEMBER])).toEqual({
      kind: 'changed',
      memberId: 'm1',
      changes: [
        { column: 'post', label: '工作岗位', before: '教务处', after: '语文教师' },
        { column: 'phone', label: '手机号', before: '13822618881', after: '13900000000' },
        { column: 'isLost', label: '是否为失联党员', before: '否', after: '是' },
      ],
    });
  });

  it('R55: an empty cell takes nothing away, a month does not overrule a day', () => {
    expect(compare(['顾玉然', '男', '正式党员', '1969.7', ID, null, null, null], [MEMBER])).toMatchObject({
      kind: 'unchanged',
    });
  });

  it('R55: the identity number finds the member under a corrected name', () => {
    expect(compare(['顾玉冉', ...SAME.slice(1)], [MEMBER])).toMatchObject({
      kind: 'changed',
      changes: [{ column: 'name' }],
    });
  });

  it('R55: without a number, name and birth month find the member, and the number is added', () => {
    const found = compare(SAME, [{ ...MEMBER, idNumber: null }]);
    expect(found).toMatchObject({ kind: 'changed', changes: [{ column: 'idNumber', before: '(空)', after: ID }] });
  });

  it('E42: another number is another person of the same name', () => {
    expect(compare(SAME, [{ ...MEMBER, idNumber: '640104196907073919' }])).toEqual({ kind: 'new' });
  });

  it('E42: two of one name and month are never guessed, a choice settles it', () => {
    const twins = [MEMBER, { ...MEMBER, id: 'm2' }].map((member) => ({ ...member, idNumber: null }));
    const row = ['顾玉然', '男', '正式党员', '1969-07', null, null, null, null];
    expect(compare(row, twins)).toMatchObject({ kind: 'conflict', candidates: [{ id: 'm1' }, { id: 'm2' }] });
    expect(compare(row, twins, 'm2')).toMatchObject({ kind: 'unchanged', memberId: 'm2' });
    expect(compare(row, twins, 'new')).toEqual({ kind: 'new' });
    expect(compare(row, twins, 'm9')).toMatchObject({ kind: 'conflict' });
  });

  it('E42: a name alone, without number or birth date, is not enough', () => {
    const row = ['顾玉然', '男', '正式党员', null, null, null, null, null];
    expect(compare(row, [MEMBER])).toMatchObject({ kind: 'conflict', candidates: [{ id: 'm1' }] });
  });

  it('R55: two rows never change one member', () => {
    const rows = rowsOf(SAME, ['顾玉然', '男', '正式党员', '1970-07-07', null, null, null, null]).map((row) => ({
      ...row,
      choice: 'm1',
    }));
    const found = compareWithRoster(rows, [MEMBER, { ...MEMBER, id: 'm2', birthDate: null, idNumber: null }]);
    expect(found.get(2)).toMatchObject({ kind: 'unchanged' });
    const both = compareWithRoster(
      rows.map((row) => ({ ...row, choice: 'm2', values: { ...row.values, idNumber: null, birthDate: null } })),
      [{ ...MEMBER, id: 'm2' }],
    );
    expect(both.get(2)).toMatchObject({ memberId: 'm2' });
    expect(both.get(3)).toMatchObject({ kind: 'conflict', message: expect.stringContaining('第2行') });
  });

  it('R55: one identity number twice leaves nothing to choose', () => {
    const found = compareWithRoster(rowsOf(SAME, SAME), [MEMBER]);
    expect(found.get(3)).toMatchObject({ kind: 'conflict', candidates: [] });
  });

  it('R55: a member of another branch is not taken over by a file', () => {
    expect(compare(SAME, [{ ...MEMBER, onRoster: false }])).toMatchObject({
      kind: 'conflict',
      message: expect.stringContaining('组织关系'),
    });
  });
});
