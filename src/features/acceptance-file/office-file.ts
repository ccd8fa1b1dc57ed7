import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

/** Any fixed moment: what says when a document was made is its content. */
export const PINNED = new Date(Date.UTC(2000, 0, 1));
const STAMPS = /(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)/g;
const CORE = 'docProps/core.xml';

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const UTF8_NAMES = 0x0800;
/** 1 January 2000, midnight, as ZIP writes it. */
const DOS_DATE = (20 << 9) | (1 << 5) | 1;

interface Entry {
  name: Buffer;
  method: number;
  crc: number;
  size: number;
  /** As it lies in the archive, packed by its method. */
  packed: Buffer;
}

/**
 * The same Word or Excel file with no trace of the moment it was written: the same data give the same bytes, so that the sums
 * of the archive can be compared. The parts are taken over packed as they are; only the one with the stamps is packed anew.
 */
export function pinned(file: Buffer): Buffer {
  const entries = entriesOf(file).map((entry) => (entry.name.toString('utf8') === CORE ? withoutStamps(entry) : entry));
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const head = Buffer.alloc(30);
    head.writeUInt32LE(LOCAL, 0);
    facts(entry).copy(head, 4);
    parts.push(head, entry.name, entry.packed);
    const row = Buffer.alloc(46);
    row.writeUInt32LE(CENTRAL, 0);
    row.writeUInt16LE(20, 4);
    facts(entry).copy(row, 6);
    row.writeUInt32LE(offset, 42);
    directory.push(row, entry.name);
    offset += head.length + entry.name.length + entry.packed.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

/** What both headers of an entry say in the same order: version, flags, method, moment, sum, sizes, length of the name. */
function facts({ name, method, crc, size, packed }: Entry): Buffer {
  const bytes = Buffer.alloc(26);
  bytes.writeUInt16LE(20, 0);
  bytes.writeUInt16LE(UTF8_NAMES, 2);
  bytes.writeUInt16LE(method, 4);
  bytes.writeUInt16LE(0, 6);
  bytes.writeUInt16LE(DOS_DATE, 8);
  bytes.writeUInt32LE(crc, 10);
  bytes.writeUInt32LE(packed.length, 14);
  bytes.writeUInt32LE(size, 18);
  bytes.writeUInt16LE(name.length, 22);
  return bytes;
}

function withoutStamps(entry: Entry): Entry {
  const xml = entry.method === 0 ? entry.packed : inflateRawSync(entry.packed);
  const bytes = Buffer.from(xml.toString('utf8').replace(STAMPS, `$1${PINNED.toISOString()}$2`), 'utf8');
  return { name: entry.name, method: 8, crc: crc32(bytes), size: bytes.length, packed: deflateRawSync(bytes) };
}

/** Reads the directory of an archive that our own writers made; folders among it are left out. */
function entriesOf(file: Buffer): Entry[] {
  const end = file.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  if (end < 0) throw new Error('Not an archive.');
  const entries: Entry[] = [];
  let at = file.readUInt32LE(end + 16);
  for (let count = file.readUInt16LE(end + 10); count > 0; count -= 1) {
    if (file.readUInt32LE(at) !== CENTRAL) throw new Error('The directory of the archive is broken.');
    const nameLength = file.readUInt16LE(at + 28);
    const name = file.subarray(at + 46, at + 46 + nameLength);
    const local = file.readUInt32LE(at + 42);
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    const packed = file.subarray(start, start + file.readUInt32LE(at + 20));
    const sums = { crc: file.readUInt32LE(at + 16), size: file.readUInt32LE(at + 24) };
    if (!name.toString('latin1').endsWith('/'))
      entries.push({ name, method: file.readUInt16LE(at + 10), packed, ...sums });
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return entries;
}
