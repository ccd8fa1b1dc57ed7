import { RuleViolation } from './errors.js';
import { cleanFile } from './evidence-cleaning.js';
import { plainFileName } from './file-names.js';
import { isZip, unpackEntry, type ZipEntry, ZipFault, zipEntries } from './zip-entries.js';

/** A file as it may be kept and handed out. */
export interface CleanMaterial {
  bytes: Buffer;
  mediaType: string;
  fileName: string;
}

const OFFICE = {
  word: { part: 'word/document.xml', ending: '.docx', type: 'wordprocessingml.document' },
  excel: { part: 'xl/workbook.xml', ending: '.xlsx', type: 'spreadsheetml.sheet' },
} as const;

const OLE_FILE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const MOST_ENTRIES = 2_000;
const MOST_UNPACKED = 60_000_000;
/** Programs, files inside the file, and what is fetched from elsewhere when the document is opened. */
const ACTING_PART = /vbaProject|vbaData|macrosheets|activeX|\/embeddings\/|oleObject|externalLinks|\.exe$/i;
const REACHING_OUT =
  /TargetMode="External"[^>]*Type="[^"]*\/(attachedTemplate|oleObject|frame|subDocument|externalLink|image)"|Type="[^"]*\/(attachedTemplate|oleObject|frame|subDocument|externalLink|image)"[^>]*TargetMode="External"/;

/**
 * R4: a study material as it may be kept: a picture, a quiet PDF, or a Word or Excel file of today without anything that
 * acts by itself. Told by its content, whatever its name says. Throws RuleViolation on the field `file`.
 */
export async function cleanMaterial(bytes: Buffer, givenName: string): Promise<CleanMaterial> {
  if (bytes.subarray(0, 8).equals(OLE_FILE))
    throw refusal('这是旧版的Word、Excel文件，或者设置了打开密码。请另存为docx、xlsx或PDF再上传');
  if (!isZip(bytes)) return cleanFile(bytes, givenName).catch(nameOffice);
  const entries = entriesOf(bytes);
  const kind = Object.values(OFFICE).find(({ part }) => entries.some(({ name }) => name === part));
  if (!kind || !entries.some(({ name }) => name === '[Content_Types].xml')) throw refusal(REFUSED);
  requireQuiet(bytes, entries);
  const name = plainFileName(givenName.replace(/\.[^./\\]*$/, ''), '学习材料');
  const mediaType = `application/vnd.openxmlformats-officedocument.${kind.type}`;
  return { bytes, mediaType, fileName: `${name}${kind.ending}` };
}

const REFUSED = '只能上传PDF、Word（docx）、Excel（xlsx）文件或照片';

/** What is no picture or PDF could have been a Word or Excel file here: the refusal names them too. */
function nameOffice(error: unknown): never {
  if (error instanceof RuleViolation && error.message.startsWith('只能上传')) throw refusal(REFUSED);
  throw error;
}

function entriesOf(bytes: Buffer): ZipEntry[] {
  try {
    return zipEntries(bytes, MOST_ENTRIES);
  } catch (error) {
    return refuseFault(error);
  }
}

/** Every entry is unpacked under a limit that holds for all of them. */
function requireQuiet(bytes: Buffer, entries: readonly ZipEntry[]): void {
  if (entries.some(({ name }) => ACTING_PART.test(name))) throw refusal(ACTS);
  let left = MOST_UNPACKED;
  for (const entry of entries) {
    const content = unpacked(bytes, entry, left);
    left -= content.length;
    if (entry.name.endsWith('.rels') && REACHING_OUT.test(content.toString('utf8'))) throw refusal(ACTS);
  }
}

const ACTS = '这个文件含有宏、嵌入的文件或外部内容。请去掉后另存，或另存为PDF再上传';

function unpacked(bytes: Buffer, entry: ZipEntry, left: number): Buffer {
  try {
    return unpackEntry(bytes, entry, left);
  } catch (error) {
    return refuseFault(error);
  }
}

function refuseFault(error: unknown): never {
  if (!(error instanceof ZipFault)) throw error;
  if (error.kind === 'too-big') throw refusal('这个文件展开后太大，请删去大图片，或另存为PDF再上传');
  throw refusal('这个文件打不开，可能已经损坏或设置了密码，请另存后再上传');
}

const refusal = (message: string): RuleViolation => new RuleViolation(`${message}。`, 'file');
