import { expect, it } from 'vitest';
import { addMembers, BLANK_DETAILS, type MemberDetails, writeRoster } from '../../../src/features/members/index.js';
import { exportRoster } from '../../../src/features/members/members.service.js';
import { anAccount } from '../../factories/account.js';
import { aBranch } from '../../factories/branch.js';
import { aBureau } from '../../factories/bureau.js';
import { startTestApp } from '../../support/app.js';
import { useCaseFor } from '../../support/use-case.js';

const app = await startTestApp('2026-07-05T10:00:00+08:00');
const { db } = app;

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const full: MemberDetails = {
  ...BLANK_DETAILS,
  name: '王芳',
  gender: 'FEMALE',
  memberType: 'FULL',
  ethnicity: '汉族',
  birthDate: day('1985-03-09'),
  education: '大学本科',
  joinedOn: day('2006-12-31'),
  fullMemberOn: day('2007-12-31'),
  post: '语文教师',
};

/** One of every kind that a roster knows. */
const MEMBERS: readonly MemberDetails[] = [
  {
    ...full,
    phone: '13900001111',
    idNumber: '11010519491231002X',
    birthDate: day('1949-12-31'),
    joinedOn: day('1980-02-29'),
    fullMemberOn: day('1981-02-28'),
  },
  // E42: two of the same name, told apart by their days of birth, one without a phone.
  { ...full, name: '王伟', gender: 'MALE', birthDate: day('1980-01-01'), phone: '13900002222' },
  {
    ...full,
    name: '王伟',
    gender: 'MALE',
    birthDate: day('1990-10-10'),
    joinedOn: day('2012-06-30'),
    fullMemberOn: day('2013-06-30'),
    post: '体育教师',
  },
  { ...full, name: '阿迪力·买买提', ethnicity: '维吾尔族', partyPost: '组织委员' },
  { ...full, name: '古丽娜尔·阿不都热合曼·吐尔逊', ethnicity: '维吾尔族', gender: 'FEMALE' },
  {
    ...full,
    name: '李明',
    memberType: 'PROBATIONARY',
    joinedOn: day('2025-09-22'),
    fullMemberOn: null,
    birthDate: day('1999-02-28'),
  },
  // E48: out of contact.
  { ...full, name: '赵强', isLost: true, lostOn: day('2019-05-04') },
  { ...full, name: '钱海', isMobile: true, mobileTo: '浙江省杭州市（借调）' },
  { ...full, name: '孙立', membershipStatus: 'SUSPENDED' },
  { ...full, name: '周退', isRetired: true, post: '退休教师' },
  { ...full, name: '吴限', rightsSuspended: true },
  { ...full, name: '郑码', post: '=1+1' },
  {
    ...full,
    name: '冯简',
    ethnicity: null,
    birthDate: null,
    education: null,
    joinedOn: null,
    fullMemberOn: null,
    post: null,
  },
  { ...full, name: '陈岗', post: '教务处主任、数学教师' },
  { ...full, name: '欧阳学历', education: '硕士研究生', partyPost: '党支部书记' },
];

it('R55: a roster exported by the portal imports again without a change', async () => {
  const bureau = await aBureau(db);
  const branch = await aBranch(db, bureau.id, { name: '示范区第三小学支部委员会' });
  const secretary = await anAccount(db, bureau.id, { role: 'BRANCH_SECRETARY', branchId: branch.id });
  const actor = { bureauId: bureau.id, accountId: secretary.id };
  await addMembers(useCaseFor(db, actor, app.clock), branch.id, MEMBERS);
  const stored = () => db.member.findMany({ where: { bureauId: bureau.id }, orderBy: { id: 'asc' } });
  const before = await stored();
  expect(before).toHaveLength(MEMBERS.length);
  const browser = await app.signIn(secretary.username);
  const base = `/branches/${branch.id}`;
  const file = await writeRoster(branch.name, await exportRoster(useCaseFor(db, actor, app.clock), branch.id));
  const uploaded = await browser.upload(`${base}/roster-imports`, 'file', file, '花名册.xlsx');
  expect(uploaded.status).toBe(303);
  const preview = await browser.get(uploaded.headers['location'] ?? '');
  expect(preview.status).toBe(200);
  const figures = preview.text.replaceAll(/<[^>]+>|\s/g, '');
  expect(figures).toContain(`0行需要更正0人新增0人更新${MEMBERS.length}人没有变化0行不导入`);
  expect(preview.text).toContain('没有变化');
  expect(await stored()).toEqual(before);
});
