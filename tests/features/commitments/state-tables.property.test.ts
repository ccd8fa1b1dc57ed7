import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AMENDMENT_LIFE, AMENDMENT_TAGS } from '../../../src/features/commitments/amendments.rules.js';
import { COMMITMENT_LIFE, STATUS_TAGS } from '../../../src/features/commitments/commitments.rules.js';
import {
  publishCommitments,
  reviewCommitment,
  saveCommitment,
  submitCommitment,
} from '../../../src/features/commitments/index.js';
import { FULFILLMENT_LIFE, FULFILLMENT_TAGS } from '../../../src/features/fulfillments/fulfillments.rules.js';
import { correctFulfillment, withdrawFulfillment } from '../../../src/features/fulfillments/fulfillments.service.js';
import { decideFulfillment, recordFulfillment } from '../../../src/features/fulfillments/index.js';
import { EXTENSION_LIFE, EXTENSION_TAGS } from '../../../src/shared/extension-life.js';
import { aBranchMakingCommitments, anItem } from '../../factories/commitment-step.js';
import { publishedLetters } from '../../factories/published-letters.js';
import { testClock } from '../../support/fixed-clock.js';
import { testDatabase } from '../../support/test-database.js';
import { useCaseFor } from '../../support/use-case.js';

type Table = Readonly<Record<string, Readonly<Record<string, { to: string; note?: string } | undefined>>>>;
type Tags = Readonly<Record<string, { label: string }>>;

const TABLES: readonly [string, Table, string, Tags, readonly string[]][] = [
  ['letter', COMMITMENT_LIFE, 'DRAFT', STATUS_TAGS, ['PUBLISHED']],
  ['amendment', AMENDMENT_LIFE, 'PROPOSED', AMENDMENT_TAGS, ['APPROVED', 'RETURNED', 'WITHDRAWN']],
  ['record', FULFILLMENT_LIFE, 'SUBMITTED', FULFILLMENT_TAGS, ['ACCEPTED', 'WITHDRAWN']],
  ['extension', EXTENSION_LIFE, 'REQUESTED', EXTENSION_TAGS, ['GRANTED', 'REFUSED']],
];

const actionsOf = (table: Table): string[] => [...new Set(Object.values(table).flatMap((row) => Object.keys(row)))];
const stateAfter = (table: Table, state: string, action: string): string => table[state]?.[action]?.to ?? state;

describe.each(TABLES)('R28–R42: the life of a %s', (_name, table, start, tags, ends) => {
  const walks = fc.array(fc.constantFrom(...actionsOf(table)), { maxLength: 40 });

  it('has a label for every state and leads only to states of its own', () => {
    expect(Object.keys(tags).toSorted()).toEqual(Object.keys(table).toSorted());
    for (const row of Object.values(table)) {
      for (const move of Object.values(row)) expect(Object.keys(table)).toContain(move?.to);
    }
  });

  it('reaches every state from the first, and ends exactly where it should', () => {
    const reached = new Set([start]);
    for (const state of reached) for (const action of actionsOf(table)) reached.add(stateAfter(table, state, action));
    expect([...reached].toSorted()).toEqual(Object.keys(table).toSorted());
    expect(Object.keys(table).filter((state) => Object.keys(table[state] ?? {}).length === 0)).toEqual(
      Object.keys(table).filter((state) => ends.includes(state)),
    );
  });

  it('stays at its end whatever is tried, and asks for a reason whenever something is sent back', () => {
    fc.assert(
      fc.property(walks, (walk) => {
        let state = start;
        for (const action of walk) {
          const ended = ends.includes(state);
          const move = table[state]?.[action];
          if (action === 'return' || action === 'refuse') expect(move === undefined || move.note).toBeTruthy();
          state = stateAfter(table, state, action);
          if (ended) expect(move).toBeUndefined();
        }
      }),
    );
  });
});

const { db } = await testDatabase();
const RUNS = { numRuns: 12 };

/** Tries each act: done and moved as the table says, or refused and the row unchanged. */
async function walkBy(
  table: Table,
  walk: readonly string[],
  row: () => Promise<{ status: string }>,
  act: (action: string) => Promise<unknown>,
): Promise<void> {
  for (const action of walk) {
    const before = await row();
    const move = table[before.status]?.[action];
    const done = await act(action).then(
      () => true,
      () => false,
    );
    expect(done, `${action} from ${before.status}`).toBe(move !== undefined);
    const now = await row();
    if (move) expect(now.status).toBe(move.to);
    else expect(now).toEqual(before);
  }
}

it('R41: whatever is done to a record, the portal allows what the table allows and nothing else', {
  timeout: 60_000,
}, async () => {
  const clock = testClock('2026-09-10T10:00:00+08:00');
  const { bureauId, branch, teaching, ofMember } = await publishedLetters({ db, clock });
  const by = (account: { id: string; displayName: string }) =>
    useCaseFor(db, { bureauId, accountId: account.id, name: account.displayName }, clock);
  const [author, leader] = [by(teaching.member.account), by(teaching.leader.account)];
  const keeper = { memberId: teaching.member.member.id, leads: [], writesFor: [] };
  const judge = {
    ...{ accountId: teaching.leader.account.id, memberId: teaching.leader.member.id, ofBureau: false },
    ...{ officerOf: [], belongsTo: [branch.id], leads: [teaching.group.id] },
  };
  const said = { doneOn: new Date('2026-09-05'), content: '做了', value: 1, completes: false };
  const actions = fc.array(fc.constantFrom('accept', 'return', 'correct', 'withdraw'), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(actions, async (walk) => {
      const recordId = await recordFulfillment(author, branch.id, keeper, ofMember, said);
      const row = () => db.fulfillment.findUniqueOrThrow({ where: { bureauId_id: { bureauId, id: recordId } } });
      const act = async (action: string): Promise<unknown> => {
        if (action === 'correct') return correctFulfillment(author, branch.id, keeper, recordId, said);
        if (action === 'withdraw') return withdrawFulfillment(author, branch.id, keeper, recordId);
        const { revision } = await row();
        const decided = action as 'accept' | 'return';
        return decideFulfillment(leader, branch.id, judge, { recordId, revision, action: decided, note: '请写明' });
      };
      await walkBy(FULFILLMENT_LIFE, walk, row, act);
    }),
    RUNS,
  );
});

it('R28–R36: whatever is done to a letter, the portal allows what the table allows and nothing else', {
  timeout: 60_000,
}, async () => {
  const clock = testClock('2026-07-05T10:00:00+08:00');
  const actions = fc.array(fc.constantFrom('submit', 'approve', 'return', 'publish'), { minLength: 1, maxLength: 7 });
  await fc.assert(
    fc.asyncProperty(actions, async (walk) => {
      const { bureau, branch, secretary, committee, target } = await aBranchMakingCommitments(db);
      const bureauId = bureau.id;
      const by = (account: { id: string; displayName: string }) =>
        useCaseFor(db, { bureauId, accountId: account.id, name: account.displayName }, clock);
      const id = await saveCommitment(by(secretary), target, { preamble: '', revision: 0, items: [anItem()] });
      const row = () => db.commitment.findUniqueOrThrow({ where: { bureauId_id: { bureauId, id } } });
      const judge = {
        ...{ accountId: committee.id, memberId: null, ofBureau: true, officerOf: [], belongsTo: [], leads: [] },
      };
      const act = async (action: string): Promise<unknown> => {
        const { revision, round } = await row();
        if (action === 'submit') return submitCommitment(by(secretary), target, { revision });
        if (action === 'publish')
          return publishCommitments(by(secretary), target, { commitmentIds: [id], secrecyReviewedBy: '陈建国' });
        const decided = { action: action as 'approve' | 'return', comment: '请写明', round };
        return reviewCommitment(by(committee), judge, { commitmentId: id, branchId: branch.id, ...decided });
      };
      await walkBy(COMMITMENT_LIFE, walk, row, act);
    }),
    RUNS,
  );
});
