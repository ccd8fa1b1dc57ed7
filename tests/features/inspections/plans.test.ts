import { describe, expect, it } from 'vitest';
import { startVisit } from '../../../src/features/inspections/index.js';
import { anAccount } from '../../factories/account.js';
import { aBranch } from '../../factories/branch.js';
import { aPlannedVisit } from '../../factories/inspection.js';
import { aMember } from '../../factories/member.js';
import { startTestApp } from '../../support/app.js';

const app = await startTestApp('2026-09-10T10:00:00+08:00');
const { db } = app;

async function scene() {
  const planned = await aPlannedVisit(app);
  const browser = await app.signIn(planned.head.username);
  const other = await aBranch(db, planned.bureauId);
  const plan = (over: Record<string, string | string[]> = {}) => ({
    ...{ title: '年底督导检查', startsOn: '2026-12-01', endsOn: '2026-12-10', leaderId: planned.leader.id },
    ...{ memberIds: planned.inspector.id, revision: '0' },
    ...{ 'visits.0.branchId': planned.branchId, 'visits.0.visitOn': '2026-12-03' },
    ...over,
  });
  return { ...planned, browser, other, plan };
}

describe('R49: planning', () => {
  it('R49: title, period, team, branches and days, with the checklist of the acceptance list', async () => {
    const { browser, plan, bureauId, branch, leader } = await scene();
    expect((await browser.get('/bureau/inspections/new')).text).toContain(branch.shortName);
    const done = await browser.post('/bureau/inspections', plan());
    expect(done.status).toBe(303);
    const href = String(done.headers['location']);
    const row = await db.inspection.findFirstOrThrow({
      where: { bureauId, id: href.split('/').at(-1) ?? '' },
      include: { team: true, visits: true },
    });
    expect(row).toMatchObject({ title: '年底督导检查', status: 'PLANNED', visits: [{ status: 'PLANNED' }] });
    expect(row.team.filter(({ isLeader }) => isLeader)).toMatchObject([{ accountId: leader.id, name: '刘慧敏' }]);
    expect(row.checklist).toHaveLength(12);
    const page = (await browser.get(href)).text;
    for (const words of ['刘慧敏', '吴海涛', '每名党员参加一个小组', '查、访', '待检查']) expect(page).toContain(words);
    const trail = await db.auditEvent.findFirst({ where: { bureauId, action: 'inspection.plan', entityId: row.id } });
    expect(trail).not.toBeNull();
  });

  it.each([
    [{ 'visits.0.visitOn': '2026-12-20' }, '检查日期应在2026年12月1日到2026年12月10日之间'],
    [{ endsOn: '2026-11-01' }, '结束日期不能早于开始日期'],
    [{ leaderId: '' }, '请选择督导组组长'],
    [{ 'visits.0.branchId': '', 'visits.0.visitOn': '' }, '请至少安排一个党支部'],
    [{ title: '' }, '请填写督导检查名称'],
  ])('R49: %o is refused with what was typed kept', async (over, words) => {
    const { browser, plan, bureauId } = await scene();
    const before = await db.inspection.count({ where: { bureauId } });
    const answer = await browser.post('/bureau/inspections', plan(over));
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(words);
    expect(answer.text).toContain('2026-12-01');
    expect(await db.inspection.count({ where: { bureauId } })).toBe(before);
  });

  it('E10, E43: nobody is sent to a branch he belongs to, neither by the roster nor by a role', async () => {
    const { browser, plan, bureauId, branchId, branch, other } = await scene();
    const member = await aMember(db, branch);
    const fellow = await anAccount(db, bureauId, {
      ...{ role: 'INSPECTOR', displayName: '本支部党员', memberId: member.id },
    });
    const refused = await browser.post('/bureau/inspections', plan({ memberIds: fellow.id }));
    expect(refused.status).toBe(422);
    expect(refused.text).toContain(`本支部党员属于${branch.shortName}，不能检查本支部`);
    const elsewhere = plan({ memberIds: fellow.id, 'visits.0.branchId': other.id });
    expect((await browser.post('/bureau/inspections', elsewhere)).status).toBe(303);
    const twice = plan({ 'visits.1.branchId': branchId, 'visits.1.visitOn': '2026-12-04' });
    expect((await browser.post('/bureau/inspections', twice)).text).toContain('每个支部只去一次');
  });

  it('R49: only those of the bureau’s roles may sit on a team', async () => {
    const { browser, plan, secretary } = await scene();
    const answer = await browser.post('/bureau/inspections', plan({ memberIds: secretary.id }));
    expect(answer.text).toContain('请从名单中选择督导组成员');
  });

  it('R49: the plan changes until it is over; what has begun stays, what is left out is no longer visited', async () => {
    const { browser, plan, inspectionId, other, branchId, bureauId, by, inspector, seat, visitId } = await scene();
    const path = `/bureau/inspections/${inspectionId}`;
    const today = { startsOn: '2026-09-10', endsOn: '2026-09-20' };
    const both = plan({
      ...{ ...today, revision: '1', 'visits.0.visitOn': '2026-09-10' },
      ...{ 'visits.1.branchId': other.id, 'visits.1.visitOn': '2026-09-12' },
    });
    expect((await browser.post(path, both)).status).toBe(303);
    expect((await browser.post(path, both)).status).toBe(409);
    await startVisit(by(inspector), seat, visitId);
    const without = { ...both, revision: '2', 'visits.0.branchId': '', 'visits.0.visitOn': '' };
    const onlyOther = { ...without, 'visits.1.branchId': other.id, 'visits.1.visitOn': '2026-09-15' };
    expect((await browser.post(path, onlyOther)).status).toBe(303);
    const visits = await db.inspectionVisit.findMany({ where: { bureauId, inspectionId } });
    expect(visits.find((visit) => visit.branchId === branchId)).toMatchObject({ status: 'UNDERWAY' });
    expect(visits.find((visit) => visit.branchId === other.id)?.visitOn).toEqual(new Date('2026-09-15'));
  });

  it('R49: is called off with a reason before the first visit, and not afterwards', async () => {
    const { browser, inspectionId, bureauId, visitId, by, inspector, seat } = await scene();
    const path = `/bureau/inspections/${inspectionId}/cancellation`;
    expect((await browser.post(path, { reason: '' })).status).toBe(422);
    expect((await browser.post(path, { reason: '与考试冲突' })).status).toBe(303);
    expect(await db.inspection.findFirst({ where: { bureauId, id: inspectionId } })).toMatchObject({
      ...{ status: 'CANCELED', cancelReason: '与考试冲突' },
    });
    await expect(startVisit(by(inspector), seat, visitId)).rejects.toThrow('最新情况');
    expect((await browser.post(path, { reason: '再一次' })).status).toBe(409);
  });
});

describe('R49: the checklist', () => {
  const line = (index: number, over: Record<string, string>) =>
    Object.fromEntries(Object.entries(over).map(([name, value]) => [`lines.${index}.${name}`, value]));

  it('R49: is changed, added to, dropped from and put in order; a visit that began keeps its copy', async () => {
    const { browser, inspectionId, bureauId, by, inspector, seat, visitId, items } = await scene();
    const path = `/bureau/inspections/${inspectionId}/checklist`;
    expect((await browser.get(path)).text).toContain('新的一项');
    const fields = {
      ...line(0, { position: '2', title: '谈话', look: '', methods: 'VISIT', source: '' }),
      ...line(1, { position: '1', title: '名册', look: '看名册', methods: 'CHECK', source: 'survey' }),
      ...line(2, { position: '3', title: '去掉的', look: '', source: '', drop: 'on' }),
      ...line(3, { position: '4', title: '', look: '', source: '' }),
      revision: '1',
    };
    expect((await browser.post(path, fields)).status).toBe(303);
    const { checklist } = await db.inspection.findFirstOrThrow({ where: { bureauId, id: inspectionId } });
    expect(checklist).toEqual([
      { title: '名册', look: '看名册', methods: ['CHECK'], source: 'survey' },
      { title: '谈话', look: '', methods: ['VISIT'], source: null },
    ]);
    await startVisit(by(inspector), seat, visitId);
    expect(await items()).toMatchObject([
      { title: '名册', methods: '查', checks: ['rosterImported', 'skillsRecorded'] },
      { title: '谈话', methods: '访', checks: [] },
    ]);
    expect((await browser.post(path, { ...fields, revision: '2' })).status).toBe(409);
    expect(await items()).toHaveLength(2);
  });

  it('R49: a line without words is named, an empty list refused', async () => {
    const { browser, inspectionId } = await scene();
    const path = `/bureau/inspections/${inspectionId}/checklist`;
    const half = { ...line(0, { position: '1', title: '', look: '看一看', source: '' }), revision: '1' };
    expect((await browser.post(path, half)).text).toContain('请填写检查内容');
    const none = { ...line(0, { position: '1', title: '甲', look: '', source: '', drop: 'on' }), revision: '1' };
    expect((await browser.post(path, none)).text).toContain('至少要有一项检查内容');
  });
});
