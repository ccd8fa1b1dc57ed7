import { inflateRawSync } from 'node:zlib';
import { RuleViolation } from '../../shared/errors.js';

const MAX_FILE_BYTES = 5 * 1024 * 1024;
const MAX_UNPACKED_BYTES = 24 * 1024 * 1024;
const MAX_ENTRIES = 500;
const MAX_CELL_MARKS = 150_000;
const MAX_SHEET_ROW = 1_048_576;

const END_OF_DIRECTORY = Buffer.from('PK\u0005\u0006', 'latin1');
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const OLE_FILE = Buffer.from('d0cf11e0a1b11ae1', 'hex');

const SAVE_AS = '请在 Excel 或 WPS 中打开，另存为“Excel 工作簿(.xlsx)”后重新上传。';
const BROKEN = `这个文件打不开，可能已经损坏，或者不是 Excel 文件。${SAVE_AS}`;
const TOO_BIG = '这个文件展开后太大。请把花名册复制到一个新的工作簿，只保留需要的行和列，再重新上传。';

/**
 * Refuses what must not reach the spreadsheet reader: other formats under the name .xlsx, encrypted or broken files,
 * and archives that unpack to far more than a roster holds. Every entry is unpacked here under a limit, for the sizes
 * an archive declares of itself prove nothing. Throws RuleViolation on field `file`.
 */
export function refuseUnsafeArchive(file: Buffer): void {
  if (file.length === 0) refuse('这是一个空文件，请重新选择花名册文件。');
  if (file.length > MAX_FILE_BYTES) refuse('文件超过5MB。花名册一般不到1MB，请删去图片等内容后重新上传。');
  refuseOtherFormats(file);
  let unpacked = 0;
  for (const entry of directoryOf(file)) {
    const content = unpack(file, entry, MAX_UNPACKED_BYTES - unpacked);
    unpacked += content.length;
    if (/^\/?xl\/worksheets\/[^/]+\.xml$/.test(entry.name)) refuseHugeSheet(content.toString('latin1'));
  }
}

function refuseOtherFormats(file: Buffer): void {
  if (file.subarray(0, 8).equals(OLE_FILE)) {
    // The same container holds old .xls files and password-protected .xlsx files; the latter carry this stream name.
    const encrypted = file.includes(Buffer.from('EncryptedPackage', 'utf16le'));
    refuse(encrypted ? '这个文件设置了打开密码。请先取消密码，再重新上传。' : `这是旧版的 .xls 文件。${SAVE_AS}`);
  }
  if (file.length < 4 || file.readUInt32LE(0) !== LOCAL_ENTRY) {
    refuse(file.includes(0) ? BROKEN : `这不是 .xlsx 文件，而是文本或网页（例如 .csv）改了名称。${SAVE_AS}`);
  }
}

interface ArchiveEntry {
  name: string;
  method: number;
  packedBytes: number;
  localOffset: number;
}

function directoryOf(file: Buffer): ArchiveEntry[] {
  const end = file.lastIndexOf(END_OF_DIRECTORY);
  if (end < 0 || end + 22 > file.length) refuse(BROKEN);
  const count = file.readUInt16LE(end + 10);
  if (count > MAX_ENTRIES) refuse(TOO_BIG);
  const entries: ArchiveEntry[] = [];
  let offset = file.readUInt32LE(end + 16);
  for (let position = 0; position < count; position += 1) {
    if (offset + 46 > file.length || file.readUInt32LE(offset) !== DIRECTORY_ENTRY) refuse(BROKEN);
    const nameLength = file.readUInt16LE(offset + 28);
    if ((file.readUInt16LE(offset + 8) & 1) === 1) refuse('这个文件设置了打开密码。请先取消密码，再重新上传。');
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

function unpack(file: Buffer, entry: ArchiveEntry, limit: number): Buffer {
  const local = entry.localOffset;
  if (local + 30 > file.length || file.readUInt32LE(local) !== LOCAL_ENTRY) refuse(BROKEN);
  const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
  const packed = file.subarray(start, start + entry.packedBytes);
  if (entry.method === 0) return packed.length > limit ? refuse(TOO_BIG) : packed;
  if (entry.method !== 8) refuse(BROKEN);
  if (limit <= 0) refuse(TOO_BIG);
  try {
    return packed.length === 0 ? packed : inflateRawSync(packed, { maxOutputLength: limit });
  } catch (error) {
    return refuse(error instanceof RangeError ? TOO_BIG : BROKEN);
  }
}

/** Rows or cells by the hundred thousand, mostly empty but formatted, would keep the reader busy for seconds. */
function refuseHugeSheet(xml: string): void {
  let marks = 0;
  for (const mark of xml.matchAll(/<(?:\w+:)?(?:c|row)[ >/](?:[^>]*?\br="[A-Z]*(\d+)")?/g)) {
    marks += 1;
    if (marks > MAX_CELL_MARKS) refuse(TOO_BIG);
    if (Number(mark[1] ?? 0) > MAX_SHEET_ROW) refuse(BROKEN);
  }
}

function refuse(message: string): never {
  throw new RuleViolation(message, 'file');
}
