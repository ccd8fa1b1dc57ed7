import { inflateSync } from 'node:zlib';
import { RuleViolation } from './errors.js';
import { plainFileName } from './file-names.js';

/** How much one thing may be shown by, and how large each file may be. */
export const MOST_FILES = 6;
export const MOST_BYTES = 5 * 1_048_576;

export interface CleanFile {
  bytes: Buffer;
  mediaType: 'image/jpeg' | 'application/pdf';
  /** For people, never a path: no folders, no control or direction characters. */
  fileName: string;
}

/** A photograph of 50 megapixels is the largest a telephone takes; more is a picture made to fill the memory. */
const MOST_PIXELS = 50_000_000;
const LONGEST_SIDE = 2_000;
const QUALITY = 80;
const REFUSED = '只能上传照片（JPG、PNG、WebP）或PDF文件';

/**
 * A file as it may be kept and shown: told by its content, whatever its name says. A picture is drawn anew, so that
 * nothing hidden in it (place and time of the photograph, a second file behind it) remains; a PDF with anything that acts
 * by itself is refused. Throws RuleViolation on the field `file`.
 */
export async function cleanFile(bytes: Buffer, givenName: string): Promise<CleanFile> {
  const kind = kindOf(bytes);
  const name = plainFileName(givenName.replace(/\.[^./\\]*$/, ''), '附件');
  if (kind === 'pdf') {
    requireQuietPdf(bytes);
    return { bytes, mediaType: 'application/pdf', fileName: `${name}.pdf` };
  }
  return { bytes: await redraw(bytes), mediaType: 'image/jpeg', fileName: `${name}.jpg` };
}

function kindOf(bytes: Buffer): 'picture' | 'pdf' {
  if (bytes.length === 0) throw refusal('这个文件是空的，请重新选择');
  const starts = (text: string, at = 0) => bytes.subarray(at, at + text.length).equals(Buffer.from(text, 'latin1'));
  if (starts('\xff\xd8\xff') || starts('\x89PNG\r\n\x1a\n') || (starts('RIFF') && starts('WEBP', 8))) return 'picture';
  if (starts('%PDF-')) return 'pdf';
  if (starts('ftypheic', 4) || starts('ftypheix', 4) || starts('ftypmif1', 4))
    throw refusal('这是苹果手机的HEIC照片。请在手机“设置”的“相机”里把格式选为“兼容性最佳”，或截图后再上传');
  throw refusal(REFUSED);
}

/** Loaded with the first picture: most processes never see one, and the library is large. */
async function drawingLibrary() {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
}

async function redraw(bytes: Buffer): Promise<Buffer> {
  const sharp = await drawingLibrary();
  try {
    return await sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', animated: false })
      .rotate()
      .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: QUALITY })
      .toBuffer();
  } catch {
    throw refusal('这张照片打不开或者太大，请换一张，或截图后再上传');
  }
}

/** Names of a PDF that make it do something by itself or carry another file. */
const ACTING =
  /\/(JavaScript|JS|OpenAction(?!\s*\[)|AA|Launch|EmbeddedFiles?|RichMedia|XFA|GoToE|GoToR|SubmitForm|ImportData|Encrypt)\b/;
const UNREADABLE_PDF = '这个PDF文件的内容无法检查。请用“打印为PDF”另存一份再上传';
const MOST_INFLATED = 20_000_000;

function requireQuietPdf(bytes: Buffer): void {
  const text = bytes.toString('latin1');
  if (!text.slice(-2_048).includes('%%EOF')) throw refusal('这个PDF文件不完整，请重新导出后再上传');
  if ([text, ...objectStreams(bytes, text)].some((part) => ACTING.test(plainNames(part))))
    throw refusal('这个PDF文件含有脚本、附件或密码。请用“打印为PDF”另存一份再上传');
}

/** `/J#61vaScript` is `/JavaScript`. */
const plainNames = (text: string): string =>
  text.replace(/#([0-9a-fA-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** The objects that newer PDFs keep compressed, as text; bounded, so that a bomb does not fill the memory. */
function objectStreams(bytes: Buffer, text: string): string[] {
  let left = MOST_INFLATED;
  const streams = [...text.matchAll(/\/ObjStm\b[\s\S]{0,500}?stream\r?\n/g)];
  if (streams.length !== text.split('/ObjStm').length - 1) throw refusal(UNREADABLE_PDF);
  return streams.map((match) => {
    const from = match.index + match[0].length;
    const end = text.indexOf('endstream', from);
    try {
      const objects = inflateSync(bytes.subarray(from, end < 0 ? undefined : end), {
        maxOutputLength: Math.max(1, left),
      });
      left -= objects.length;
      return objects.toString('latin1');
    } catch {
      throw refusal(UNREADABLE_PDF);
    }
  });
}

const refusal = (message: string): RuleViolation => new RuleViolation(`${message}。`, 'file');
