import { pipeline } from 'node:stream/promises';
import { chosenYear } from '../../campaign/commitment-year.js';
import { NotFound } from '../../shared/errors.js';
import { plainFileName } from '../../shared/file-names.js';
import type { RouteRow } from '../../web/route.js';
import { campaignOf } from '../../web/step-place.js';
import type { BranchVisit } from '../../web/visit.js';
import { isReadableBy } from './cascade.rules.js';
import { cascadeHref, letterHref } from './commitments.paths.js';
import { showLetterPage } from './letter.page.js';
import { findLetter, listPublishedLetters } from './letter.queries.js';
import { composeLetter, type Letter, type LetterSide, thawLetter } from './letter.rules.js';
import type { Kept } from './letter-document.js';
import { readerOf } from './reader.js';

const LETTER = '/branches/:branchId/commitments/:commitmentId/letter';
const read = { place: 'branch', access: 'branch:read' } as const;

/** R36: the letters on the screen, as Word files, and all of a year in one archive. */
export const letterRoutes: readonly RouteRow[] = [
  { method: 'get', path: '/branches/:branchId/commitments/letters', ...read, handler: sendArchive },
  { method: 'get', path: LETTER, ...read, handler: showLetter },
  { method: 'get', path: `${LETTER}/word`, ...read, handler: sendWord },
];

interface Found {
  letter: Letter;
  kept: Kept;
  side: LetterSide;
  id: string;
}

async function getLetter(visit: BranchVisit): Promise<Found> {
  const { person, branchId } = visit;
  const found = await findLetter(visit.useCase.db, person.bureauId, branchId, visit.params['commitmentId'] ?? '');
  if (!found || !isReadableBy(found.row, readerOf(person, branchId))) throw new NotFound();
  const { frozenText, frozenHash, version, id } = found.row;
  const side: LetterSide = visit.query['side'] === 'people' ? 'people' : 'organization';
  const letter = frozenText === null ? composeLetter(found.source, null) : thawLetter(frozenText);
  return { letter, side, id, kept: { version, hash: frozenHash } };
}

async function showLetter(visit: BranchVisit): Promise<void> {
  const { branchId } = visit;
  const { letter, side, id, kept } = await getLetter(visit);
  const crumbs = [
    { label: '承诺', href: cascadeHref(branchId) },
    { label: '承诺书', href: null },
  ];
  const page = showLetterPage({
    frame: visit.frame({ layout: 'paper', crumbs }),
    letter,
    side,
    otherHref: letterHref(branchId, id, side === 'people' ? 'organization' : 'people'),
    wordHref: `/branches/${branchId}/commitments/${id}/letter/word?side=${side}`,
    kept,
  });
  visit.show('commitments/letter', page);
}

async function sendWord(visit: BranchVisit): Promise<void> {
  const { letter, side, kept } = await getLetter(visit);
  const addressee = side === 'organization' ? letter.organizationSide : letter.peopleSide;
  visit.res.attachment(`${plainFileName(`${letter.pledger}${letter.year}年承诺书（致${addressee}）`, '承诺书')}.docx`);
  const { letterDocument } = await import('./letter-document.js');
  visit.res.send(await letterDocument(letter, side, kept));
}

async function sendArchive(visit: BranchVisit): Promise<void> {
  const { person, branchId, place, res } = visit;
  const campaign = campaignOf(visit);
  const year = chosenYear(campaign.startYear, visit.today, visit.query['year']);
  const letters = await listPublishedLetters(visit.useCase.db, person.bureauId, {
    campaignId: campaign.id,
    branchId,
    year,
  });
  if (letters.length === 0) throw new NotFound('本年度还没有公布的承诺书。');
  const title = `${place.branch.shortName}${year}年承诺书`;
  res.attachment(`${plainFileName(title, '承诺书')}.zip`);
  const { letterArchive } = await import('./letter-archive.js');
  await pipeline(letterArchive(letters, title), res);
}
