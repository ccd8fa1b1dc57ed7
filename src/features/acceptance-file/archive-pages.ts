import { readFileSync } from 'node:fs';
import path from 'node:path';
import ejs from 'ejs';
import { escapeHtml } from '../../web/view-engine.js';

const VIEWS = path.resolve(import.meta.dirname, '../../../views/acceptance-file');

export interface LinkedDocument {
  label: string;
  href: string;
  size: string;
}

/** The front page of an archive, and the page of each branch: HTML that opens from the disk, without scripts or a network. */
export interface ArchivePage {
  title: string;
  lead: string;
  facts: readonly { label: string; value: string }[];
  table: {
    caption: string;
    columns: readonly string[];
    rows: readonly { href: string | null; cells: readonly string[] }[];
  } | null;
  folders: readonly { title: string; holds: string; documents: readonly LinkedDocument[] }[];
  notes: readonly string[];
  back: { label: string; href: string } | null;
}

let template: ((locals: { page: ArchivePage }) => string) | null = null;

export function archivePage(page: ArchivePage): Buffer {
  template ??= ejs.compile(readFileSync(path.join(VIEWS, 'archive-page.ejs'), 'utf8'), {
    ...{ strict: true, destructuredLocals: ['page'], escape: escapeHtml, rmWhitespace: true, async: false },
  }) as (locals: { page: ArchivePage }) => string;
  return Buffer.from(template({ page }), 'utf8');
}

/** A link between two files of the archive; `from` is the folder the page lies in. */
export function relativeHref(from: string, to: string): string {
  return path.posix.relative(from, to).split('/').map(encodeURIComponent).join('/');
}
