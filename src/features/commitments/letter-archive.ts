import type { Readable } from 'node:stream';
import { Readable as Streams } from 'node:stream';
import yazl from 'yazl';
import { plainFileName } from '../../shared/file-names.js';
import { type LetterSide, thawLetter } from './letter.rules.js';
import { type Kept, letterDocument } from './letter-document.js';

export interface ArchivedLetter {
  level: 'BRANCH' | 'GROUP' | 'MEMBER';
  frozenText: string;
  kept: Kept;
  /** The group of a member's letter, for his folder. */
  groupName: string | null;
}

const FOLDERS: Record<ArchivedLetter['level'], string> = {
  BRANCH: '1-党支部',
  GROUP: '2-功能党小组',
  MEMBER: '3-党员',
};
const SIDES: LetterSide[] = ['organization', 'people'];

/**
 * R36: all letters of a branch and year as one ZIP, both addressees each, with a list of contents. One Word file is made
 * at a time, when its turn in the stream comes.
 */
export function letterArchive(letters: readonly ArchivedLetter[], title: string): Readable {
  const zip = new yazl.ZipFile();
  const taken = new Set<string>();
  const contents: string[] = [];
  for (const one of letters) {
    const letter = thawLetter(one.frozenText);
    for (const side of SIDES) {
      const addressee = side === 'organization' ? letter.organizationSide : letter.peopleSide;
      const path = free(taken, `${FOLDERS[one.level]}/${folderOf(one)}${nameOf(letter.pledger, addressee)}`);
      contents.push(`${path}.docx\t第${one.kept.version}版\t${one.kept.hash ?? ''}`);
      zip.addReadStreamLazy(`${path}.docx`, { compress: false }, (ready) => {
        letterDocument(letter, side, one.kept).then(
          (bytes) => ready(null, Streams.from([bytes])),
          (error: unknown) => ready(error, Streams.from([])),
        );
      });
    }
  }
  zip.addBuffer(Buffer.from(`${title}\r\n${contents.join('\r\n')}\r\n`, 'utf8'), '目录.txt');
  zip.end();
  return zip.outputStream as Readable;
}

const folderOf = ({ groupName, level }: ArchivedLetter): string =>
  level === 'MEMBER' && groupName !== null ? `${plainFileName(groupName, '小组')}/` : '';

const nameOf = (pledger: string, addressee: string): string => plainFileName(`${pledger}（致${addressee}）`, '承诺书');

/** Two members of one name in a group get numbers. */
function free(taken: Set<string>, path: string): string {
  let name = path;
  for (let count = 2; taken.has(name); count += 1) name = `${path}${count}`;
  taken.add(name);
  return name;
}
