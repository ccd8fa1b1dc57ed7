import { expect, it } from 'vitest';
import { newId } from '../../../src/shared/ids.js';
import { namesOn } from '../../../src/shared/names-in-time.js';
import { twoBranches } from '../../factories/two-branches.js';
import { startTestApp } from '../../support/app.js';

const app = await startTestApp('2026-07-05T10:00:00+08:00');
const { db } = app;
const NEW = { name: '示范区新城中学支部委员会', shortName: '新城中学党支部', schoolName: '示范区新城中学' };
const DOCUMENT = { documentNo: '示教〔2026〕8号', effectiveOn: '2026-07-01' };

async function scene() {
  const built = await twoBranches(app);
  const browser = await app.signIn(built.head.username);
  const base = `/bureau/branches/${built.branch.id}`;
  return { ...built, browser, base };
}

it('E41: pages show the new name, the board the old one beside it, minutes and letters the name of their day', async () => {
  const { bureauId, branch, campaignId, browser, base, secretary, letters, letter, teaching, by } = await scene();
  const meeting = async (heldOn: string) => {
    const id = newId();
    await db.branchMeeting.create({
      data: {
        ...{ bureauId, id, branchId: branch.id, campaignId, kind: 'COMMITTEE', purpose: 'OTHER', title: '支委会' },
        ...{ heldOn: new Date(heldOn), place: '会议室', chair: '王秀兰', recorder: '陈建国', agenda: '议题' },
        ...{ eligibleCount: 5, presentCount: 5, decision: '同意', verdict: 'NO_VOTE', verdictText: '', ruleSet: '' },
        ...{ createdById: secretary.id, createdAt: app.clock.now() },
      },
    });
    return `/branches/${branch.id}/meetings/${id}`;
  };
  const [before, after] = [await meeting('2026-06-20'), await meeting('2026-07-02')];
  expect((await browser.get(`${base}/renaming/new`)).text).toContain(`value="${branch.shortName}"`);
  expect((await browser.post(`${base}/renaming`, { ...NEW, ...DOCUMENT })).status).toBe(303);
  expect((await browser.get(base)).text).toContain('示教〔2026〕8号');

  const officer = await app.signIn(secretary.username);
  expect((await officer.get(`/branches/${branch.id}`)).text).toContain('新城中学党支部');
  expect((await officer.get(before)).text).toContain(branch.name);
  expect((await officer.get(after)).text).toContain(NEW.name);
  const board = (await app.anonymous().get(`/board/${bureauId}/branches/${branch.id}`)).text;
  expect(board).toContain(`原名：${branch.schoolName}（${branch.shortName}），2026年7月1日更名。`);
  expect(board).toContain('示范区新城中学');

  const group = await letter(letters.group);
  expect(group.frozenText).toContain(branch.name);
  expect(group.organizationSide).toBe(NEW.name);
  expect((await letter(letters.member)).organizationSide).toMatch(/^新城中学党支部/);
  expect(by(teaching.leader.account).actor.bureauId).toBe(bureauId);
});

it('E41: refused without a document, for a day to come, for no new name and for a name that is taken; nothing changes', async () => {
  const { bureauId, browser, base, branch, other, branchRow } = await scene();
  const refusals = [
    [{ ...NEW, ...DOCUMENT, documentNo: '' }, '请填写批准文号'],
    [{ ...NEW, ...DOCUMENT, effectiveOn: '2026-07-06' }, '生效日期还没有到'],
    [{ ...DOCUMENT, name: branch.name, shortName: branch.shortName, schoolName: branch.schoolName }, '名称没有变化'],
    [{ ...NEW, ...DOCUMENT, name: other.name }, '已有同名的党支部'],
  ] as const;
  for (const [fields, words] of refusals) {
    const refused = await browser.post(`${base}/renaming`, fields);
    expect([refused.status, refused.text.includes(words)], words).toEqual([422, true]);
  }
  expect(await branchRow(branch.id)).toMatchObject({ name: branch.name });
  expect(await db.branchChange.count({ where: { bureauId } })).toBe(0);
});

it.each([
  ['2025-01-01', '一中'],
  ['2025-12-31', '一中'],
  ['2026-01-01', '二中'],
  ['2026-06-30', '二中'],
  ['2026-07-01', '三中'],
])('E41: on %s the name is %s', (day, name) => {
  const named = (text: string) => ({ name: text, shortName: text, schoolName: text });
  const changes = [
    { ...named('二中'), effectiveOn: new Date('2026-07-01') },
    { ...named('一中'), effectiveOn: new Date('2026-01-01') },
  ];
  expect(namesOn(named('三中'), changes, new Date(day)).name).toBe(name);
});
