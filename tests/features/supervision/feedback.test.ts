import { expect, it } from 'vitest';
import { answerFeedback, hideFeedback, receiveFeedback } from '../../../src/features/supervision/index.js';
import { aBranchInStep } from '../../campaign/campaign-states.js';
import { anAccount } from '../../factories/account.js';
import { testAppOn } from '../../support/app.js';
import { testDatabase } from '../../support/test-database.js';
import { useCaseFor } from '../../support/use-case.js';

const { db } = await testDatabase();
const WORD = { kind: 'SUGGESTION', content: '希望增加护学人员', authorName: '王家长' } as const;

async function aBranchWithWord() {
  const state = await aBranchInStep(db, 'COMMITMENT');
  const everyone = useCaseFor(db, { bureauId: state.bureauId, name: '公众' }, state.clock);
  const code = await receiveFeedback(everyone, state.branchId, WORD);
  const { id } = await db.feedback.findFirstOrThrow({ where: { bureauId: state.bureauId, trackingCode: code } });
  return { ...state, code, id };
}

it('R34, R40: a parent sends a suggestion without an account, and follows it by a link of his own', async () => {
  const state = await aBranchInStep(db, 'COMMITMENT');
  const app = testAppOn(db, state.clock);
  const parent = app.anonymous();
  const base = `/board/${state.bureauId}/branches/${state.branchId}`;
  await parent.get(`${base}/suggestions/new`);
  const empty = await parent.post(`${base}/suggestions`, { kind: 'SUGGESTION', content: '', authorName: '王家长' });
  expect(empty.status).toBe(422);
  expect(empty.text).toContain('value="王家长"');
  const sent = await parent.post(`${base}/suggestions`, {
    kind: 'SUGGESTION',
    content: '希望图书角周末开放',
    authorName: '',
  });
  expect(sent.status).toBe(303);
  const link = String(sent.headers['location']);
  expect((await parent.get(link)).text).toContain('等待支部答复');
  expect((await parent.get(base)).text).not.toContain('希望图书角周末开放');

  const secretary = await anAccount(db, state.bureauId, { role: 'BRANCH_SECRETARY', branchId: state.branchId });
  const branch = await app.signIn(secretary.username);
  const inside = `/branches/${state.branchId}/feedback`;
  expect((await branch.get(inside)).text).toContain('希望图书角周末开放');
  const { id } = await db.feedback.findFirstOrThrow({ where: { bureauId: state.bureauId } });
  const done = await branch.post(`${inside}/${id}/answer`, {
    handling: 'ADOPTED',
    reply: '下周起开放',
    reviewed: 'on',
  });
  expect(done.status).toBe(303);
  expect((await parent.get(base)).text).toContain('下周起开放');
  expect((await parent.get(link)).text).toContain('下周起开放');
});

it('E47: the sender is never named, and a hidden word never shown', async () => {
  const shown = await aBranchWithWord();
  await answerFeedback(shown.useCase, shown.branchId, shown.id, { handling: 'ADOPTED', reply: '已安排' });
  const board = testAppOn(db, shown.clock).anonymous();
  const page = await board.get(`/board/${shown.bureauId}/branches/${shown.branchId}`);
  expect(page.text).toContain('已安排');
  expect(page.text).not.toContain('王家长');

  const hidden = await aBranchWithWord();
  await hideFeedback(hidden.useCase, hidden.branchId, hidden.id, '攻击他人');
  const other = await board.get(`/board/${hidden.bureauId}/branches/${hidden.branchId}`);
  expect(other.text).not.toContain(WORD.content);
  const state = await board.get(`/board/${hidden.bureauId}/feedback/${hidden.code}`);
  expect(state.text).toContain('不予公开');
  expect(state.text).not.toContain('攻击他人');
});

it('of an answer and a concealment at once one wins', async () => {
  const state = await aBranchWithWord();
  const outcomes = await Promise.allSettled([
    answerFeedback(state.useCase, state.branchId, state.id, { handling: 'ADOPTED', reply: '好' }),
    hideFeedback(state.useCase, state.branchId, state.id, '重复'),
  ]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

it('an address that sends too much is told so, with what was typed kept', async () => {
  const state = await aBranchInStep(db, 'COMMITMENT');
  const parent = testAppOn(db, state.clock).anonymous();
  const base = `/board/${state.bureauId}/branches/${state.branchId}`;
  await db.rateLimit.deleteMany({});
  await parent.get(`${base}/suggestions/new`);
  const send = (content: string) => parent.post(`${base}/suggestions`, { kind: 'SUGGESTION', content, authorName: '' });
  for (let word = 1; word <= 10; word += 1) expect((await send(`第${word}条`)).status).toBe(303);
  const refused = await send('第十一条建议');
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('第十一条建议');
  expect(await db.feedback.count({ where: { bureauId: state.bureauId } })).toBe(10);
});
