import ExcelJS from 'exceljs';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { addPhoto, recordActivity, removeActivity } from '../../../src/features/activities/index.js';
import { aBranchMakingCommitments, joinGroup } from '../../factories/commitment-step.js';
import { aPhotograph } from '../../factories/picture.js';
import { startTestApp } from '../../support/app.js';
import { testFiles } from '../../support/file-store.js';
import { useCaseFor } from '../../support/use-case.js';

const app = await startTestApp('2026-09-10T10:00:00+08:00');
const { db } = app;

const SECRECY = { secrecyReviewedBy: '陈建国', secrecyReview: 'on' };

async function scene() {
  const setup = await aBranchMakingCommitments(db);
  const { bureauId, id: branchId } = setup.branch;
  const { teaching, safety } = setup;
  const leader = await app.signIn(teaching.leader.account.username);
  const member = await app.signIn(teaching.member.account.username);
  const secretary = await app.signIn(setup.secretary.username);
  const base = `/branches/${branchId}`;
  const said = {
    heldOn: '2026-09-08',
    place: '录播教室',
    topic: '党员示范课',
    result: '四名党员上课，<b>集体</b>评课。',
    participantIds: [teaching.leader.member.id, teaching.member.member.id],
  };
  const path = `${base}/groups/${teaching.group.id}/activities`;
  const record = async (over: object = {}) => {
    const answer = await leader.post(path, { ...said, ...over });
    return `${answer.headers.location}`;
  };
  const rows = () =>
    db.activityLog.findMany({
      where: { bureauId },
      orderBy: { id: 'asc' },
      include: { participants: true, photos: true },
    });
  return { ...setup, bureauId, branchId, teaching, safety, leader, member, secretary, base, said, path, record, rows };
}

it('R27: the leader records date, place, topic, who took part, result and a photograph at once; everybody of the branch reads it', async () => {
  const { bureauId, leader, member, path, said, rows, base, teaching } = await scene();
  expect((await leader.get(`${base}/activities`)).text).toContain(`${path}/new`);
  const form = await leader.get(`${path}/new`);
  expect(form.text).toContain('赵敏');
  expect(form.text).not.toContain('周军');
  const { participantIds, ...fields } = said;
  const one = { ...fields, participantIds: participantIds[0] ?? '' };
  const done = await leader.upload(path, 'file', await aPhotograph(), '现场.png', one);
  expect(done.status).toBe(303);
  const [row] = await rows();
  expect(row).toMatchObject({
    ...{ groupId: teaching.group.id, topic: '党员示范课', place: '录播教室', createdByName: '李慧', publishedAt: null },
    photos: [{ fileName: '现场.jpg', mediaType: 'image/jpeg' }],
    participants: [{ memberId: participantIds[0] }],
  });
  expect(row?.heldOn.toISOString()).toContain('2026-09-08');
  const page = await member.get(`${base}/activities/${row?.id}`);
  expect(page.text).toContain('&lt;b&gt;集体');
  expect(page.text).toContain('李慧');
  expect(page.text).not.toContain('/edit');
  const picture = await member.get(`${base}/activity-photos/${row?.photos[0]?.id}`);
  expect(picture.headers).toMatchObject({
    'content-type': 'image/jpeg',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  });
  expect((await sharp(picture.body).metadata()).exif).toBeUndefined();
  expect(await db.auditEvent.count({ where: { bureauId, action: 'activity.record', entityId: row?.id ?? '' } })).toBe(
    1,
  );
});

it('R27: a day to come, nobody, somebody of another group, no place: the form again with what was typed, nothing kept', async () => {
  const { leader, path, said, rows, safety } = await scene();
  const faults: [Record<string, string | string[]>, string][] = [
    [{ heldOn: '2026-09-11' }, '活动日期不能晚于今天'],
    [{ heldOn: '2025-09-01' }, '活动日期应在2026年以后'],
    [{ participantIds: [] }, '请勾选参加活动的党员'],
    [{ participantIds: [safety.member.member.id] }, '请重新勾选参加的党员'],
    [{ place: '' }, '请填写地点'],
    [{ topic: 'a\0b' }, '含有不能保存的字符'],
  ];
  for (const [over, word] of faults) {
    const answer = await leader.post(path, { ...said, ...over });
    expect(answer.status, word).toBe(422);
    expect(answer.text).toContain(word);
    expect(answer.text).toContain('四名党员上课');
  }
  const { participantIds, ...fields } = said;
  const one = { ...fields, participantIds: participantIds[0] ?? '' };
  expect((await leader.upload(path, 'file', Buffer.from('<svg/>'), 'a.jpg', one)).text).toContain('只能上传照片');
  expect(await rows()).toEqual([]);
});

it('R27: the leader of another group finds nothing to write; the branch’s officers write for all groups', async () => {
  const { base, path, said, record, safety, officer, secretary, member } = await scene();
  const href = await record();
  const other = await app.signIn(safety.leader.account.username);
  expect((await other.get(href)).status).toBe(200);
  for (const path of [`${href}/edit`, `${href}/removal/new`]) expect((await other.get(path)).status).toBe(404);
  expect((await other.post(path, said)).status).toBe(404);
  expect((await other.post(`${href}/removal`, { reason: '无' })).status).toBe(404);
  expect((await member.post(path, said)).status).toBe(403);
  const desk = await app.signIn(officer.username);
  expect((await desk.post(path, said)).status).toBe(303);
  expect((await desk.post(`${href}/publication`, { revision: '1', ...SECRECY })).status).toBe(403);
  expect((await secretary.get(`${base}/activities`)).text).toContain(`登记“${safety.group.name}”的活动`);
});

it('R27: the branch decides what the notice board shows: no names, pictures without place and only while it stands', async () => {
  const { bureauId, branchId, leader, secretary, path, said, rows } = await scene();
  const { participantIds, ...fields } = said;
  const one = { ...fields, participantIds: participantIds[1] ?? '' };
  await leader.upload(path, 'file', await aPhotograph(), 'a.jpg', one);
  const [row] = await rows();
  const href = `/branches/${branchId}/activities/${row?.id}`;
  const board = `/board/${bureauId}/branches/${branchId}`;
  const photo = `/board/${bureauId}/activity-photos/${row?.photos[0]?.id}`;
  const anybody = app.anonymous();
  expect((await anybody.get(photo)).status).toBe(404);
  expect((await anybody.get(`${board}/activities`)).text).toContain('还没有公布的活动');
  expect((await secretary.post(`${href}/publication`, { revision: '1', secrecyReviewedBy: '陈建国' })).status).toBe(
    422,
  );
  expect((await secretary.get(`${href}/publication/new`)).text).toContain('以及1张照片');
  expect((await secretary.post(`${href}/publication`, { revision: '1', ...SECRECY })).status).toBe(303);
  const shown = (await anybody.get(`${board}/activities`)).text;
  expect(shown).toContain('参加党员</dt><dd>1人');
  expect(shown).toContain(photo);
  expect(shown).not.toContain('赵敏');
  expect((await anybody.get(board)).text).toContain(`${board}/activities#a-${row?.id}`);
  const picture = await anybody.get(photo);
  expect(picture.headers['content-security-policy']).toBe("default-src 'none'; sandbox");
  expect((await sharp(picture.body).metadata()).exif).toBeUndefined();
  expect((await leader.upload(`${href}/photos`, 'file', await aPhotograph(), 'b.jpg')).status).toBe(409);
  const revised = await leader.post(href, { ...said, result: '改过的内容', revision: '2' });
  expect(revised.status).toBe(303);
  expect((await anybody.get(`${board}/activities`)).text).not.toContain('改过的内容');
  expect((await anybody.get(photo)).status).toBe(404);
  await secretary.post(`${href}/publication`, { revision: '3', ...SECRECY });
  expect((await anybody.get(`${board}/activities`)).text).toContain('改过的内容');
  expect((await secretary.post(`${href}/withdrawal`, { reason: '' })).status).toBe(422);
  expect((await secretary.post(`${href}/withdrawal`, { reason: '照片不妥' })).status).toBe(303);
  expect((await anybody.get(`${board}/activities`)).text).not.toContain('改过的内容');
  const withdrawn = await db.auditEvent.findFirstOrThrow({ where: { bureauId, action: 'activity.withdraw' } });
  expect(withdrawn.note).toBe('照片不妥');
});

it('R27: of two who change or publish at once one counts; a removed record counts nowhere and says why', async () => {
  const { leader, secretary, officer, member, record, said, rows, base, bureauId, branchId } = await scene();
  const desk = await app.signIn(officer.username);
  const href = await record();
  const answers = await Promise.all([
    leader.post(href, { ...said, topic: '甲', revision: '1' }),
    desk.post(href, { ...said, topic: '乙', revision: '1' }),
    secretary.post(`${href}/publication`, { revision: '1', ...SECRECY }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 409, 409]);
  expect((await leader.post(`${href}/removal`, { reason: '' })).status).toBe(422);
  expect((await leader.post(`${href}/removal`, { reason: '重复登记' })).status).toBe(303);
  const [row] = await rows();
  expect(row).toMatchObject({ removeReason: '重复登记', removedByName: '李慧', publishedAt: null });
  expect((await leader.get(`${base}/activities`)).text).toContain('重复登记');
  expect((await member.get(`${base}/activities`)).text).not.toContain('重复登记');
  expect((await member.get(href)).status).toBe(404);
  expect((await leader.post(`${href}/removal`, { reason: '再来' })).status).toBe(409);
  expect((await secretary.post(`${href}/publication`, { revision: '9', ...SECRECY })).status).toBe(409);
  expect((await app.anonymous().get(`/board/${bureauId}/branches/${branchId}/activities`)).text).not.toContain(
    '示范课',
  );
});

it('R27: at most six files, also at once; a file taken away is gone', async () => {
  const { leader, record, rows, bureauId, branchId, campaignId, teaching } = await scene();
  const href = await record();
  const { id: accountId } = teaching.leader.account;
  const useCase = useCaseFor(db, { bureauId, accountId, name: '李慧' }, app.clock);
  const [first] = await rows();
  const place = { campaignId, branchId };
  const add = async () =>
    addPhoto(useCase, testFiles, place, first?.id ?? '', { bytes: await aPhotograph(), name: 'a.jpg' });
  const done = await Promise.allSettled(Array.from({ length: 8 }, add));
  expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(6);
  const [row] = await rows();
  expect(row?.photos).toHaveLength(6);
  const photo = row?.photos[0];
  expect((await leader.post(`/branches/${branchId}/activity-photos/${photo?.id}/removal`)).status).toBe(303);
  expect(await testFiles.get(photo?.storageKey ?? '')).toBeNull();
  expect((await leader.get(`/branches/${branchId}/activity-photos/${photo?.id}`)).status).toBe(404);
  expect((await leader.get(href)).text).toContain('5个');
  expect((await leader.post(`/branches/${branchId}/activity-photos/${photo?.id}/removal`)).status).toBe(409);
});

it('R27: who has left the group stays on the record of his time, and can still be named for it', async () => {
  const { leader, record, said, branch, teaching, bureauId, base } = await scene();
  const gone = await joinGroup(db, branch, teaching.group, '吴刚');
  const href = await record({ participantIds: [...said.participantIds, gone.member.id] });
  await db.groupMembership.updateMany({
    where: { bureauId, memberId: gone.member.id },
    data: { endedAt: app.clock.now(), endReason: '调动' },
  });
  expect((await leader.get(`${href}/edit`)).text).toContain('已离开本组');
  const again = await leader.post(href, { ...said, participantIds: [gone.member.id], revision: '1' });
  expect(again.status).toBe(303);
  expect((await leader.get(href)).text).toContain('吴刚');
  await db.functionGroup.update({
    where: { bureauId_id: { bureauId, id: teaching.group.id } },
    data: { closedAt: new Date('2026-09-01T02:00:00Z'), closeReason: '合并' },
  });
  const late = await leader.post(`${base}/groups/${teaching.group.id}/activities`, said);
  expect(late.text).toContain('小组已于2026年9月1日合并或撤销');
});

it('R27: the ledger lists what stands, narrowed to a group; other groups’ and branches’ ids find nothing', async () => {
  const { record, leader, base, teaching, safety, secretary } = await scene();
  const href = await record();
  await record({ topic: '去掉的' });
  const all = await leader.get(`${base}/activities`);
  const removed = /activities\/([0-9a-f-]{36})">去掉的/.exec(all.text)?.[1];
  await leader.post(`${base}/activities/${removed}/removal`, { reason: '重复' });
  const book = new ExcelJS.Workbook();
  const file = await leader.download(`${base}/activities?group=${teaching.group.id}&as=ledger`);
  await book.xlsx.load(file.body);
  const text = JSON.stringify(book.worksheets[0]?.getSheetValues());
  expect(text).toContain('小组：教学科研');
  expect(text).toContain('李慧、赵敏');
  expect(text).not.toContain('去掉的');
  expect((await secretary.get(`${base}/activities?group=${safety.group.id}`)).text).toContain('共0次活动');
  expect((await leader.get(`${base}/activities?group=${href.split('/').at(-1)}`)).status).toBe(404);
  expect((await leader.get(`${base}/activities?group=x`)).status).toBe(404);
});

it('R27, R47: acceptance counts the activities of every group', async () => {
  const { record, secretary, base } = await scene();
  expect((await secretary.get(`${base}/acceptance`)).text).toContain('2个小组中0个有活动记录');
  await record();
  const page = (await secretary.get(`${base}/acceptance`)).text;
  expect(page).toContain('2个小组中1个有活动记录');
  expect(page).toContain('小组活动记录（1次）');
});

it('R27, R47: an accepted branch takes no more activities, but withdraws what must not stay in public (E52)', async () => {
  const { record, secretary, leader, said, path, bureauId, campaignId, branchId, useCaseOf } = await frozenScene();
  const href = await record();
  await secretary.post(`${href}/publication`, { revision: '1', ...SECRECY });
  await freeze(bureauId, campaignId, branchId);
  expect((await leader.post(path, said)).text).toContain('活动资料已冻结');
  expect((await leader.post(`${href}/removal`, { reason: '重复' })).status).toBe(409);
  expect((await secretary.post(`${href}/withdrawal`, { reason: '涉及隐私' })).status).toBe(303);
  const place = { campaignId, branchId };
  await expect(
    recordActivity(useCaseOf(), testFiles, place, path.split('/')[4] ?? '', {
      ...said,
      heldOn: new Date('2026-09-08'),
    }),
  ).rejects.toThrow('冻结');
  await expect(removeActivity(useCaseOf(), place, href.split('/').at(-1) ?? '', '重复')).rejects.toThrow('冻结');
});

async function frozenScene() {
  const built = await scene();
  const useCaseOf = () => useCaseFor(db, { bureauId: built.bureauId, accountId: null, name: '测试' }, app.clock);
  return { ...built, useCaseOf };
}

async function freeze(bureauId: string, campaignId: string, branchId: string): Promise<void> {
  await db.$pool.query(
    `INSERT INTO acceptance_verdict ("bureauId", id, "campaignId", "branchId", number, outcome, text, "decidedOn", "decidedBy", "recordedBy", "createdAt")
     VALUES ($1, ('0' || substr(gen_random_uuid()::text, 2))::uuid, $2, $3, 1, 'PASSED', '通过', current_date, '自治区', '陈志远', now())`,
    [bureauId, campaignId, branchId],
  );
}
