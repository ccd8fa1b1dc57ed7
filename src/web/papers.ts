import { NotFound } from '../shared/errors.js';
import { type Ledger, type LedgerMatter, ledgerFileName } from '../shared/ledger.js';
import { streamLedger } from '../shared/ledger-workbook.js';
import type { WordFile } from '../shared/word-file.js';
import { wordFileName } from '../shared/word-file.js';
import type { Page } from './frame-shape.js';
import type { PersonVisit } from './visit.js';

/** What a page can be taken away as: a ledger for Excel or a form for Word. Its making asks for what the page leaves out. */
export type Paper =
  | { as: string; label: string; ledger: () => Ledger | Promise<Ledger> }
  | { as: string; label: string; word: () => WordFile | Promise<WordFile> };

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** 导出台账: the list on show. */
export const asLedger = (ledger: () => Ledger | Promise<Ledger>, label = '导出台账', as = 'ledger'): Paper => ({
  ...{ as, label, ledger },
});

/** 下载Word版: the form on show. */
export const asWord = (word: () => WordFile | Promise<WordFile>, label = '下载Word版', as = 'word'): Paper => ({
  ...{ as, label, word },
});

/**
 * Shows a page that can be taken away: the same address with `as=…` answers with the file. So who may read the page, and
 * nobody else, gets the file, of the same branch and with the filters that are on.
 */
export async function showWithPapers(
  visit: PersonVisit,
  view: string,
  page: Page,
  papers: readonly Paper[],
  status = 200,
): Promise<void> {
  const asked = visit.query['as'];
  if (asked === undefined || status !== 200) {
    const links = papers.map(({ as, label }) => ({ label, href: hrefOf(visit, as) }));
    visit.show(view, { ...page, frame: { ...page.frame, papers: links } }, status);
    return;
  }
  const paper = papers.find(({ as }) => as === asked);
  if (!paper) throw new NotFound();
  await sendPaper(visit, paper);
}

export function sendWord({ res }: Pick<PersonVisit, 'res'>, file: WordFile): void {
  res.attachment(wordFileName(file));
  res.type(DOCX).send(file.content);
}

async function sendPaper({ res }: PersonVisit, paper: Paper): Promise<void> {
  if ('word' in paper) return sendWord({ res }, await paper.word());
  const ledger = await paper.ledger();
  res.attachment(ledgerFileName(ledger));
  res.type(XLSX);
  await streamLedger(ledger, res);
}

/** The address on show with its filters; a file holds all pages of a list, so the place in it is left out. */
function hrefOf({ req, query }: PersonVisit, as: string): string {
  const kept = Object.entries(query).filter(([name]) => name !== 'after' && name !== 'as');
  return `${req.path}?${new URLSearchParams([...kept, ['as', as]])}`;
}

/** Whose ledger it is and of which day, with the filters that are on as words. */
export function matterOf(
  visit: PersonVisit & { place?: { branch: { shortName: string } } },
  filters: readonly (string | null | false)[] = [],
): LedgerMatter {
  return {
    place: visit.place?.branch.shortName ?? visit.person.bureauName,
    day: visit.today,
    filters: filters.filter((filter) => typeof filter === 'string'),
  };
}
