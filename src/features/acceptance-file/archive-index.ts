import { showDay } from '../../shared/dates.js';
import { showBytes } from './acceptance-file.rules.js';
import { type ArchivePage, archivePage, relativeHref } from './archive-pages.js';
import { BRANCH_FOLDERS } from './contents.js';
import { numbered } from './file-tree.rules.js';
import type { Part, PartEntry } from './part-file.js';
import { type CellValue, sheetFile } from './sheet-file.js';

export const FRONT_FOLDER = '00-目录';
export const FRONT_PAGE = `${FRONT_FOLDER}/目录.html`;

interface Heading {
  title: string;
  /** The folder that holds everything the page lists. */
  top: string;
}

type Folders = readonly { title: string; holds: string }[];

export const folderNames = (rows: Folders): string[] => rows.map(({ title }, index) => numbered(index + 1, title));

const inFolder = (entries: readonly PartEntry[], folder: string) => entries.filter((entry) => entry.folder === folder);

/** The page of one branch (or of the bureau): folder by folder, each document with its link; what is not there is said. */
export function branchPage({ title, top }: Heading, entries: readonly PartEntry[], rows: Folders): Buffer {
  const names = folderNames(rows);
  const empty = names.filter((name) => inFolder(entries, name).length === 0).length;
  const page: ArchivePage = {
    title,
    lead: '点文件名打开。文件夹按活动的先后编号，没有材料的也列出。',
    facts: [
      { label: '材料', value: `${entries.length}件` },
      { label: '没有材料的文件夹', value: empty === 0 ? '没有' : `${empty}个` },
    ],
    table: null,
    folders: names.map((name, index) => ({
      title: name,
      holds: rows[index]?.holds ?? '',
      documents: inFolder(entries, name).map((entry) => ({
        label: entry.path.slice(top.length + name.length + 2),
        href: relativeHref(top, entry.path),
        size: showBytes(entry.size),
      })),
    })),
    notes: [],
    back: { label: '返回总目录', href: relativeHref(top, FRONT_PAGE) },
  };
  return archivePage(page);
}

/** The same as a workbook. */
export function branchSheet({ title, top }: Heading, entries: readonly PartEntry[], rows: Folders): Promise<Buffer> {
  const lines = folderNames(rows).flatMap((name): { cells: CellValue[]; link: string | null }[] => {
    const own = inFolder(entries, name);
    if (own.length === 0) return [{ cells: ['（尚无材料）', name, null, null], link: null }];
    return own.map((entry) => ({
      cells: [entry.path.slice(top.length + name.length + 2), name, showBytes(entry.size), entry.sha256],
      link: relativeHref(top, entry.path),
    }));
  });
  return sheetFile([
    {
      name: '目录',
      title: `${title}材料目录`,
      columns: [
        { label: '材料', width: 60 },
        { label: '文件夹', width: 26 },
        { label: '大小', width: 10 },
        { label: 'SHA-256', width: 70 },
      ],
      rows: lines.map(({ cells }) => cells),
      links: lines.map(({ link }) => link),
    },
  ]);
}

/** How many documents each branch has in each folder: kept while the lists of the parts are read one after the other. */
export interface BranchCount {
  folder: string;
  name: string;
  counts: number[];
  bytes: number;
}

export function countOf(folder: string, name: string, { entries }: Part): BranchCount {
  return {
    ...{ folder, name, bytes: entries.reduce((sum, { size }) => sum + size, 0) },
    counts: folderNames(BRANCH_FOLDERS).map((title) => inFolder(entries, title).length),
  };
}

export interface Front {
  bureauName: string;
  campaignName: string;
  orderedOn: Date;
  by: string;
  bureauFolder: string | null;
  branches: readonly BranchCount[];
}

const HOW_TO_CHECK = [
  '核对文件有没有改动：解压后，在最上层文件夹运行  sha256sum -c 00-目录/清单-SHA256.txt  （Linux、macOS 用 shasum -a 256 -c）。',
  'Windows 可对单个文件运行  certutil -hashfile 文件名 SHA256  ，与清单中的一行比较。',
  '材料由门户按办理记录生成，不含身份证号、电话和住址，不含选票、提意见人和提异议人的信息。',
];

/** The front page: all branches with the number of documents in each folder. */
export function frontPage(front: Front): Buffer {
  const total = front.branches.reduce((sum, { counts }) => sum + sumOf(counts), 0);
  return archivePage({
    title: '验收材料总目录',
    lead: `${front.bureauName}，${front.campaignName}`,
    facts: [
      { label: '生成', value: `${showDay(front.orderedOn)}，${front.by}` },
      { label: '党支部', value: `${front.branches.length}个` },
      { label: '支部材料', value: `${total}件` },
    ],
    table: {
      caption: '各党支部材料件数',
      columns: ['党支部', ...BRANCH_FOLDERS.map(({ title }) => title), '合计'],
      rows: [
        ...(front.bureauFolder === null
          ? []
          : [{ href: hrefOf(front.bureauFolder), cells: [front.bureauName, ...BRANCH_FOLDERS.map(() => ''), ''] }]),
        ...front.branches
          .map(({ folder, name, counts }) => ({
            ...{ href: hrefOf(folder), cells: [name, ...counts.map((count) => (count === 0 ? '无' : String(count)))] },
          }))
          .map((row, index) => ({ ...row, cells: [...row.cells, String(sumOf(front.branches[index]?.counts ?? []))] })),
      ],
    },
    folders: [],
    notes: HOW_TO_CHECK,
    back: null,
  });
}

const hrefOf = (folder: string): string => relativeHref(FRONT_FOLDER, `${folder}/目录.html`);
const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

export function frontSheet(front: Front): Promise<Buffer> {
  return sheetFile([
    {
      name: '总目录',
      title: `${front.bureauName}验收材料总目录（${showDay(front.orderedOn)}）`,
      columns: [
        { label: '党支部', width: 26 },
        ...BRANCH_FOLDERS.map(({ title }) => ({ label: title, width: 12 })),
        { label: '合计', width: 8 },
        { label: '大小', width: 10 },
      ],
      rows: front.branches.map(({ name, counts, bytes }) => [name, ...counts, sumOf(counts), showBytes(bytes)]),
      links: front.branches.map(({ folder }) => hrefOf(folder)),
    },
  ]);
}

/** For Notepad: with the mark of UTF-8 and its line ends. */
export const readme = (): Buffer =>
  Buffer.from(`\ufeff${['先打开“目录.html”。', ...HOW_TO_CHECK].join('\r\n')}\r\n`, 'utf8');
