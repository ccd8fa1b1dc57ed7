import type { RouteRow } from '../../web/route.js';
import type { PersonVisit } from '../../web/visit.js';
import { showSearchAdvice, showSearchPage } from './search.page.js';
import { findAlike, findTyped } from './search.queries.js';
import { FEW, KINDS, LEAST_ALIKE, MANY, readSearch } from './search.rules.js';
import { findsNothing, findsSkills, searchReaderOf } from './search-reader.js';

/** One search for all that a person may read; whose rows these are is the reader's scope, put into each query. */
export const searchRoutes: readonly RouteRow[] = [
  { method: 'get', path: '/search', place: 'account', access: 'signed-in', handler: search },
];

async function search(visit: PersonVisit): Promise<void> {
  const { person, useCase, query: asked } = visit;
  const reader = searchReaderOf(person);
  const frame = visit.frame();
  const mayFindSkills = findsSkills(reader);
  const read = readSearch(asked['q'] ?? '');
  if (findsNothing(reader) || read.state !== 'ready') {
    const typed = read.state === 'ready' ? read.query.typed : read.typed;
    const state = findsNothing(reader) ? 'nothing-to-find' : read.state === 'ready' ? 'empty' : read.state;
    return visit.show('search/index', showSearchAdvice({ frame, state, typed, mayFindSkills }));
  }
  const { query } = read;
  const kind = KINDS.find((one) => one === asked['kind']) ?? null;
  const most = kind === null ? FEW : MANY;
  // One more than is shown tells that there are more.
  const what = { reader, kinds: kind === null ? KINDS : [kind], most: most + 1 };
  const typed = await findTyped(useCase.db, query, what);
  const alike = typed.length === 0 && query.whole.reading.length >= LEAST_ALIKE;
  const hits = alike ? await findAlike(useCase.db, query, what) : typed;
  const shown = { typed: query.typed, mayFindSkills, hits, alike, kind, most };
  const page = showSearchPage({ frame, bureauId: person.bureauId, ...shown });
  visit.show('search/index', page);
}
