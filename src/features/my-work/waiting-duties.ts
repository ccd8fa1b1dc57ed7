import { CAMPAIGN_STEPS } from '../../campaign/phases.js';
import type { Db } from '../../db/client.js';
import { listDuties } from './duties.queries.js';
import type { Duty, DutyKind } from './duties.rules.js';
import { dutyWords } from './duty-words.js';
import { type OfficeHolder, officeWithin } from './office.js';

/**
 * What stands in the list and is no matter of a message of its own: the step and the mending, of which the secretary is told
 * otherwise, and items of which all members would have to be told, officers or not.
 */
const UNTOLD: ReadonlySet<DutyKind> = new Set(['STEP', 'MENDING', 'ITEM_DUE']);

/** One thing that waits for an officer, as a message tells it. */
export interface DutyNote {
  accountId: string;
  /** Names it within the campaign; another one when it comes up anew. */
  thing: string;
  title: string;
  text: string;
  path: string;
  /** `yyyy-mm-dd` */
  dueOn: string | null;
}

export interface NotesKey {
  bureauId: string;
  campaignId: string;
  /** Null: what waits for the bureau's own offices. */
  branchId: string | null;
  today: Date;
}

/** E15: what waits now for one holder of an office in the branch or the bureau: what his own list of duties shows. */
export async function listDutyNotes(
  db: Pick<Db, '$queryRaw'>,
  { branchId, ...key }: NotesKey,
  holder: OfficeHolder,
): Promise<DutyNote[]> {
  const duties = await listDuties(db, { ...key, steps: CAMPAIGN_STEPS }, officeWithin(holder, branchId));
  return duties.filter(({ kind }) => !UNTOLD.has(kind)).map((duty) => noteOf(duty, holder.accountId, branchId));
}

/** A message is read on other days too: it names days and no distance. */
function noteOf(duty: Duty, accountId: string, here: string | null): DutyNote {
  const { title, about, day, link } = dutyWords(duty);
  const { kind, id, since, dueOn } = duty;
  const words = [duty.branchId === here ? null : duty.branchName, about, day].filter(Boolean);
  return {
    ...{ accountId, title, dueOn, path: link.href },
    thing: ['duty', kind.toLowerCase(), id, ...(since === null ? [] : [since])].join(':'),
    text: words.length > 0 ? `${words.join('，')}。` : '请及时办理。',
  };
}
