import { createDb } from '../db/client.js';
import { createFileStore } from '../db/file-store.js';
import { requestFile } from '../features/acceptance-file/acceptance-file.service.js';
import { buildFile } from '../features/acceptance-file/build.service.js';
import { createFieldCipher } from '../shared/cipher.js';
import { systemClock } from '../shared/clock.js';

/** One acceptance file of the whole bureau, built in a process of its own, so that its memory is told from the rest. */
const [connectionString = '', evidenceDir = '', archiveDir = '', bureauId = '', campaignId = '', accountId = ''] =
  process.argv.slice(2);
const db = createDb({ connectionString, waitMs: 30_000 });
const useCase = {
  ...{ db, clock: systemClock, cipher: createFieldCipher(Buffer.alloc(32)) },
  actor: { bureauId, accountId, name: '系统' },
};
const files = createFileStore({ evidenceDir, s3: null });
const id = await requestFile(useCase, { bureauId, branchId: null }, campaignId);
const start = performance.now();
const deps = { useCase, files, archiveDir, archiveDays: 30 };
await buildFile(deps, id, { signal: new AbortController().signal, attempt: 1 });
const seconds = (performance.now() - start) / 1000;
const row = await db.acceptanceFile.findUniqueOrThrow({ where: { bureauId_id: { bureauId, id } } });
const { user, system } = process.cpuUsage();
process.stdout.write(
  JSON.stringify({
    ...{ seconds, cpuSeconds: (user + system) / 1e6, status: row.status, documents: row.documentCount },
    ...{ bytes: Number(row.byteSize ?? 0), peakMb: process.resourceUsage().maxRSS / 1024 },
  }),
);
await db.$disconnect();
