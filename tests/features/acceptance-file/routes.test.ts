import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { failFile } from '../../../src/features/acceptance-file/acceptance-file.service.js';
import { archivePath } from '../../../src/features/acceptance-file/archive-folder.js';
import { DEMO_PASSWORD } from '../../../src/features/accounts/index.js';
import { testAppOn } from '../../support/app.js';
import { demoDatabase } from '../../support/demo-database.js';
import { testArchives } from '../../support/file-store.js';
import { makerOn } from './built.js';

const { db, clock } = await demoDatabase();
const app = testAppOn(db, clock);
const maker = await makerOn(db, clock, testArchives);
const { bureauId, deps } = maker;
const branchOf = async (shortName: string) =>
  (await db.branch.findFirstOrThrow({ where: { bureauId, shortName }, select: { id: true } })).id;
const own = await branchOf('机关幼儿园党支部');
const page = `/branches/${own}/acceptance-files`;
const [secretary, bureau, reviewer, sibling] = await Promise.all(
  ['youeryuan-shuji', 'ju-shuji', 'yanshou', 'shiyan-shuji'].map((name) => app.signIn(name, DEMO_PASSWORD)),
);
if (!secretary || !bureau || !reviewer || !sibling) throw new Error('Four people sign in.');

const latest = () =>
  db.acceptanceFile.findFirstOrThrow({ where: { bureauId, branchId: own }, orderBy: { id: 'desc' } });
const downloads = () => db.auditEvent.count({ where: { bureauId, action: 'acceptance-file.download' } });

describe('R47: from one click to the file in hand', () => {
  it('tells before that there is none, and offers the one button', async () => {
    const answer = await secretary.get(page);
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('还没有生成过材料包');
    expect(answer.text.match(/btn-primary/g)).toHaveLength(1);
    expect((await reviewer.get(page)).text).not.toContain('生成材料包</button>');
  });

  it('begins with one press; a second one leads to what runs', async () => {
    const first = await secretary.post(page);
    expect([first.status, first.headers['location']]).toEqual([303, page]);
    expect(await latest()).toMatchObject({ status: 'QUEUED', requestedByName: expect.any(String) });
    expect((await secretary.get(page)).text).toContain('材料包在排队');
    await secretary.post(page);
    expect((await secretary.get(page)).text).toContain('已有一个材料包正在生成');
    expect(await db.acceptanceFile.count({ where: { bureauId, branchId: own } })).toBe(1);
    const { rows } = await db.$pool.query(`SELECT 1 FROM graphile_worker.jobs WHERE key = $1`, [
      `acceptance-file.build:${(await latest()).id}`,
    ]);
    expect(rows).toHaveLength(1);
  });

  it('shows how far it is, with a way to look again and to cancel that need no script', async () => {
    const { id } = await latest();
    await db.acceptanceFile.update({
      where: { bureauId_id: { bureauId, id } },
      data: { status: 'BUILDING', attempt: 1, partsDone: 3, partsTotal: 8, doing: '正在整理：第三小学党支部' },
    });
    const { text } = await secretary.get(page);
    expect(text).toContain('8个部分，已完成3个');
    expect(text).toContain('正在整理：第三小学党支部');
    expect(text).toContain('data-watch');
    expect(text).toMatch(/href="[^"]*acceptance-files"[^>]*>刷新/);
    expect(text).toContain('取消生成');
    expect((await reviewer.get(page)).text).not.toContain('取消生成');
    await secretary.post(`${page}/${id}/cancellation`);
    expect((await latest()).status).toBe('CANCELLED');
    expect((await secretary.post(`${page}/${id}/cancellation`)).status).toBe(409);
  });

  it('hands the file over with its length, recorded; only then its address serves it', async () => {
    const id = await maker.make(own);
    const whole = await maker.read(id);
    expect((await secretary.get(page)).text).toContain('材料包已生成，可以下载');
    const before = await downloads();
    const early = await secretary.get(`${page}/${id}/archive`);
    expect([early.status, early.headers['location']]).toEqual([303, page]);
    const handed = await secretary.post(`${page}/${id}/download`);
    expect([handed.status, handed.headers['location']]).toEqual([303, `${page}/${id}/archive`]);
    expect(await downloads()).toBe(before + 1);
    const file = await secretary.download(`${page}/${id}/archive`);
    expect(file.status).toBe(200);
    expect(file.headers).toMatchObject({
      ...{ 'content-length': String(whole.length), 'content-type': 'application/zip', 'cache-control': 'no-store' },
      ...{ 'accept-ranges': 'bytes', 'x-content-type-options': 'nosniff' },
    });
    expect(decodeURIComponent(String(file.headers['content-disposition']))).toContain(
      '机关幼儿园党支部验收材料-2026-11-23.zip',
    );
    expect((file.body as Buffer).equals(whole)).toBe(true);
    // Another one has it handed over himself.
    expect((await reviewer.get(`${page}/${id}/archive`)).status).toBe(303);
    expect((await reviewer.post(`${page}/${id}/download`)).status).toBe(303);
    expect((await reviewer.download(`${page}/${id}/archive`)).status).toBe(200);
  });

  it('goes on with a download that broke off', async () => {
    const { id } = await latest();
    const whole = await maker.read(id);
    const rest = await secretary.get(`${page}/${id}/archive`, { Range: `bytes=${whole.length - 22}-` });
    expect(rest.status).toBe(206);
    expect(rest.headers['content-range']).toBe(`bytes ${whole.length - 22}-${whole.length - 1}/${whole.length}`);
  });

  it('is nobody else’s', async () => {
    const { id } = await latest();
    for (const path of [page, `${page}/${id}/archive`]) expect((await sibling.get(path)).status).toBe(404);
    expect((await sibling.post(`${page}/${id}/download`)).status).toBe(404);
    // Nor is it reached through another branch, or as if it were the bureau's.
    const other = await branchOf('实验小学党支部');
    expect((await sibling.post(`/branches/${other}/acceptance-files/${id}/download`)).status).toBe(404);
    expect((await bureau.post(`/bureau/acceptance-files/${id}/download`)).status).toBe(404);
    expect((await bureau.get(page)).status).toBe(200);
    expect((await reviewer.post(page)).status).toBe(403);
  });

  it('says where the file has gone from the disk, and offers to make it anew', async () => {
    const { id } = await latest();
    rmSync(archivePath({ archiveDir: testArchives, bureauId, id }));
    expect((await secretary.get(page)).text).toContain('材料包的文件不在服务器上了');
    expect((await secretary.post(`${page}/${id}/download`)).status).toBe(404);
    expect((await secretary.get(`${page}/${id}/archive`)).status).toBe(404);
  });

  it('says why it was not made, and goes on', async () => {
    const id = await maker.order(own);
    await failFile(deps.useCase, id, '服务器磁盘空间不足，材料包没有生成。', 30);
    const { text } = await secretary.get(page);
    expect(text).toContain('服务器磁盘空间不足');
    expect(text).toContain('接着生成');
    await secretary.post(`${page}/${id}/continuation`);
    expect((await db.acceptanceFile.findUniqueOrThrow({ where: { bureauId_id: { bureauId, id } } })).status).toBe(
      'QUEUED',
    );
  });
});
