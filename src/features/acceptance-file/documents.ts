import type { Db } from '../../db/client.js';
import type { FileStore } from '../../db/file-store.js';
import { showDay } from '../../shared/dates.js';
import type { BranchOfFile, Cover } from './acceptance-file.queries.js';
import { safeName } from './file-tree.rules.js';
import type { BranchKey } from './groundwork.queries.js';
import { withoutPrivateNumbers } from './private-words.rules.js';
import { type Sheet, sheetFile } from './sheet-file.js';
import type { Paper } from './word-file.js';

/** What a builder reads from. No cipher among it: fields that are kept encrypted cannot come into an acceptance file. */
export interface Source {
  db: Db;
  files: FileStore;
  bureauId: string;
  campaignId: string;
  cover: Cover;
  /** When the file was asked for: what is worked out by the day stands as of it, however long the build takes. */
  now: Date;
}

export interface BranchSource extends Source {
  branch: BranchOfFile;
}

export const keyOf = ({ bureauId, campaignId, branch }: BranchSource): BranchKey => ({
  ...{ bureauId, campaignId, branchId: branch.id },
});

/** 2026年7月5日; empty where there is none. */
export const day = (value: Date | null | undefined): string => (value ? showDay(value) : '');

/** 2026-07-05, so that names of files sort by it. */
export const isoDay = (date: Date): string => date.toISOString().slice(0, 10);

/** One document, made when its turn has come. */
export interface MadeDocument {
  /** Without its ending; a folder below the builder's own before a slash. */
  name: string;
  ending: string;
  make(): Promise<Buffer>;
}

/** Gives the documents of one folder, one after the other; none where the branch has nothing of the kind. */
export type Builder<S extends Source> = (source: S) => AsyncIterable<MadeDocument>;

export const word = (name: string, paper: Paper): MadeDocument => ({
  ...{ name, ending: '.docx', make: async () => (await import('./word-file.js')).wordFile(paper) },
});

const ENDINGS = [
  ['/pdf', '.pdf'],
  ['.wordprocessingml.document', '.docx'],
  ['.spreadsheetml.sheet', '.xlsx'],
] as const;

/** A photograph or paper under its own name, as it was kept. */
export function evidenceDocument(
  prefix: string,
  { fileName, mediaType }: { fileName: string; mediaType: string },
  bytes: Buffer,
): MadeDocument {
  const ending = ENDINGS.find(([type]) => mediaType.endsWith(type))?.[1] ?? '.jpg';
  const base = withoutPrivateNumbers(fileName).replace(/\.[^.]{1,5}$/, '');
  return { name: `${prefix}-${safeName(base)}`, ending, make: async () => bytes };
}

export const workbook = (name: string, ...sheets: Sheet[]): MadeDocument => ({
  ...{ name, ending: '.xlsx', make: () => sheetFile(sheets) },
});
