import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import type { Db } from '../../../src/db/client.js';
import { cancelFile, requestFile } from '../../../src/features/acceptance-file/acceptance-file.service.js';
import { archivePath } from '../../../src/features/acceptance-file/archive-folder.js';
import { type BuildDeps, buildFile } from '../../../src/features/acceptance-file/build.service.js';
import { testFiles } from '../../support/file-store.js';
import type { TestClock } from '../../support/fixed-clock.js';
import { testCipher } from '../../support/use-case.js';

/** A folder of the test file's own for acceptance files. */
export function archiveFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'acceptance-files-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface Maker {
  deps: BuildDeps;
  bureauId: string;
  campaignId: string;
  /** Orders a file and builds it at once, as the queue would; gives its id. */
  make(branchId: string | null): Promise<string>;
  order(branchId: string | null): Promise<string>;
  build(id: string, signal?: AbortSignal): Promise<void>;
  /** The bytes of a ready archive. */
  read(id: string): Promise<Buffer>;
  row(id: string): ReturnType<Db['acceptanceFile']['findUniqueOrThrow']>;
}

/** The demonstration's bureau with its running campaign, ordered by its secretary. */
export async function makerOn(db: Db, clock: TestClock, archiveDir: string): Promise<Maker> {
  const { bureauId, accountId } = await db.loginName.findUniqueOrThrow({ where: { username: 'ju-shuji' } });
  const campaign = await db.campaign.findFirstOrThrow({ where: { bureauId }, select: { id: true } });
  const useCase = { db, clock, cipher: testCipher, actor: { bureauId, accountId, name: '陈志远' } };
  const deps: BuildDeps = {
    useCase: { ...useCase, actor: { bureauId, accountId: null, name: '系统' } },
    files: testFiles,
    archiveDir,
    archiveDays: 30,
  };
  // The demonstration's own order waits for a queue that nobody works on here.
  const waiting = await db.acceptanceFile.findMany({
    where: { bureauId, status: 'QUEUED' },
    select: { id: true, branchId: true },
  });
  for (const { id, branchId } of waiting) await cancelFile(useCase, { bureauId, branchId }, id);
  const build = (id: string, signal = new AbortController().signal) => buildFile(deps, id, { signal, attempt: 1 });
  const order = (branchId: string | null) => requestFile(useCase, { bureauId, branchId }, campaign.id);
  return {
    ...{ deps, bureauId, campaignId: campaign.id, build, order },
    async make(branchId) {
      const id = await order(branchId);
      await build(id);
      return id;
    },
    read: (id) => readFile(archivePath({ archiveDir, bureauId, id })),
    row: (id) => db.acceptanceFile.findUniqueOrThrow({ where: { bureauId_id: { bureauId, id } } }),
  };
}
