import { inflateRawSync } from 'node:zlib';

const END_OF_DIRECTORY = Buffer.from('PK\u0005\u0006', 'latin1');
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;

/** Thrown where an archive cannot be read as one, or is larger than it may be. */
export class ZipFault extends Error {
  override readonly name = 'ZipFault';
  constructor(readonly kind: 'broken' | 'too-big' | 'encrypted') {
    super(kind);
  }
}

export interface ZipEntry {
  name: string;
  method: number;
  packedBytes: number;
  localOffset: number;
}

/** Whether a file begins as an archive does. */
export const isZip = (file: Buffer): boolean => file.length >= 4 && file.readUInt32LE(0) === LOCAL_ENTRY;

/** What an archive says it holds. Throws ZipFault. */
export function zipEntries(file: Buffer, most: number): ZipEntry[] {
  const end = file.lastIndexOf(END_OF_DIRECTORY);
  if (end < 0 || end + 22 > file.length) throw new ZipFault('broken');
  const count = file.readUInt16LE(end + 10);
  if (count > most) throw new ZipFault('too-big');
  const entries: ZipEntry[] = [];
  let offset = file.readUInt32LE(end + 16);
  for (let position = 0; position < count; position += 1) {
    if (offset + 46 > file.length || file.readUInt32LE(offset) !== DIRECTORY_ENTRY) throw new ZipFault('broken');
    const nameLength = file.readUInt16LE(offset + 28);
    if ((file.readUInt16LE(offset + 8) & 1) === 1) throw new ZipFault('encrypted');
    entries.push({
      name: file.toString('utf8', offset + 46, offset + 46 + nameLength),
      method: file.readUInt16LE(offset + 10),
      packedBytes: file.readUInt32LE(offset + 20),
      localOffset: file.readUInt32LE(offset + 42),
    });
    offset += 46 + nameLength + file.readUInt16LE(offset + 30) + file.readUInt16LE(offset + 32);
  }
  return entries;
}

/** One entry unpacked, at most `limit` bytes: the sizes an archive declares of itself prove nothing. Throws ZipFault. */
export function unpackEntry(file: Buffer, entry: ZipEntry, limit: number): Buffer {
  const local = entry.localOffset;
  if (local + 30 > file.length || file.readUInt32LE(local) !== LOCAL_ENTRY) throw new ZipFault('broken');
  const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
  const packed = file.subarray(start, start + entry.packedBytes);
  if (entry.method === 0) {
    if (packed.length > limit) throw new ZipFault('too-big');
    return packed;
  }
  if (entry.method !== 8) throw new ZipFault('broken');
  if (limit <= 0) throw new ZipFault('too-big');
  try {
    return packed.length === 0 ? packed : inflateRawSync(packed, { maxOutputLength: limit });
  } catch (error) {
    throw new ZipFault(error instanceof RangeError ? 'too-big' : 'broken');
  }
}
