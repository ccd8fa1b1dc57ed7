import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cancelFile, retryFile } from '../../../src/features/acceptance-file/acceptance-file.service.js';
import { archivePath, partsFolder } from '../../../src/features/acceptance-file/archive-folder.js';
import { endFile } from '../../../src/features/acceptance-file/build.service.js';
import { apart } from '../../../src/jobs/apart.js';
import { RuleViolation, StaleState } from '../../../src/shared/errors.js';
import { apartTasks } from '../../../src/tasks.js';
import { unzip } from '../../support/archives.js';
import { demoDatabase } from '../../support/demo-database.js';
import { archiveFolder, makerOn } from './built.js';

const { db, clock } = await demoDatabase();
const archiveDir = archiveFolder();
const maker = await makerOn(db, clock, archiveDir);
const { bureauId, deps } = maker;
const branches = await db.branch.findMany({
  where: { bureauId },
  orderBy: [{ shortName: 'asc' }, { id: 'asc' }],
  select: { id: true, shortName: true },
});
const small = branches.find(({ shortName }) => shortName.includes('幼儿园'))?.id ?? '';
const placeOf = (id: string) => ({ archiveDir, bureauId, id });
const lying = () => (existsSync(path.join(archiveDir, bureauId)) ? readdirSync(path.join(archiveDir, bureauId)) : []);
const scope = (branchId: string | null) => ({ bureauId, branchId });

/** What the audit trail says of a file, in order. */
const trail = async (id: string) =>
  (
    await db.auditEvent.findMany({
      where: { bureauId, entity: 'AcceptanceFile', entityId: id },
      orderBy: { seq: 'asc' },
      select: { action: true },
    })
  ).map(({ action }) => action.replace('acceptance-file.', ''));

describe('R47: ordering', () => {
  it('allows one at a time for a branch, also when two press at once, and another scope beside it', async () => {
    const both = await Promise.allSettled([maker.order(small), maker.order(small)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(maker.order(small)).rejects.toThrow(RuleViolation);
    const whole = await maker.order(null);
    await cancelFile(deps.useCase, scope(null), whole);
    const [first] = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    await cancelFile(deps.useCase, scope(small), first ?? '');
    expect(await db.acceptanceFile.count({ where: { bureauId, branchId: small, status: 'CANCELLED' } })).toBe(1);
    await expect(cancelFile(deps.useCase, scope(small), first ?? '')).rejects.toThrow(StaleState);
    await maker.build(first ?? '');
    expect((await maker.row(first ?? '')).status).toBe('CANCELLED');
    expect(lying()).toEqual([]);
  });
});

describe('R47: a file that is ready', () => {
  it('is superseded by the next one, which takes its place on the disk', async () => {
    const [first, second] = [await maker.make(small), await maker.make(small)];
    expect((await maker.row(first)).status).toBe('SUPERSEDED');
    expect((await maker.row(second)).status).toBe('READY');
    expect(lying()).toEqual([`${second}.zip`]);
    expect(await trail(first)).toEqual(['request', 'begin', 'finish', 'supersede']);
  });

  it('is removed when its days are over', async () => {
    const id = await maker.make(small);
    const { rows } = await db.$pool.query<{ day: string }>(
      `SELECT to_char(run_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day FROM graphile_worker.jobs WHERE key = $1`,
      [`acceptance-file.expire:${id}`],
    );
    expect(rows).toEqual([{ day: '2026-12-23' }]);
    await endFile(deps, id);
    expect((await maker.row(id)).status).toBe('REMOVED');
    expect(lying()).toEqual([]);
    expect(await trail(id)).toEqual(['request', 'begin', 'finish', 'expire']);
  });
});

describe('R47: a build that is stopped', () => {
  it('goes on after the last finished branch and gives the same as one that was not', async () => {
    const id = await maker.order(null);
    const stop = new AbortController();
    const building = maker.build(id, stop.signal);
    await expect
      .poll(async () => (await maker.row(id)).partsDone, { timeout: 60_000, interval: 20 })
      .toBeGreaterThan(2);
    stop.abort(new Error('The process stops.'));
    await expect(building).rejects.toThrow('The process stops.');
    expect((await maker.row(id)).status).toBe('BUILDING');
    const finished = readdirSync(partsFolder(placeOf(id))).filter((name) => name.endsWith('.json'));
    expect(finished.length).toBeGreaterThan(2);
    expect(readdirSync(partsFolder(placeOf(id))).filter((name) => /\.part\.\d/.test(name))).toEqual([]);
    // What was finished is not read again: a later change of the first branch is not in it.
    const [first] = branches;
    await db.member.updateMany({ where: { bureauId, branchId: first?.id ?? '' }, data: { post: '改过的岗位' } });
    await maker.build(id);
    expect(await maker.row(id)).toMatchObject({ status: 'READY', attempt: 2, partsDone: 8 });
    const files = await unzip(await maker.read(id));
    expect(await textOf(files, '01-')).not.toContain('改过的岗位');
    expect(await textOf(await unzip(await maker.read(await maker.make(first?.id ?? ''))), '01-')).toContain(
      '改过的岗位',
    );
    sumsHold(files);
    expect(existsSync(partsFolder(placeOf(id)))).toBe(false);
  }, 240_000);

  it('is left when somebody cancels it, and leaves nothing', async () => {
    const before = lying();
    const id = await maker.order(null);
    const building = maker.build(id);
    await expect.poll(async () => (await maker.row(id)).doing, { timeout: 60_000, interval: 20 }).toMatch(/正在整理/);
    await cancelFile(deps.useCase, scope(null), id);
    await building;
    expect((await maker.row(id)).status).toBe('CANCELLED');
    expect(lying()).toEqual(before);
  }, 120_000);

  it('does not finish what somebody else has begun again', async () => {
    const id = await maker.order(small);
    const first = maker.build(id);
    await expect.poll(async () => (await maker.row(id)).attempt, { timeout: 60_000, interval: 5 }).toBe(1);
    await Promise.all([first, maker.build(id)]);
    expect(await maker.row(id)).toMatchObject({ status: 'READY', attempt: 2 });
    expect((await trail(id)).filter((act) => act === 'finish')).toHaveLength(1);
    sumsHold(await unzip(await maker.read(id)));
  }, 120_000);
});

describe('R47: when the disk is full', () => {
  it('says so, leaves no half part, and goes on once there is room', async () => {
    const id = await maker.order(small);
    const folder = partsFolder(placeOf(id));
    mkdirSync(folder, { recursive: true });
    symlinkSync('/dev/full', path.join(folder, `${small}.part.1`));
    await maker.build(id);
    const row = await maker.row(id);
    expect(row.status).toBe('FAILED');
    expect(row.failure).toContain('磁盘空间不足');
    expect(readdirSync(folder)).toEqual(['plan.json']);
    await retryFile(deps.useCase, scope(small), id);
    expect((await maker.row(id)).status).toBe('QUEUED');
    await maker.build(id);
    expect(await maker.row(id)).toMatchObject({ status: 'READY', failure: null });
    expect(await trail(id)).toEqual(['request', 'begin', 'fail', 'retry', 'begin', 'finish']);
  }, 60_000);
});

it('R47: a part that does not hold what was written is made anew', async () => {
  const id = await maker.order(small);
  const stop = new AbortController();
  const building = maker.build(id, stop.signal);
  const list = path.join(partsFolder(placeOf(id)), `${small}.json`);
  await expect.poll(() => existsSync(list), { timeout: 60_000, interval: 1 }).toBe(true);
  stop.abort(new Error('The process stops.'));
  await building.catch(() => {});
  if ((await maker.row(id)).status === 'READY') return;
  appendFileSync(path.join(partsFolder(placeOf(id)), `${small}.part`), 'x');
  await maker.build(id);
  expect((await maker.row(id)).status).toBe('READY');
  sumsHold(await unzip(await maker.read(id)));
}, 60_000);

describe('R6, R47: a process that is killed in the middle of a build', () => {
  const children: ChildProcess[] = [];
  afterAll(() => children.forEach((child) => void child.kill('SIGKILL')));

  function startWorker(): ChildProcess {
    const script = path.resolve(import.meta.dirname, '../../fixtures/acceptance-worker.mjs');
    const evidence = path.resolve(import.meta.dirname, '../../.output/files');
    const { connectionString = '' } = db.$pool.options;
    const child = spawn(process.execPath, [script, connectionString, evidence, archiveDir], { stdio: 'ignore' });
    children.push(child);
    return child;
  }

  it('loses nothing: the next start goes on and finishes', async () => {
    await db.$pool.query('TRUNCATE graphile_worker._private_jobs, graphile_worker._private_job_queues');
    const id = await maker.order(null);
    const first = startWorker();
    await expect
      .poll(async () => (await maker.row(id)).partsDone, { timeout: 90_000, interval: 20 })
      .toBeGreaterThan(1);
    first.kill('SIGKILL');
    await once(first, 'exit');
    const kept = readdirSync(partsFolder(placeOf(id))).filter((name) => name.endsWith('.json') && name !== 'plan.json');
    expect(kept.length).toBeGreaterThan(1);
    expect(await maker.row(id)).toMatchObject({ status: 'BUILDING', attempt: 1 });
    const second = startWorker();
    await expect.poll(async () => (await maker.row(id)).status, { timeout: 120_000, interval: 100 }).toBe('READY');
    expect(await maker.row(id)).toMatchObject({ attempt: 2, partsDone: 8 });
    sumsHold(await unzip(await maker.read(id)));
    expect(existsSync(archivePath(placeOf(id)))).toBe(true);
    expect(existsSync(partsFolder(placeOf(id)))).toBe(false);
    second.kill('SIGTERM');
    expect(await once(second, 'exit')).toEqual([0, null]);
  }, 240_000);
});

/** Every line of the list of sums holds, and none is missing. */
function sumsHold(files: Map<string, Buffer>): void {
  const sums = '00-目录/清单-SHA256.txt';
  const lines = files.get(sums)?.toString('utf8').trimEnd().split('\n') ?? [];
  expect(lines).toHaveLength(files.size - 1);
  for (const line of lines) {
    const bytes = files.get(line.slice(66)) ?? Buffer.from('missing');
    expect(createHash('sha256').update(bytes).digest('hex'), line).toBe(line.slice(0, 64));
  }
}

async function textOf(files: Map<string, Buffer>, top: string): Promise<string> {
  const roster = [...files].find(([name]) => name.startsWith(top) && name.endsWith('党员花名册.xlsx'))?.[1];
  return (await unzip(roster ?? Buffer.alloc(0))).get('xl/sharedStrings.xml')?.toString('utf8') ?? '';
}

describe('P6: the portal has it built in a process of its own', () => {
  it('with the settings of the portal, and the file is the same', async () => {
    const program = path.resolve(import.meta.dirname, '../../../dist/job-process.js');
    const { connectionString = '' } = db.$pool.options;
    const evidenceDir = path.resolve(import.meta.dirname, '../../.output/files');
    const fieldKey = Buffer.alloc(32, 1).toString('base64');
    const settings = { connectionString, archiveDir, archiveDays: 30, evidenceDir, s3: null, fieldKey };
    const [build] = apartTasks({ ...deps, ...deps.useCase }).map((row) => apart(row, program, settings));
    const id = await maker.order(small);
    await build?.run({ bureauId, fileId: id }, { signal: new AbortController().signal, attempt: 1 });
    expect((await maker.row(id)).status).toBe('READY');
    expect(lying()).toContain(`${id}.zip`);
    const here = await maker.make(small);
    expect((await maker.row(here)).documentCount).toBe((await maker.row(id)).documentCount);
  });
});
