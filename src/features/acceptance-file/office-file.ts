import { type Entry, fromBuffer, type ZipFile } from 'yauzl';
import yazl from 'yazl';

/** Any fixed moment: what says when a document was made is its content. */
export const PINNED = new Date(Date.UTC(2000, 0, 1));
const STAMPS = /(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)/g;

/**
 * The same Word or Excel file with no trace of the moment it was written: the same data give the same bytes, so that the sums
 * of the archive can be compared.
 */
export async function pinned(file: Buffer): Promise<Buffer> {
  const parts = await partsOf(file);
  const zip = new yazl.ZipFile();
  for (const [name, bytes] of parts) {
    const content = name === 'docProps/core.xml' ? withoutStamps(bytes) : bytes;
    zip.addBuffer(content, name, { mtime: PINNED, mode: 0o100644, compressionLevel: 6, forceDosTimestamp: true });
  }
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const withoutStamps = (xml: Buffer): Buffer =>
  Buffer.from(xml.toString('utf8').replace(STAMPS, `$1${PINNED.toISOString()}$2`), 'utf8');

function partsOf(file: Buffer): Promise<[string, Buffer][]> {
  return new Promise((resolve, reject) => {
    fromBuffer(file, { lazyEntries: true }, (error, zip: ZipFile | undefined) => {
      if (error || !zip) return reject(error);
      const parts: [string, Buffer][] = [];
      zip.on('error', reject);
      zip.on('end', () => resolve(parts));
      zip.on('entry', (entry: Entry) => {
        zip.openReadStream(entry, (failure, stream) => {
          if (failure || !stream) return reject(failure);
          const chunks: Buffer[] = [];
          stream.on('error', reject);
          stream.on('data', (chunk: Buffer) => chunks.push(chunk));
          stream.on('end', () => {
            if (!entry.fileName.endsWith('/')) parts.push([entry.fileName, Buffer.concat(chunks)]);
            zip.readEntry();
          });
        });
      });
      zip.readEntry();
    });
  });
}
