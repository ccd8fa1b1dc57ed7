import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';

/** One document in a part: where it goes in the archive, where it lies in the part, and what it has to be. */
export interface PartEntry {
  path: string;
  offset: number;
  size: number;
  sha256: string;
  /** The document list of the branch: which folder and which of the plan's documents it belongs to. */
  folder: string;
}

/** A part of an archive in the making: the documents of one branch, one after the other in one file, with a list beside it. */
export interface Part {
  entries: PartEntry[];
  /** Folders for which there is nothing. */
  empty: string[];
}

const listOf = (folder: string, name: string) => path.join(folder, `${name}.json`);
const bytesOf = (folder: string, name: string) => path.join(folder, `${name}.part`);

/** A finished part; null when it is not there or not whole, so that it is made (again). */
export async function readPart(folder: string, name: string): Promise<Part | null> {
  try {
    const part = JSON.parse(await readFile(listOf(folder, name), 'utf8')) as Part;
    const { size } = await stat(bytesOf(folder, name));
    return part.entries.reduce((sum, entry) => sum + entry.size, 0) === size ? part : null;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** The bytes of one document of a finished part. */
export function readEntry(folder: string, name: string, { offset, size }: PartEntry): Readable {
  return createReadStream(bytesOf(folder, name), { start: offset, end: offset + size - 1 });
}

/** Writes a part. Only `finish` makes it count: the list is renamed into its place last, after the bytes are on the disk. */
export class PartWriter {
  readonly entries: PartEntry[] = [];
  #size = 0;

  private constructor(
    private readonly folder: string,
    private readonly name: string,
    private readonly file: FileHandle,
    private readonly mark: string,
  ) {}

  /** `mark`: tells two builders of one part apart that do not know of each other. */
  static async open(folder: string, name: string, mark: string): Promise<PartWriter> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = await open(`${bytesOf(folder, name)}.${mark}`, 'w', 0o600);
    return new PartWriter(folder, name, file, mark);
  }

  async add(entryPath: string, folder: string, bytes: Buffer): Promise<void> {
    await this.file.writeFile(bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    this.entries.push({ path: entryPath, folder, offset: this.#size, size: bytes.length, sha256 });
    this.#size += bytes.length;
  }

  async finish(empty: string[]): Promise<Part> {
    const part: Part = { entries: this.entries, empty };
    await this.file.sync();
    await this.file.close();
    const list = listOf(this.folder, this.name);
    await rm(list, { force: true });
    await rename(`${bytesOf(this.folder, this.name)}.${this.mark}`, bytesOf(this.folder, this.name));
    await writeFile(`${list}.${this.mark}`, JSON.stringify(part), { mode: 0o600, flush: true });
    await rename(`${list}.${this.mark}`, list);
    return part;
  }

  /** Leaves nothing of a part that was not finished. */
  async abandon(): Promise<void> {
    await this.file.close().catch(() => {});
    await rm(`${bytesOf(this.folder, this.name)}.${this.mark}`, { force: true });
  }
}
