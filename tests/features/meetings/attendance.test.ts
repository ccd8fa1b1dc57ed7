import { expect, it } from 'vitest';
import { namedAbsences } from '../../../src/features/meetings/attendance.rules.js';
import { addExclusion } from '../../../src/features/meetings/exclusions.service.js';
import { anAccount } from '../../factories/account.js';
import { aBranchInGroupSetup } from '../../factories/group-setup.js';
import { aMember } from '../../factories/member.js';
import { startTestApp } from '../../support/app.js';

const app = await startTestApp('2026-06-09T16:00:00+08:00');
const DAY = '2026-06-08';

/** Eight members of the factory, 周军 left out of 应到, 吴敏 probationary: 应到8. */
async function aBranchWithAbsences() {
  const setup = await aBranchInGroupSetup(app.db, app.clock);
  const ill = await aMember(app.db, setup.branch, { name: '周军' });
  await aMember(app.db, setup.branch, { name: '吴敏', memberType: 'PROBATIONARY', fullMemberOn: null });
  const away = await aMember(app.db, setup.branch, { name: '李明' });
  await addExclusion(setup.useCase, setup.branch.id, {
    ...{ memberId: ill.id, ground: 'ILLNESS', note: null },
    ...{
      superiorAgreedOn: new Date('2026-05-01'),
      approvedOn: new Date('2026-05-10'),
      startsOn: new Date('2026-05-10'),
    },
  });
  const href = `/branches/${setup.branch.id}/meetings`;
  const fields = {
    ...{ kind: 'GENERAL', groupId: '', purpose: 'OTHER', title: '研究暑期工作', heldOn: DAY, place: '会议室' },
    ...{ chair: '王建国', recorder: '李慧', eligibleCount: '9', presentCount: '8', absentNote: '', observers: '' },
    ...{
      agenda: '暑期工作',
      discussion: '',
      decision: '按方案执行',
      forCount: '8',
      againstCount: '',
      abstainCount: '',
    },
    ...{ 'absences.0.memberId': away.id, 'absences.0.reason': '外出培训' },
  };
  return { ...setup, href, fields, ill, away, browser: await app.signIn(setup.secretary.username) };
}

it('R59, E17: who is absent is chosen from those entitled, and stands with the reason on the record', async () => {
  const { browser, href, fields, ill, away, bureauId } = await aBranchWithAbsences();
  const form = (await browser.get(`${href}/new`)).text;
  expect(form).toContain(`<option value="${away.id}"`);
  expect(form).not.toContain(`<option value="${ill.id}"`);
  const noReason = await browser.post(href, { ...fields, 'absences.0.reason': '' });
  expect([noReason.status, noReason.text.includes('请填写缺席原因')]).toEqual([422, true]);
  const saved = await browser.post(href, fields);
  expect(saved.status, saved.text).toBe(303);
  const kept = await app.db.branchMeeting.findFirstOrThrow({ where: { bureauId } });
  expect(kept.absences).toEqual([{ memberId: away.id, name: '李明', reason: '外出培训' }]);
  expect(kept.exclusions).toMatchObject({ excluded: [{ name: '周军', ground: 'ILLNESS' }] });
  const record = (await browser.get(saved.headers['location'] ?? '')).text;
  for (const words of ['李明（外出培训）', '周军（因病不能表达本人意志）', '主持人：', '记录人：'])
    expect(record).toContain(words);
  expect(record).toMatch(/应到的计算：名册11人，其中预备党员1人、经批准不计入应到会的党员1人不计入，应到9人/);
  const bureau = await app.signIn((await anAccount(app.db, bureauId, { role: 'BUREAU_SECRETARY' })).username);
  const outside = (await bureau.get(saved.headers['location'] ?? '')).text;
  expect(outside).toContain('仅在支部内记录');
  for (const name of ['李明', '周军']) expect(outside).not.toContain(name);
});

it('R56: what 应到 was on the day stays on the record when the roster changes', async () => {
  const { browser, href, fields, branch } = await aBranchWithAbsences();
  const saved = await browser.post(href, fields);
  await aMember(app.db, branch, { name: '后来的' });
  expect((await browser.get(saved.headers['location'] ?? '')).text).toContain('应到9人（按会议当日的表决权）');
});

const VOTERS = [
  { id: 'a', name: '甲' },
  { id: 'b', name: '乙' },
];
const row = (memberId: string) => ({ memberId, reason: '出差' });

it.each([
  ['somebody without a vote', [row('x')], 2, 'absences.0.memberId'],
  ['somebody twice', [row('a'), row('a')], 2, 'absences.1.memberId'],
  ['more than are missing', [row('a'), row('b')], 1, 'absences.1.memberId'],
])('R59: the absent cannot be %s', (_, rows, absent, field) => {
  expect(namedAbsences(rows, VOTERS, absent)).toMatchObject({ problem: { field } });
});
