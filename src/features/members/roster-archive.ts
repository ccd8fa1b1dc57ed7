import { RuleViolation } from '../../shared/errors.js';
import { isZip, unpackEntry, ZipFault, zipEntries } from '../../shared/zip-entries.js';

const MAX_FILE_BYTES = 5 * 1024 * 1024;
const MAX_UNPACKED_BYTES = 24 * 1024 * 1024;
const MAX_ENTRIES = 500;
const MAX_CELL_MARKS = 150_000;
const MAX_SHEET_ROW = 1_048_576;

const OLE_FILE = Buffer.from('d0cf11e0a1b11ae1', 'hex');

const SAVE_AS = '请在 Excel 或 WPS 中打开，另存为“Excel 工作簿(.xlsx)”后重新上传。';
const BROKEN = `这个文件打不开，可能已经损坏，或者不是 Excel 文件。${SAVE_AS}`;
const TOO_BIG = '这个文件展开后太大。请把花名册复制到一个新的工作簿，只保留需要的行和列，再重新上传。';
const ENCRYPTED = '这个文件设置了打开密码。请先取消密码，再重新上传。';
const FAULT_WORDS: Record<ZipFault['kind'], string> = { broken: BROKEN, 'too-big': TOO_BIG, encrypted: ENCRYPTED };

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
  for (const entry of reading(() => zipEntries(file, MAX_ENTRIES))) {
    const content = reading(() => unpackEntry(file, entry, MAX_UNPACKED_BYTES - unpacked));
    unpacked += content.length;
    if (/^\/?xl\/worksheets\/[^/]+\.xml$/.test(entry.name)) refuseHugeSheet(content.toString('latin1'));
  }
}

function refuseOtherFormats(file: Buffer): void {
  if (file.subarray(0, 8).equals(OLE_FILE)) {
    // The same container holds old .xls files and password-protected .xlsx files; the latter carry this stream name.
    const encrypted = file.includes(Buffer.from('EncryptedPackage', 'utf16le'));
    refuse(encrypted ? ENCRYPTED : `这是旧版的 .xls 文件。${SAVE_AS}`);
  }
  if (!isZip(file)) {
    refuse(file.includes(0) ? BROKEN : `这不是 .xlsx 文件，而是文本或网页（例如 .csv）改了名称。${SAVE_AS}`);
  }
}

/** Runs a reading of the archive; what is wrong with it is told in the roster's words. */
function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ZipFault)) throw error;
    return refuse(FAULT_WORDS[error.kind]);
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
