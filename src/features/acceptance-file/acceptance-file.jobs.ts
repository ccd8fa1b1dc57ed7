import type { Db } from '../../db/client.js';
import type { FileStore } from '../../db/file-store.js';
import type { UseCase } from '../../db/transaction.js';
import { type TaskRow, taskRow } from '../../jobs/task.js';
import type { FieldCipher } from '../../shared/cipher.js';
import type { Clock } from '../../shared/clock.js';
import { GIVEN_UP } from './acceptance-file.rules.js';
import { failFile } from './acceptance-file.service.js';
import { BUILD, EXPIRE, type OneFile } from './acceptance-file.tasks.js';
import { buildFile, endFile } from './build.service.js';

export interface FileJobDeps {
  db: Db;
  clock: Clock;
  cipher: FieldCipher;
  files: FileStore;
  archiveDir: string;
  archiveDays: number;
}

/** What the portal does in the background for acceptance files. */
export function acceptanceFileJobs(deps: FileJobDeps): TaskRow[] {
  const { db, clock, cipher, files, archiveDir, archiveDays } = deps;
  const useCaseOf = ({ bureauId }: OneFile): UseCase => ({
    ...{ db, clock, cipher, actor: { bureauId, accountId: null, name: '系统' } },
  });
  const depsOf = (one: OneFile) => ({ useCase: useCaseOf(one), files, archiveDir, archiveDays });
  return [
    taskRow(BUILD, {
      run: (one, job) => buildFile(depsOf(one), one.fileId, job),
      givenUp: (one) => failFile(useCaseOf(one), one.fileId, GIVEN_UP, archiveDays),
    }),
    taskRow(EXPIRE, { run: (one) => endFile(depsOf(one), one.fileId) }),
  ];
}
