import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import { PINNED } from './office-file.js';
import { type PartEntry, readEntry, readPart } from './part-file.js';

export interface PartPlace {
  /** Of the parts. */
  folder: string;
  names: readonly string[];
}

export const SUMS = '00-目录/清单-SHA256.txt';

const FRONT = { mtime: PINNED, mode: 0o100644, forceDosTimestamp: true } as const;
/** Office files, pictures and PDFs are packed already. */
const PACKED = /\.(docx|xlsx|jpe?g|png|pdf)$/i;

/** Thrown when what lies on the disk is not what was written: the part is made anew. */
export class BrokenPart extends Error {
  override readonly name = 'BrokenPart';

  constructor(readonly part: string) {
    super(`The part ${part} does not hold what was written.`);
  }
}

/**
 * Puts the finished parts together: one archive with all their documents and the list of sums, written as it goes and renamed
 * when it is whole. Nothing but the names is held in memory; each document is compared with its sum on the way.
 */
export async function writeArchive(
  target: string,
  { folder, names }: PartPlace,
  signal: AbortSignal,
): Promise<{ byteSize: number; sha256: string; documents: number }> {
  const zip = new yazl.ZipFile();
  const unfinished = `${target}.unfinished`;
  const hash = createHash('sha256');
  let byteSize = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      byteSize += chunk.length;
      done(null, chunk);
    },
  });
  // A document that cannot be read ends the whole: yazl tells by an event.
  zip.on('error', (error: Error) => counted.destroy(error));
  let documents = 0;
  for (const name of names) {
    const part = await readPart(folder, name);
    if (!part) throw new BrokenPart(name);
    for (const entry of part.entries) addEntry(zip, folder, name, entry);
    documents += part.entries.length;
  }
  zip.addReadStreamLazy(SUMS, { ...FRONT, compress: true }, (ready) =>
    ready(null, Readable.from(sumLines(folder, names))),
  );
  zip.end();
  try {
    await pipeline(zip.outputStream, counted, createWriteStream(unfinished, { mode: 0o600 }), { signal });
    const file = await open(unfinished, 'r');
    await file.sync().finally(() => file.close());
    await rename(unfinished, target);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  return { byteSize, sha256: hash.digest('hex'), documents: documents + 1 };
}

function addEntry(zip: yazl.ZipFile, folder: string, name: string, entry: PartEntry): void {
  const options = { ...FRONT, compress: !PACKED.test(entry.path), size: entry.size };
  zip.addReadStreamLazy(entry.path, options, (ready) => {
    if (entry.size === 0) return ready(null, Readable.from([]));
    const source = readEntry(folder, name, entry);
    const checked = verified(entry, name);
    source.on('error', (error) => checked.destroy(error));
    ready(null, source.pipe(checked));
  });
}

function verified({ sha256 }: PartEntry, part: string): Transform {
  const hash = createHash('sha256');
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      done(hash.digest('hex') === sha256 ? null : new BrokenPart(part));
    },
  });
}

/** As `sha256sum -c` reads them: sum, two spaces, path from the top of the archive. */
async function* sumLines(folder: string, names: readonly string[]): AsyncGenerator<string> {
  for (const name of names) {
    const part = await readPart(folder, name);
    if (!part) throw new BrokenPart(name);
    yield part.entries.map(({ sha256, path }) => `${sha256}  ${path}\n`).join('');
  }
}
