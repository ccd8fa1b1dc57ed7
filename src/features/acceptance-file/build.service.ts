import { rm } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FileStore } from '../../db/file-store.js';
import type { UseCase } from '../../db/transaction.js';
import type { JobRun } from '../../jobs/task.js';
import { addDays, chinaDay } from '../../shared/dates.js';
import { StaleState } from '../../shared/errors.js';
import { type FileRow, findCover, findJobFile, listBranches } from './acceptance-file.queries.js';
import { failureWords } from './acceptance-file.rules.js';
import { beginFile, expireFile, failFile, finishFile, noteProgress } from './acceptance-file.service.js';
import { BrokenPart, writeArchive } from './archive.js';
import { archivePath, type FilePlace, partsFolder, planOf, removeOthers, removeParts } from './archive-folder.js';
import {
  type BranchCount,
  branchPage,
  branchSheet,
  countOf,
  FRONT_FOLDER,
  folderNames,
  frontPage,
  frontSheet,
  readme,
} from './archive-index.js';
import { BRANCH_FOLDERS, BUREAU_FOLDERS, type FolderRow } from './contents.js';
import type { Source } from './documents.js';
import { NamesOfFolder, numbered } from './file-tree.rules.js';
import { pinned } from './office-file.js';
import { type Part, PartWriter, readPart } from './part-file.js';

export interface BuildDeps {
  useCase: UseCase;
  files: FileStore;
  archiveDir: string;
  /** How long a ready file is kept. */
  archiveDays: number;
}

/** Thrown inside a build whose file was cancelled or begun again elsewhere: it stops and leaves the file to others. */
class Lost extends Error {
  override readonly name = 'Lost';
}

const BUREAU_FOLDER = '00-局党委';

/**
 * R47: makes an acceptance file: branch by branch into parts on the disk, then all parts into one archive. Stopped anywhere
 * and called again, it goes on after the last finished branch. Throws what is worth another try.
 */
export async function buildFile(deps: BuildDeps, id: string, job: JobRun): Promise<void> {
  const { useCase, archiveDir } = deps;
  const attempt = await beginFile(useCase, id);
  const { bureauId } = useCase.actor;
  const file = await findJobFile(useCase.db, bureauId, id);
  if (attempt === null || !file) return tidy(deps);
  const place = { archiveDir, bureauId, id };
  try {
    await new Build(deps, file, attempt, place, job.signal).run();
    await removeParts(place);
  } catch (error) {
    if (error instanceof BrokenPart) await rm(`${partsFolder(place)}/${error.part}.json`, { force: true });
    const words = failureWords(error);
    if (words !== null) await failFile(useCase, id, words, deps.archiveDays);
    else if (!(error instanceof Lost)) throw error;
  }
  await tidy(deps);
}

/** The days of a file are over. */
export async function endFile(deps: BuildDeps, id: string): Promise<void> {
  await expireFile(deps.useCase, id);
  await tidy(deps);
}

const KEPT = ['QUEUED', 'BUILDING', 'READY', 'FAILED'];

async function tidy({ useCase, archiveDir }: BuildDeps): Promise<void> {
  const { bureauId } = useCase.actor;
  await removeOthers({ archiveDir, bureauId }, async (id) => {
    const row = await findJobFile(useCase.db, bureauId, id);
    return row !== null && KEPT.includes(row.status);
  });
}

/** What one part is made of. */
interface PartPlan<S extends Source> {
  name: string;
  folder: string;
  title: string;
  rows: readonly FolderRow<S>[];
  source: S;
}

class Build {
  #done = 0;
  #total = 0;

  constructor(
    private readonly deps: BuildDeps,
    private readonly file: FileRow,
    private readonly attempt: number,
    private readonly place: FilePlace,
    private readonly signal: AbortSignal,
  ) {}

  async run(): Promise<void> {
    const { useCase, files, archiveDays } = this.deps;
    const { db } = useCase;
    const { id, branchId, campaignId, requestedAt } = this.file;
    const { bureauId } = useCase.actor;
    const found = await listBranches(db, { bureauId, branchId });
    const plan = await planOf(this.place, async () => ({
      branches: found.map((branch, index) => ({
        id: branch.id,
        folder: new NamesOfFolder().take(numbered(index + 1, branch.shortName), ''),
      })),
    }));
    const cover = await findCover(db, bureauId, campaignId);
    const source: Source = { db, files, bureauId, campaignId, cover, now: requestedAt };
    this.#total = plan.branches.length + (branchId === null ? 2 : 1);
    const names: string[] = [];
    if (branchId === null) {
      const bureau = { name: 'bureau', folder: BUREAU_FOLDER, title: cover.bureau.name, rows: BUREAU_FOLDERS, source };
      await this.#part(bureau);
      names.push(bureau.name);
    }
    const counts: BranchCount[] = [];
    for (const { id: one, folder } of plan.branches) {
      const branch = found.find((row) => row.id === one);
      // Closed since the build began: what was made of it is not kept.
      if (!branch) continue;
      const part = await this.#part({
        ...{ name: one, folder, title: branch.shortName, rows: BRANCH_FOLDERS, source: { ...source, branch } },
      });
      counts.push(countOf(folder, branch.shortName, part));
      names.push(one);
    }
    await this.#show('正在编目录、合成一个文件');
    await this.#front({
      ...{ bureauName: cover.bureau.name, campaignName: cover.name, orderedOn: chinaDay(requestedAt) },
      ...{ by: this.file.requestedByName, bureauFolder: branchId === null ? BUREAU_FOLDER : null, branches: counts },
    });
    const parts = { folder: partsFolder(this.place), names: ['front', ...names] };
    const { byteSize, sha256, documents } = await writeArchive(archivePath(this.place), parts, this.signal);
    const expiresAt = addDays(chinaDay(useCase.clock.now()), archiveDays);
    const finished = { byteSize, sha256, documentCount: documents, expiresAt };
    await finishFile(useCase, { id, attempt: this.attempt }, finished).catch((error: unknown) => {
      throw error instanceof StaleState ? new Lost() : error;
    });
  }

  async #show(doing: string): Promise<void> {
    const { id } = this.file;
    const shown = { partsDone: this.#done, partsTotal: this.#total, doing };
    if (!(await noteProgress(this.deps.useCase, { id, attempt: this.attempt }, shown))) throw new Lost();
  }

  /** A part that is there is taken as it is. */
  async #part<S extends Source>(plan: PartPlan<S>): Promise<Part> {
    const kept = await readPart(partsFolder(this.place), plan.name);
    const part = kept ?? (await this.#write(plan));
    this.#done += 1;
    return part;
  }

  async #write<S extends Source>({ name, folder, title, rows, source }: PartPlan<S>): Promise<Part> {
    await this.#show(`正在整理：${title}`);
    return this.#withWriter(name, async (writer) => {
      const titles = folderNames(rows);
      for (const [index, row] of rows.entries()) {
        const inside = titles[index] ?? '';
        const taken = new NamesOfFolder();
        for await (const document of row.build(source)) {
          this.signal.throwIfAborted();
          const bytes = await document.make();
          const made = /^\.(docx|xlsx)$/.test(document.ending) ? pinned(bytes) : bytes;
          await writer.add(`${folder}/${inside}/${nameIn(taken, document)}`, inside, made);
          await nextTurn();
        }
      }
      const documents = [...writer.entries];
      const heading = { title, top: folder };
      await writer.add(`${folder}/目录.html`, '', branchPage(heading, documents, rows));
      await writer.add(`${folder}/目录.xlsx`, '', pinned(await branchSheet(heading, documents, rows)));
      return titles.filter((inside) => !documents.some((entry) => entry.folder === inside));
    });
  }

  /** The front is always made anew: it is small and counts the parts. */
  async #front(front: Parameters<typeof frontPage>[0]): Promise<void> {
    await this.#withWriter('front', async (writer) => {
      await writer.add(`${FRONT_FOLDER}/目录.html`, '', frontPage(front));
      await writer.add(`${FRONT_FOLDER}/目录.xlsx`, '', pinned(await frontSheet(front)));
      await writer.add(`${FRONT_FOLDER}/使用说明.txt`, '', readme());
      return [];
    });
  }

  async #withWriter(name: string, work: (writer: PartWriter) => Promise<string[]>): Promise<Part> {
    const writer = await PartWriter.open(partsFolder(this.place), name, String(this.attempt));
    try {
      return await writer.finish(await work(writer));
    } catch (error) {
      await writer.abandon();
      throw error;
    }
  }
}

/** The folders of a document's own name are kept; its last segment is made unlike the others there. */
function nameIn(taken: NamesOfFolder, { name, ending }: { name: string; ending: string }): string {
  const cut = name.lastIndexOf('/') + 1;
  const folder = name.slice(0, cut);
  // One set of names for the builder's whole folder: members of one name in two groups differ as well.
  return `${folder}${taken.take(name.slice(cut), ending)}`;
}
