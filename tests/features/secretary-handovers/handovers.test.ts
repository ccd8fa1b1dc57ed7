import { expect, it } from 'vitest';
import { appointOfficer, dismissOfficer } from '../../../src/features/branches/branches.service.js';
import { recordCommitteeElection } from '../../../src/features/elections/committee.service.js';
import { anAccount } from '../../factories/account.js';
import { aMember } from '../../factories/member.js';
import { twoBranches } from '../../factories/two-branches.js';
import { startTestApp } from '../../support/app.js';
import { wordText } from '../../support/archives.js';
import { countQueries } from '../../support/query-counter.js';

const TODAY = '2026-07-05T10:00:00+08:00';
const app = await startTestApp(TODAY);
const { db } = app;

/** 王秀兰 leaves office, 马建平 comes; she stays a member of the branch. */
async function changed() {
  app.clock.set(TODAY);
  const built = await twoBranches(app);
  const { bureauId, branch, head, by, secretary } = built;
  const member = await aMember(db, branch, { name: '王秀兰' });
  await db.account.update({ where: { bureauId_id: { bureauId, id: secretary.id } }, data: { memberId: member.id } });
  const role = { bureauId, branchId: branch.id, role: 'BRANCH_SECRETARY' as const };
  const held = await db.roleAssignment.findFirstOrThrow({ where: { ...role, revokedAt: null } });
  const before = await app.signIn(head.username);
  const base = `/branches/${branch.id}`;
  expect((await before.get(`${base}/handover`)).text).toContain('没有需要办理的书记交接');
  await dismissOfficer(by(head), branch.id, held.id);
  app.clock.set('2026-07-05T10:01:00+08:00');
  const comer = await anAccount(db, bureauId, { displayName: '马建平' });
  await appointOfficer(by(head), branch.id, 'BRANCH_SECRETARY', { kind: 'existing', username: comer.username });
  app.clock.set('2026-07-05T10:02:00+08:00');
  return {
    ...built,
    base,
    comer,
    incoming: await app.signIn(comer.username),
    outgoing: await app.signIn(secretary.username),
  };
}
const stored = (bureauId: string) => db.secretaryHandover.findFirstOrThrow({ where: { bureauId } });

it('E27: a new secretary finds what is pending with links, workbook and letters; both confirm; old letters keep the old signature', async () => {
  const { bureauId, base, incoming, outgoing, letters, letter } = await changed();
  expect((await incoming.get(base)).text).toContain('书记工作交接');
  const { result, queries } = await countQueries(db, () => incoming.get(`${base}/handover`));
  expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(6);
  for (const words of [
    '王秀兰，2026年7月5日离任',
    '马建平',
    '会议记录（工作手册）',
    '3份，原签名不变',
    `${base}/meetings`,
  ])
    expect(result.text).toContain(words);
  expect(result.text).toContain('账号和密码不移交');

  expect((await outgoing.get('/me/handover')).text).toContain('确认移交');
  expect((await outgoing.post('/me/handover', {})).status).toBe(422);
  expect((await outgoing.post('/me/handover', { agreed: 'on' })).status).toBe(303);
  expect((await outgoing.post('/me/handover', { agreed: 'on' })).status).toBe(409);
  const refused = await incoming.post(`${base}/handover`, { note: '钥匙另交' });
  expect([refused.status, refused.text.includes('钥匙另交')]).toEqual([422, true]);
  expect((await incoming.post(`${base}/handover`, { agreed: 'on', note: '钥匙另交' })).status).toBe(303);
  const row = await stored(bureauId);
  expect(row).toMatchObject({ outgoingName: '王秀兰', incomingName: '马建平', note: '钥匙另交', signedOnPaper: false });
  expect([row.outgoingConfirmedAt, row.incomingConfirmedAt]).not.toContain(null);
  expect((await incoming.get(base)).text).not.toContain('去交接');
  expect((await letter(letters.branch)).frozenText).toContain('王秀兰');
});

it('E27: the list is printed for signatures where the former secretary cannot sign in', async () => {
  const { bureauId, base, incoming } = await changed();
  const file = await incoming.download(`${base}/handover?as=word`);
  const text = await wordText(file.body as Buffer);
  for (const words of ['党支部书记工作交接表', '移交人 王秀兰（签字）', '接收人 马建平（签字）', '监交人'])
    expect(text).toContain(words);
  expect((await incoming.post(`${base}/handover`, { agreed: 'on', signedOnPaper: 'on' })).status).toBe(303);
  expect(await stored(bureauId)).toMatchObject({ signedOnPaper: true, outgoingConfirmedAt: null });
  expect((await incoming.get(`${base}/handover`)).text).toContain('已在纸质交接表上签字');
});

it('E27: nobody else confirms; the committee and members of the branch see no more than is theirs', async () => {
  const { bureauId, base, teaching, officer, head } = await changed();
  const member = await app.signIn(teaching.member.account.username);
  expect((await member.get('/me/handover')).text).toContain('没有需要办理的书记交接');
  expect((await member.post('/me/handover', { agreed: 'on' })).status).toBe(409);
  expect((await member.get(`${base}/handover`)).status).toBe(403);
  const second = await app.signIn(officer.username);
  expect((await second.post(`${base}/handover`, { agreed: 'on' })).status).toBe(403);
  const bureau = await app.signIn(head.username);
  expect((await bureau.get(`${base}/handover`)).text).not.toContain('确认接收');
  expect(await db.secretaryHandover.count({ where: { bureauId } })).toBe(0);
});

it('E28: after the committee is elected anew the step asks whether the leaders stay', async () => {
  const { base, incoming, here, by, comer } = await changed();
  const step = `${base}/steps/commitment`;
  expect((await incoming.get(step)).text).not.toContain('小组长任期与支委会一致');
  await recordCommitteeElection(by(comer), here, new Date('2026-07-05'));
  expect((await incoming.get(step)).text).toContain('小组长任期与支委会一致，请确认是否改选：2个小组');
  // Where his work is listed item by item, each leader stands with the form.
  expect((await incoming.get(base)).text.match(/\/leader-confirmation\/new/g)).toHaveLength(2);
});
